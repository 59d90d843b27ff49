#!/usr/bin/perl
# Prints `FILE: NAME` for each name of a source file in a comment or README of
# the tree that no file of the tree bears. A name with folders must be the end
# of a path. `_acts.c` is the end of many names.
#
#   file_names.pl KNOWN…    KNOWN are names that stand for others, or are made
use strict;
use warnings;

my %known = map { $_ => 1 } @ARGV;
my @files = split /\0/, qx(git ls-files -coz --exclude-standard);
my %ends;
for my $path (grep { -f } @files) {
	my $end = $path;
	do { $ends{$end} = 1 } while $end =~ s{^[^/]*/}{};
}

sub text_of
{
	my ($path) = @_;
	open(my $in, '<', $path) or return '';
	local $/;
	my $text = <$in> // '';
	return $text if $path =~ /\.md$/;
	return join("\n", $text =~ m{/\*.*?\*/}gs) if $path =~ /\.(c|h|def)$/;
	return join("\n", grep { /^\s*#(?!!)/ } split /\n/, $text);
}

for my $path (grep { m{\.(c|h|def|sh|pl|md)$|Makefile$} && -f } @files) {
	my $text = text_of($path);
	while ($text =~ m{(?<![\w/.*<\$\@…-])([\w/-]+\.(?:c|h|def|sh|pl))\b}g) {
		my $name = $1;
		next if $known{$name} || $ends{$name} || $name =~ m{^_};
		print "$path: $name\n";
	}
}
