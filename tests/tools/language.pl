#!/usr/bin/perl
# Texts that stand in both languages, in sources and in the catalogue: prints
# each Chinese one with an English word in it that is no name, nothing that is
# typed, no number, option, address or place to be filled, and each English one
# with a Chinese sign. `language.pl FILE …`; a .po is read as such.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

# Programs, standards and what others call theirs: one name in every language.
my @names = qw(Crier OpenSSH PuTTY Pageant Allow agent forwarding Xshell Xagent
	Perl Unix sshd root roff tar WebDAV Webhook WordPress Mastodon AppID
	AppSecret AgentId App Key Secret corpid Authorization MiB PgUp PgDn Shift
	Esc English make install git systemd AuthorizedKeysCommand);

# What one types or writes, as it is: words of acts, commands, files and
# answers of others; tests/words and the tables hold which there are.
my @typed = qw(true false partly unverifiable phone letter agreed refused silent
	actual drill zh en published not-published pass return superior
	subordinate peer remove public unlisted private publish push subscription
	service path route key code none place time level dead init copy entries
	head commit verified source reason site manual main hello may order
	keywords all slug dark light plain open closed truth stance rebuttal update
	correction withdrawal closing repost jsonl csv text arm wording policy
	legal confidentiality political authority release fire account check uid now html change year close);

my $typed = join '|', map { quotemeta } @names, @typed;
my $command = qr/\b(?:crier(?:-station|-relay)?|git|ssh(?:-keygen|-add)?|chmod|
	chown|su|sudo|adduser|systemctl)\b[^\p{Han}，。；：、（）]*/x;

# A text without what is of no language.
sub bare {
	my ($text) = @_;
	$text =~ s/\\n|\\t/ /g;
	$text =~ s/\\"[^"]*\\"|“[^”]*”|「[^」]*」/ /g;
	$text =~ s/$command/ /g;
	$text =~ s/%[-+0-9.*]*(?:ll|l|z)?[a-zA-Z%]/ /g;
	$text =~ s/\{[^}]*\}/ /g;
	$text =~ s/\b(?:$typed)\b/ /g;
	$text =~ s{[\x21-\x7e]*[/_.\-=:\@\d<>^+*][\x21-\x7e]*}{ }g;
	return $text;
}

sub chinese {
	my ($place, $text) = @_;
	# one letter is a key, capitals are a name or what one fills in
	my @words = grep { /[a-z]/ } bare($text) =~ /([A-Za-z]{2,})/g;
	print "$place: \"$words[0]\" in Chinese: $text\n" if @words;
}

sub english {
	my ($place, $text) = @_;
	$text =~ s/\\"[^"]*\\"|“[^”]*”/ /g; # quoted
	print "$place: Chinese in English: $text\n" if $text =~ /\p{Han}/;
}

sub read_po {
	my ($file) = @_;
	local $/ = '';
	open my $f, '<', $file or die "$file: $!\n";
	while (my $entry = <$f>) {
		$entry =~ s/^#.*\n//mg;
		$entry =~ s/"\n"//g;
		my ($en) = $entry =~ /^msgid "(.+)"$/m or next;
		english($file, $en) if $en ne '中文'; # of the key that changes it
		chinese($file, $1)
			while $entry =~ /^msgstr(?:\[\d\])? "(.*)"$/mg;
	}
}

# A literal, of several pieces where it goes on over lines.
my $piece = qr/"(?:[^"\\]|\\.)*"/;
my $literal = qr/$piece(?:\s*$piece)*/;

sub joined { join '', $_[0] =~ /"((?:[^"\\]|\\.)*)"/g }

sub read_source {
	my ($file) = @_;
	open my $f, '<', $file or die "$file: $!\n";
	my $text = do { local $/; <$f> };
	# comments go, their lines stay
	$text =~ s{($piece)|(/\*.*?\*/)}{$1 // $2 =~ s/[^\n]//gr}gse;
	my $line = sub { 1 + (substr($text, 0, $_[0]) =~ tr/\n//) };
	while ($text =~ /($literal)/g) {
		my ($at, $all) = ($-[0], joined($1));
		chinese("$file:" . $line->($at), $all) if $all =~ /\p{Han}/;
	}
	my $first = $file =~ /\.def$/ ? '' : '\bBOTH\(\s*|\bARG_BOTH\(\s*';
	while ($text =~ /(?:$first)($literal)\s*,\s*(?=($literal))/g) {
		my ($at, $en, $zh) = ($-[0], joined($1), joined($2));
		english("$file:" . $line->($at), $en) if $zh =~ /\p{Han}/;
	}
}

for my $file (@ARGV) {
	$file =~ /\.po$/ ? read_po($file) : read_source($file);
}
