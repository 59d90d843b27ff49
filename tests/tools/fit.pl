#!/usr/bin/perl
# Fits what it reads to a terminal of COLUMNS (80): wide characters count two,
# a line breaks at a blank or beside a wide character, and goes on below the
# text of its first line. With --command a line that breaks at a blank ends in
# a backslash, as one would type it. With --deliveries a table of deliveries
# keeps what they are and what is said of them; place and time stand in the
# ledger.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $columns = 80;
my ($command, $deliveries) = (0, 0);
for (@ARGV) {
	$command = 1 if $_ eq '--command';
	$deliveries = 1 if $_ eq '--deliveries';
}
@ARGV = ();

sub width
{
	my $w = 0;

	for (split //, $_[0]) {
		next if /[\p{Mn}\p{Me}\p{Cf}]/;
		$w += /[\p{East_Asian_Width=W}\p{East_Asian_Width=F}]/ ? 2 : 1;
	}
	return $w;
}

# The longest beginning that has room, and whether it ends at a blank.
sub head
{
	my ($text, $room) = @_;
	my ($at, $blank, $w, $n) = (0, 0, 0, 0);
	my @chars = split //, $text;

	for my $c (@chars) {
		$w += width($c);
		last if $w > $room;
		$n++;
		if ($c eq ' ') {
			($at, $blank) = ($n, 1);
		} elsif ($n < @chars && width($c . $chars[$n]) > 2 &&
			$chars[$n] !~ /[，。；：、！？）”’》】〕]/ &&
			$c !~ /[（“‘《【〔]/) {
			($at, $blank) = ($n, 0);
		}
	}
	# one word that is longer than the line: a list without blanks
	if (!$at) {
		$at = 1 + rindex(substr($text, 0, $n), ',');
	}
	return $at ? ($at, $blank) : ($n || 1, 0);
}

sub fit
{
	my ($text) = @_;
	my ($indent) = $text =~ /^( *)/;
	my $more = $indent . ($command ? '    ' : '  ');
	my $first = 1;

	$text = substr($text, length $indent);
	while (width($indent . $text) > $columns) {
		my $room = $columns - length($indent) - ($command ? 2 : 0);
		my ($n, $blank) = head($text, $room);
		my $part = substr($text, 0, $n);

		$part =~ s/ +$//;
		$part .= ' \\' if $command && $blank;
		print "$indent$part\n";
		$text = substr($text, $n);
		$text =~ s/^ +// if !$command;
		$indent = $more if $first;
		$first = 0;
	}
	print "$indent$text\n";
}

sub pad
{
	my ($text, $to) = @_;
	my $left = $to - width($text);

	return $text . ' ' x ($left > 0 ? $left : 0);
}

sub delivery
{
	my ($line) = @_;
	my ($indent) = $line =~ /^( *)/;
	my @cells = split / {2,}/, substr($line, length $indent);

	return fit($line) if @cells < 4;
	$cells[0] =~ s/^[^:]*://;
	# the heading has no sign before its state
	splice(@cells, 2, 0, ' ') if $cells[2] !~ /^.$/;
	fit($indent . pad($cells[0], 18) . pad($cells[1], 10) .
		"$cells[2] " . pad($cells[3], 16) . ($cells[-1] // ''));
}

while (<STDIN>) {
	chomp;
	s/\t/    /g;
	$deliveries ? delivery($_) : fit($_);
}
