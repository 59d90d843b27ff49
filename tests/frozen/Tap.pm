# Passing lines between a caller and a station, and writing them down.
package Tap;
use strict;
use warnings;
use Cwd;
use File::Basename;
use IO::Select;
use IO::Socket::UNIX;
use Time::HiRes;

# A socket by its folder, for its path may be longer than an address holds.
sub connect_in
{
	my ($path) = @_;
	my $here = getcwd;
	chdir dirname $path or return;
	my $s = IO::Socket::UNIX->new(basename $path);
	chdir $here;
	return $s;
}

sub listen_in
{
	my ($path) = @_;
	my $here = getcwd;
	chdir dirname $path or die "$path: $!";
	my $s = IO::Socket::UNIX->new(Local => basename($path), Listen => 64)
		or die "$path: $!";
	chdir $here;
	return $s;
}

# One line of TAP_LOG: the station's clock, who, which way, what.
sub note
{
	my ($who, $way, $line) = @_;
	return unless defined $who;
	my $step = 0;
	if ($ENV{CLOCK_STEP} && open my $f, '<', $ENV{CLOCK_STEP}) {
		$step = <$f> // 0;
		chomp $step;
	}
	open my $log, '>>', $ENV{TAP_LOG} or die "$ENV{TAP_LOG}: $!";
	syswrite $log, sprintf "%d\t%s\t%s\t%s\n",
		int(Time::HiRes::time() * 1000) + ($step || 0), $who, $way, $line;
}

# From $asker to $station and back until one side ends.
sub pass
{
	my ($who, $asker, $station) = @_;
	my $select = IO::Select->new($asker, $station);
	my %other = (fileno $asker => $station, fileno $station => $asker);
	my %way = (fileno $asker => '>', fileno $station => '<');
	my %rest = map { $_ => '' } keys %other;
	while (1) {
		for my $h ($select->can_read) {
			my $n = sysread $h, my $bytes, 65536;
			return unless $n;
			my $k = fileno $h;
			$rest{$k} .= $bytes;
			note($who, $way{$k}, $1)
				while $rest{$k} =~ s/^([^\n]*)\n//;
			my $to = $other{$k};
			while (length $bytes) {
				my $m = syswrite $to, $bytes;
				return unless $m;
				substr $bytes, 0, $m, '';
			}
		}
	}
}
1;
