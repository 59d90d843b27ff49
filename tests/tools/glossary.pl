#!/usr/bin/perl
# glossary.pl LIST FILE…: what the files say to people though the list of the
# office's words (tests/words/glossary.txt) has another word for it. Of C only
# the texts are looked at, of YAML, catalogues and Markdown all but comments.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $list = shift;
my ($program, @terms) = (0);
open my $in, '<', $list or die "$list: $!";
while (<$in>) {
	next if /^#/ || !/\S/;
	if (/^\[program\]/) { $program = 1; next }
	my ($say, $never, $but) = map { s/^\s+|\s+$//gr }
		/^(.*?) \| (.*) \|(.*)$/
		or die "$list:$.: no row\n";
	$but =~ s/\s*\[.*\]$//;
	push @terms, { say => $say, never => qr/$never/, program => $program,
		but => $but eq '' ? undef : qr/$but/ };
}

# What a line says: the texts of C, all of others.
sub said {
	my ($file, $line) = @_;
	return $line =~ /^\s*#(?!~)/ && $file !~ /\.md$/ ? '' : $line
		unless $file =~ /\.(?:[ch]|def)$/;
	return '' if $line =~ m{^\s*(?:/?\*|//|#include)};
	return join ' ', $line =~ /"((?:[^"\\]|\\.)*)"/g;
}

for my $file (@ARGV) {
	my $rules = $file =~ m{^playbooks/};
	open my $f, '<', $file or die "$file: $!";
	while (<$f>) {
		my $text = said($file, $_);
		for my $t (@terms) {
			next if $rules && $t->{program};
			my $left = $text;
			$left =~ s/$t->{but}//g if $t->{but};
			print "$file:$.: \"$&\", say $t->{say}\n"
				if $left =~ $t->{never};
		}
	}
}
