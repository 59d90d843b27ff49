#!/usr/bin/perl
# Stands where a station looks for its relay and passes every line on, both
# ways: with TAP_RELAY to the true relay, and writes down what it says (see
# tap.pl); with FROZEN_RELAY to whoever listens on that socket, after a line
# with the mode.
use strict;
use warnings;
use IO::Socket::UNIX;
use FindBin;
use lib "$ENV{FROZEN_LIB}";
use Tap;

my %word = @ARGV;
my $fd = $word{'--fd'};
open my $station, '+<&=', $fd or die "fd $fd: $!";
if ($ENV{TAP_RELAY}) {
	socketpair my $ours, my $theirs, AF_UNIX, SOCK_STREAM, 0 or die $!;
	my $pid = fork // die $!;
	if ($pid == 0) {
		close $ours;
		open my $null, '<', '/dev/null';
		# the relay's own descriptor keeps its number
		my $n = fileno $theirs;
		fcntl $theirs, 2, 0;
		exec $ENV{TAP_RELAY}, map { $_ eq $fd ? $n : $_ } @ARGV;
		die "$ENV{TAP_RELAY}: $!";
	}
	close $theirs;
	Tap::pass("relay-$word{'--mode'}-$$", $ours, $station);
} else {
	my $sock = Tap::connect_in($ENV{FROZEN_RELAY}) or exit 0;
	syswrite $sock, "$word{'--mode'}\n";
	Tap::pass(undef, $sock, $station);
}
