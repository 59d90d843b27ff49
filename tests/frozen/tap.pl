#!/usr/bin/perl
# tap.pl DIR STATION: a folder that crier takes for the station's; every line
# of every caller goes on to the station and, with its answer, into TAP_LOG.
use strict;
use warnings;
use lib $ENV{FROZEN_LIB};
use Tap;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
my ($dir, $station) = @ARGV;
my $listen = Tap::listen_in("$dir/sock");
my $n = 0;
while (1) {
	my $caller = $listen->accept or next;
	$n++;
	next if fork;
	my $to = Tap::connect_in("$station/sock") or exit;
	Tap::pass("cli-$n", $caller, $to);
	exit;
}
