#!/usr/bin/perl
# What is of another language than the reader's: `english.pl zh` prints each
# line that has two English words beside each other, `english.pl en` each line
# that has a Chinese sign. Names, paths, options, numbers, commands as they are
# typed and what stands quoted are of no language.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $lang = shift // die "usage: english.pl zh|en\n";
my $command = qr/\b(?:crier|git|chmod|chown|ssh|systemctl|adduser)\b/;
# words of tables and of standards that stand beside each other in Chinese too
my $known = qr/\b(?:Crier|git|Unicode|UTF-8|SSH|JSON|YAML|MiB|KiB)\b/;

while (<STDIN>) {
	chomp(my $line = $_);
	my $text = $line;
	$text =~ s/“[^”]*(?:”|$)|"[^"]*"|「[^」]*」/ /g;
	if ($lang eq 'en') {
		print "$line\n" if $text =~ /\p{Han}/;
		next;
	}
	# a command goes to the next Chinese sign, a list of words that are
	# possible has commas
	$text =~ s/$command[^\p{Han}，。；：、（）]*/ /g;
	$text =~ s/$known//g;
	$text =~ s{\S*[/_.\-=:\@\d]\S*}{ 0 }g;
	print "$line\n" if $text =~ /[A-Za-z]{2,} +[A-Za-z]{2,}/;
}
