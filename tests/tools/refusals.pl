#!/usr/bin/perl
# What refusals are called with: prints each call whose arguments are not of the
# kinds that its row in include/crier/refusal.def has, and each argument that
# is a literal of more than one word.
use strict;
use warnings;

my (%kinds, $def);
{ local $/; open my $f, '<', 'include/crier/refusal.def' or die; $def = <$f>; }
while ($def =~ /X\((REFUSE_\w+),[^,]*,[^,]*,\s*(NO_ARGS|ARGS\(([^)]*)\))/g) {
	$kinds{$1} = defined $3 ? [map { s/^ARG_//r } split /,\s*/, $3] : [];
}

# Constructors by the kind they make; those of subjects with it.
my %makes = (key => 'FIELD', slot => 'FIELD', both => 'SENTENCE',
	quoted => 'SENTENCE', errno => 'SENTENCE', refusal => 'SENTENCE', BOTH => 'SENTENCE',
	officer_arg => 'OFFICER', office_arg => 'OFFICER',
	account_arg => 'ACCOUNT', office_arg_account => 'ACCOUNT',
	office_arg_able => 'OFFICERS', signers_arg => 'OFFICERS',
	pass_arg => 'SENTENCE', organ_arg => 'NAMED', route_arg => 'NAMED',
	subject_arg => 'NAMED', thing_kind => 'SENTENCE', finding_arg => 'SENTENCE',
	finding_arg_mend => 'SENTENCE', finding_where => 'FIELD');

# The text from an open bracket to the one that closes it.
sub inside {
	my ($text, $at) = @_;
	my ($depth, $quoted, $from) = (1, 0, $at);
	for (; $depth && $at < length $text; $at++) {
		my $c = substr $text, $at, 1;
		if ($quoted) { $at++ if $c eq '\\'; $quoted = 0 if $c eq '"' }
		elsif ($c eq '"') { $quoted = 1 }
		elsif ($c =~ /[(\[{]/) { $depth++ }
		elsif ($c =~ /[)\]}]/) { $depth-- }
	}
	return substr $text, $from, $at - $from - 1;
}

# Its parts between commas that stand in no bracket.
sub parts {
	my ($text) = @_;
	my ($depth, $quoted, @out) = (0, 0, '');
	for (my $n = 0; $n < length $text; $n++) {
		my $c = substr $text, $n, 1;
		if ($quoted) {
			$out[-1] .= $c . substr($text, ++$n, 1), next
				if $c eq '\\';
			$quoted = 0 if $c eq '"';
		}
		elsif ($c eq '"') { $quoted = 1 }
		elsif ($c =~ /[(\[{]/) { $depth++ }
		elsif ($c =~ /[)\]}]/) { $depth-- }
		elsif ($c eq ',' && !$depth) { push @out, ''; next }
		$out[-1] .= $c;
	}
	return map { s/^\s+|\s+$//gr } @out;
}

sub kind_of {
	my ($arg) = @_;
	$arg = $1 if $arg =~ /\?\s*((?:arg_|ARG_|\w+_arg)\w*.*)/s;
	return '' unless $arg =~ /^(\w+)\s*\(/;
	return $makes{$1} if $makes{$1};
	return '' unless $1 =~ /^(?:arg|ARG)_(\w+)$/;
	return $makes{$1} // uc $1;
}

for my $file (@ARGV) {
	my $text;
	{ local $/; open my $f, '<', $file or die "$file: $!"; $text = <$f>; }
	while ($text =~ /\b(?:refuse|refuse_as|yaml_fault|scan_fault|yaml_fail\w*)\(/g) {
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		my @call = parts(inside($text, $+[0]));
		my ($row) = grep { $kinds{$_} } @call;
		my $with = $call[-1];
		next unless $row;
		my @args = $with =~ /^WITH\(/ ? parts(inside($with, 5)) : ();
		next if $with !~ /^WITH(_NONE$|\()/;
		my @got = map { kind_of($_) } @args;
		my @want = @{$kinds{$row}};
		print "$file:$line: $row has @want, not @got\n"
			if @got != @want || grep { $got[$_] ne ''
				&& $got[$_] ne $want[$_] } 0 .. $#got;
		for (@args) {
			print "$file:$line: a sentence as an argument: $_\n"
				if /^arg_\w+\(\s*"[^"]*(?:[a-z]{2,} [a-z]{2,}|[\xe3-\xe9])/;
		}
	}
}
