#!/usr/bin/perl
# What the frozen station makes of acts and questions; frozen.sh says when.
#
#   frozen.pl convert LOG              tap.pl's log as acts, one a line
#   frozen.pl replay KIT ROOM OUT      the acts again, on a rebuilt station
#   frozen.pl restore KIT ROOM         the frozen ledger, and its record anew
#   frozen.pl ask KIT ROOM OUT         every question to the frozen station
#   frozen.pl refuse KIT ROOM OUT ACTS each act with each field wrong
#   frozen.pl bare [LEARNT]            entries, shown as they are compared
#   frozen.pl files RECORD TREE        which files each kind of entry writes;
#                                      TREE holds the record's entries/
#
# ROOM holds prefix/ (programs), clone/ (of the record to rebuild from) and
# gets station/. Everything goes through the programs and their sockets.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Digest::SHA 'sha256_hex';
use Encode;
use MIME::Base64;
use IO::Select;
use JSON::PP;
use POSIX ':sys_wait_h';
use Tap;
use Time::HiRes 'sleep';

my $json = JSON::PP->new->canonical->utf8;
# What each type of field may hold, and what it may not; set before a verb runs.
my %good = (text => 'x', word => 'none', id => 'D2099-0001/1',
	digest => '0' x 64, instant => 1700000000000, integer => 1,
	boolean => JSON::PP::true, words => ['none'], texts => {},
	document => {});
my %wrong = (text => 7, word => 7, id => 7, digest => 7, instant => 'x',
	integer => 'x', boolean => 'x', words => 'x', texts => 'x',
	document => 'x');
# A place that nothing can be pushed to.
my %good_of = ('record.push remote' => '/dev/null/nowhere');

my %verbs = (convert => \&convert, replay => \&replay, ask => \&ask,
	refuse => \&refuse, restore => \&restore, files => \&files,
	bare => \&bare);
my $verb = shift // '';
($verbs{$verb} // die "frozen.pl: no verb $verb\n")->(@ARGV);

# ---- from what was heard ----

# Acts in the order of their entries; those that yielded none after what they
# followed.
sub convert
{
	my ($log) = @_;
	my (%hello, %open, @out, %waits);
	my $last = 0;
	open my $in, '<', $log or die "$log: $!";
	while (<$in>) {
		chomp;
		my ($at, $who, $way, $line) = split /\t/, $_, 4;
		my $doc = eval { $json->decode($line) };
		# not what a person sent on purpose: a line that is no document
		next unless ref $doc eq 'HASH';
		if ($who eq 'play') {
			push @out, [$last + 0.5, { %$doc, at => $at + 0 }];
		} elsif ($way eq '>' && $doc->{hello}) {
			$hello{$who} = $doc->{hello};
			push @out, [$last + 0.5, { at => $at + 0,
				relay => $doc->{hello}{relay} }]
				if $doc->{hello}{relay};
		} elsif ($way eq '>' && $doc->{act}) {
			my $from = $hello{$who} // { relay => 'actual' };
			my $id = delete $doc->{id};
			my $row = { at => $at + 0, doc => $doc,
				$from->{relay} ? (relay => $from->{relay})
				: (as => $from->{as} // 'zhao',
					via => $from->{via} // 'cli') };
			if (defined $id) {
				$open{$who}{$id} = $row;
			} else {
				push @out, [$last + 0.5, $row];
			}
		} elsif ($way eq '<' && defined $doc->{id}) {
			my $row = delete $open{$who}{$doc->{id}} or next;
			my $first = $doc->{entries} && $doc->{entries}[0];
			if ($first) {
				$row->{at} = $first->{time};
				$last = $first->{seq} if $first->{seq} > $last;
			}
			push @out, [$first ? $first->{seq} : $last + 0.5, $row];
		}
	}
	# a sort that keeps the order of what is equal; time goes back at a
	# step of the clock only
	my $at = 0;
	for my $row (map { $_->[1] } @out[sort { $out[$a][0] <=> $out[$b][0]
		|| $a <=> $b } 0 .. $#out]) {
		$at = 0 if ($row->{event} // '') eq 'step';
		$at = $row->{at} = $row->{at} > $at ? $row->{at} : $at;
		print $json->encode($row), "\n";
	}
}

# ---- a station under a standing clock ----

my ($kit, $room, $out, $pid, $shift, %lines, $watch, %relays, $listener);
my ($next_id, $wall) = (1, 0);

sub slurp
{
	my ($path) = @_;
	open my $f, '<', $path or return '';
	local $/;
	return <$f> // '';
}

sub spit
{
	my ($path, $text) = @_;
	open my $f, '>', $path or die "$path: $!";
	print $f $text;
	close $f or die "$path: $!";
}

# The wall clock says $at; the boot clock goes with it, but for steps.
sub set_clock
{
	my ($at) = @_;
	$wall = $at;
	spit("$room/still.new", sprintf "%d %d\n", $at, $at - $shift);
	rename "$room/still.new", "$room/still" or die $!;
}

sub room
{
	($kit, $room, $out) = @_;
	$shift = 1700000000000;
	$ENV{STILL} = "$room/still";
	$ENV{STILL_LOOKS} = "$room/looks";
	$ENV{FROZEN_RELAY} = "$room/relay";
	$ENV{FROZEN_LIB} = $FindBin::Bin;
	$SIG{PIPE} = 'IGNORE';
	unlink "$room/relay", "$room/looks";
	$listener = Tap::listen_in("$room/relay");
}

sub under_clock
{
	local $ENV{LD_PRELOAD} = "$ENV{B}/tests/frozen/still.so";
	my $rc = system @_;
	die "@_ ended with $rc\n" if $rc;
}

# The seeds of the kept keys, as they are drawn: the station's, then the one
# under which blocked texts are marked.
sub whole
{
	open my $in, '<', $_[0] or die "$_[0]: $!\n";
	local $/;
	return scalar <$in>;
}

sub seeds
{
	my $text = whole("$kit/keys/station");
	$text =~ s/-----[^-]*-----//g;
	$text = decode_base64($text);
	my $at = index $text, pack('N', 64);
	die "no key in $kit/keys/station\n" if $at < 0;
	return unpack('H*', substr $text, $at + 4, 32) .
		whole("$kit/keys/blocked");
}

# A station of the clone, with the kept keys.
sub rebuild
{
	my ($at) = @_;
	set_clock($at);
	local $ENV{STILL_SEEDS} = seeds();
	under_clock("$room/prefix/libexec/crier/crier-station", '--offline',
		'rebuild', "$room/station", '--from', "$room/clone",
		'--signers', "$kit/keys/allowed_signers",
		'--relay-key', "$kit/relay-keys/relay", '--json');
}

sub start
{
	my ($at) = @_;
	set_clock($at);
	my $child = fork // die $!;
	if ($child == 0) {
		$ENV{LD_PRELOAD} = "$ENV{B}/tests/frozen/still.so";
		open STDOUT, '>>', "$room/station.log";
		open STDERR, '>&', \*STDOUT;
		exec "$room/prefix/libexec/crier/crier-station", '--station',
			"$room/station";
	}
	$pid = $child;
	%lines = %relays = ();
	for (1 .. 500) {
		# it is there before anybody listens
		last if -S "$room/station/sock"
			&& Tap::connect_in("$room/station/sock");
		sleep 0.01;
	}
	$watch = line('feng', 'cli');
	send_doc($watch, { id => $next_id++, question => 'watch' });
	# a wish for changes has no end: the next answer says it was heard
	sync($watch);
	# both of its relays come by themselves
	for (1 .. 2) {
		IO::Select->new($listener)->can_read(10) or die "no relay\n";
		my $s = $listener->accept;
		my $r = { sock => $s, rest => '', kept => [] };
		chomp(my $mode = take($r));
		$r->{name} = "relay $mode";
		$relays{$mode} = $r;
	}
}

sub stop
{
	kill TERM => $pid;
	waitpid $pid, 0;
	undef $pid;
}

END { kill TERM => $pid if $pid }

# The next whole line of a connection.
sub take
{
	my ($c) = @_;
	while ($c->{rest} !~ /\n/) {
		IO::Select->new($c->{sock})->can_read(20)
			or die "the station does not answer\n"
			. slurp("$room/station.log");
		my $n = sysread $c->{sock}, my $bytes, 65536;
		die "the station hung up\n" . slurp("$room/station.log")
			unless $n;
		$c->{rest} .= $bytes;
	}
	$c->{rest} =~ s/^([^\n]*\n)//;
	return $1;
}

sub send_doc
{
	my ($c, $doc) = @_;
	my $text = $json->encode($doc) . "\n";
	while (length $text) {
		my $n = syswrite $c->{sock}, $text;
		die "cannot say to $c->{name}: $!\n$text" unless $n;
		substr $text, 0, $n, '';
	}
}

# What answers to the id; what comes before it and has none is kept, raw.
sub answer_to
{
	my ($c, $id, $parts) = @_;
	while (1) {
		my $line = take($c);
		chomp $line;
		if ($line =~ /"id":$id[,}]/) {
			return $line if $line !~ /"part":/ || !$parts;
			push @$parts, $line;
			next;
		}
		push @{ $c->{kept} }, $line;
	}
}

sub line
{
	my ($as, $via, $lang) = @_;
	$lang //= 'en';
	return $lines{"$as $via $lang"} //= do {
		my $s = Tap::connect_in("$room/station/sock") or die "no: $!";
		my $c = { sock => $s, rest => '', kept => [],
			name => $as };
		send_doc($c, { hello => { protocol => 1, lang => $lang, as => $as,
			via => $via } });
		take($c);
		$c;
	};
}

# A refused question: when its answer is there, what came before is as well.
sub sync
{
	my ($c) = @_;
	my $id = $next_id++;
	send_doc($c, { id => $id, question => 'sync' });
	answer_to($c, $id);
}

sub question
{
	my ($c, $doc) = @_;
	my @parts;
	my $id = $next_id++;
	send_doc($c, { %$doc, id => $id });
	my $last = answer_to($c, $id, \@parts);
	# the id is this run's own
	return map { s/"id":$id([,}])/"id":0$1/r } @parts, $last;
}

# ---- the acts again ----

my $seq = 0;

# What is longer than a line is shown by its digest.
sub short
{
	my ($v) = @_;
	return [map { short($_) } @$v] if ref $v eq 'ARRAY';
	return { map { $_ => short($v->{$_}) } keys %$v } if ref $v eq 'HASH';
	return $v if ref $v || !defined $v || length $v <= 120;
	return sprintf '%d characters, sha256 %s', length $v,
		sha256_hex(encode_utf8($v));
}

# Entries as they are compared: without what follows from all that stands
# before (the hash of the one before, the number), and with the digests of the time, so that a text that is another is
# one difference and not one in all that names it. What is long is in the
# answers; here it is enough that it changed.
sub bare
{
	my ($learnt) = @_;
	my $back = $learnt ? $json->decode(slurp($learnt)) : {};
	while (<STDIN>) {
		s/\b([0-9a-f]{64})\b/$back->{$1} \/\/ $1/ge;
		my $e = $json->decode($_);
		delete @$e{qw(prev seq)};
		for my $v (values %{ $e->{body} }) {
			my $text = ref $v ? $json->encode($v) : $v;
			$v = sprintf '%d bytes, sha256 %s', length $text,
				sha256_hex(ref $v ? $text : encode_utf8($text))
				if length $text > 400;
		}
		print $json->encode($e), "\n";
	}
}

# What came of the last thing done: entries, pushes, jobs, looks. The record
# is brought up by a thread in its own time, so its pushes are left out.
sub effects
{
	my @said;
	sync($watch) for 1 .. 3;
	my ($text) = question(line('feng', 'cli'),
		{ question => 'ledger.list', after => $seq, limit => 200 });
	my (@kinds, @entries);
	for my $e (@{ $json->decode($text)->{answer}{rows} }) {
		push @entries, sprintf "  entry %d %s %s %s", $e->{seq},
			$e->{kind}, $e->{by}, $e->{incident};
		push @kinds, $e->{kind};
		$seq = $e->{seq};
	}
	my @pushes = map { $json->decode($_) } grep { /"changed":/ }
		@{ $watch->{kept} };
	$watch->{kept} = [];
	@pushes = grep { $_->{changed} ne 'record' } @pushes;
	my @jobs;
	for my $mode (sort keys %relays) {
		my $r = $relays{$mode};
		next unless $r->{up};
		sync($r);
		push @jobs, map { [$mode, $json->decode($_)] } @{ $r->{kept} };
		$r->{kept} = [];
	}
	my $looks = length slurp("$room/looks");
	unlink "$room/looks";
	return { entries => \@entries, kinds => \@kinds, looks => $looks,
		pushes => \@pushes, jobs => \@jobs };
}

# The shape of what an act set going, for the table of kinds.
sub shape
{
	my ($e) = @_;
	my (%kinds, %pushes, %jobs);
	$kinds{$_} = 1 for @{ $e->{kinds} };
	$pushes{ $_->{changed} } = 1 for @{ $e->{pushes} };
	for (@{ $e->{jobs} }) {
		my ($mode, $doc) = @$_;
		$jobs{ $doc->{job} // ($doc->{variant} ? 'variant' : 'answer') }
			= 1;
	}
	return sprintf "%s | pushes: %s | jobs: %s | clocks: %s",
		join(' ', sort keys %kinds) || '(none)',
		join(' ', sort keys %pushes) || '-',
		join(' ', sort keys %jobs) || '-',
		$e->{looks} ? 'looked at' : '-';
}

sub told
{
	my ($e) = @_;
	my @said = @{ $e->{entries} };
	push @said, map { sprintf '  push %s %s %s', $_->{changed}, $_->{key},
		$_->{seq} } @{ $e->{pushes} };
	push @said, map { "  to the relay ($_->[0]): "
		. $json->encode(short($_->[1])) } @{ $e->{jobs} };
	push @said, '  looks at its deadlines' if $e->{looks};
	return map { "$_\n" } @said;
}

# What the address stands for, here.
sub push_to_mirror
{
	my ($remote) = @_;
	wait_record();
	system('git', 'config', '--file', "$room/station/record/config",
		"url.file://$room/mirror.git.insteadOf", $remote) == 0
		or die "git config failed\n";
}

# Acts that came to be after the play: said at its end, a second apart, to a
# station that is started once more.
sub later
{
	my ($at) = @_;
	my @rows = ({ event => 'start' }, { relay => 'actual' },
		{ relay => 'drill' });
	push @rows, map { { via => 'cli', %{ $json->decode($_) } } }
		split /\n/, slurp("$kit/later.jsonl");
	push @rows, { event => 'stop' };
	$_->{at} = $at += 1000 for @rows;
	return @rows;
}

# What was said at the time names digests and quotes texts of that time. Where
# the program of today writes a text otherwise, whoever says the act again says
# what stands there today: learnt from the entries of each act beside those that
# came of it then.
my (%then, %became);

sub remember
{
	for my $line (split /\n/, slurp("$kit/ledger.jsonl")) {
		my $e = $json->decode($line);
		push @{ $then{ $e->{act} } }, $e;
	}
}

sub learn_value
{
	my ($old, $new) = @_;
	return unless defined $old && defined $new;
	if (ref $old eq 'HASH' && ref $new eq 'HASH') {
		# by value before by key: texts stand under their digests
		learn_value($old->{$_}, $new->{$_})
			for grep { $_ ne 'variants' } sort keys %$old;
		my ($o, $n) = ($old->{variants}, $new->{variants});
		return if ref $o ne 'HASH' || ref $n ne 'HASH';
		learn_value($o->{$_}, $n->{ $became{$_} // $_ })
			for sort keys %$o;
	} elsif (ref $old eq 'ARRAY' && ref $new eq 'ARRAY') {
		learn_value($old->[$_], $new->[$_]) for 0 .. $#$old;
	} elsif (!ref $old && !ref $new && $old ne $new
		&& ($old =~ /^[0-9a-f]{64}$/ || length $old > 12)) {
		$became{$old} = $new;
	}
}

sub learn
{
	my ($act, $entries) = @_;
	my @old = @{ $then{$act} // [] };
	return if @old != @{ $entries // [] };
	for my $e (@$entries) {
		my $o = shift @old;
		return if $o->{kind} ne $e->{kind};
		learn_value($o->{body}, $e->{body});
	}
}

# The longest first: a title stands in its text.
sub as_today
{
	my ($v) = @_;
	return [map { as_today($_) } @$v] if ref $v eq 'ARRAY';
	return { map { $_ => as_today($v->{$_}) } keys %$v } if ref $v eq 'HASH';
	return $v if ref $v || !defined $v || !%became;
	return $became{$v} if defined $became{$v};
	return $v if length $v < 40;
	my %at = map { $_ => $became{$_} } grep { index($v, $_) >= 0 }
		keys %became;
	return $v unless %at;
	my $any = join '|', map { quotemeta }
		sort { length $b <=> length $a || $a cmp $b } keys %at;
	return $v =~ s/($any)/$at{$1}/gr;
}

# What came to need a second person since the play: the head confirms it at
# once, so that the play goes on.
sub second
{
	my ($reply, $act_id) = @_;
	my ($kind) = grep { /^(officer|library)\.proposed$/ }
		map { $_->{kind} } @{ $reply->{entries} // [] } or return;
	my $c = line('wu', 'cli');
	my ($text) = question($c, { question => 'office.proposed' });
	my ($row) = grep { $kind eq "$_->{what}.proposed" }
		@{ $json->decode($text)->{answer}{rows} };
	my $id = $next_id++;
	send_doc($c, { id => $id, digest => $row->{digest},
		act_id => ('5' x 8) . substr($act_id, 8),
		$row->{what} eq 'officer' ? (act => 'officer.confirm',
			officer => $row->{officer})
		: (act => 'playbook.confirm') });
	my $said = $json->decode(answer_to($c, $id));
	die $json->encode($said) if $said->{refusal};
}

sub replay
{
	my ($acts);
	($acts) = "$_[0]/acts.jsonl";
	room(@_);
	remember();
	my (@told, %shapes, %steps);
	open my $in, '<', $acts or die "$acts: $!";
	my @rows = map { $json->decode($_) } <$in>;
	push @rows, later($rows[-1]{at});
	my $note = sub {
		my ($what, $e) = @_;
		push @told, "$what\n", told($e);
		$shapes{ shape($e) } = 1 if @{ $e->{kinds} };
	};
	my $before = 0;
	for my $r (@rows) {
		my $at = $r->{at};
		if (($r->{event} // '') eq 'rebuild') {
			rebuild($at);
			next;
		} elsif (($r->{event} // '') eq 'start') {
			start($at);
			$note->('# the station starts', effects());
			next;
		} elsif (!$pid) {
			# relays of a station that is gone
			next;
		}
		# the clock first, so that what it brings about comes apart
		if ($r->{event} && $r->{event} eq 'step') {
			$shift += $r->{ms};
		}
		if ($at != $wall) {
			set_clock($at);
			my $e = effects();
			$note->('# time goes on', $e)
				if @{ $e->{kinds} } || @{ $e->{jobs} };
		}
		if (($r->{event} // '') eq 'stop') {
			wait_record();
			stop();
		} elsif ($r->{event}) {
			next;
		} elsif (!$r->{doc}) {
			my $c = $relays{ $r->{relay} } or die "no relay\n";
			next if $c->{up};
			send_doc($c, { hello => { protocol => 1,
				relay => $r->{relay} } });
			$c->{up} = 1;
			push @{ $c->{kept} }, take($c);
			$note->("# the relay ($r->{relay}) comes", effects());
		} else {
			my $c = $r->{relay} ? $relays{ $r->{relay} }
				: line($r->{as}, $r->{via});
			my $doc = as_today($r->{doc});
			my $id = $next_id++;
			push_to_mirror($doc->{remote})
				if $doc->{act} eq 'record.push';
			$doc->{source} =~ s/^.*$/$room\/library.git/
				if $doc->{act} eq 'playbook.import';
			send_doc($c, { %$doc, id => $id });
			my $reply = $json->decode(answer_to($c, $id));
			learn($doc->{act_id} // '', $reply->{entries});
			my $who = $r->{as} // "relay ($r->{relay})";
			my $of = $doc->{message} // $doc->{delivery}
				// $doc->{claim} // $doc->{incident}
				// $doc->{officer} // $doc->{account} // '';
			second($reply, $doc->{act_id});
			my $e = effects();
			$note->("$who: $doc->{act} $of", $e);
			push @told, '  refused: '
				. hide($json->encode($reply->{refusal})) . "\n"
				if $reply->{refusal};
			# words being typed are in no ledger
			push @told, map { "  $_\n" } question($watch,
				{ question => 'draft.show',
				message => $doc->{message} })
				if $doc->{act} =~ /^draft\./;
		}
	}
	die "the play does not end with a stop\n" if $pid;
	spit("$out/effects.txt", join '', @told);
	spit("$room/learnt", $json->encode({ map { $became{$_} => $_ }
		grep { /^[0-9a-f]{64}$/ } keys %became }));
	spit("$out/kinds.txt", join '', map { "$_\n" } sort keys %shapes);
}

# Where this run lies and how much room the disk has are its own.
sub hide
{
	my ($text) = @_;
	$text =~ s/\Q$room\E/ROOM/g;
	$text =~ s/\d+ MiB free/N MiB free/g;
	$text =~ s/还有 ?\d+ ?MiB/还有 N MiB/g;
	$text =~ s/\d+ files and folders/N files and folders/g;
	$text =~ s/\d+ 个文件与文件夹/N 个文件与文件夹/g;
	return $text;
}

sub wait_record
{
	for (1 .. 600) {
		my ($text) = question($watch, { question => 'record.status' });
		return if $text =~ /"behind":0\D/;
		sleep 0.05;
	}
	die "the record stays behind\n";
}

# ---- the frozen ledger ----

# A station as it was left: the one that the play began with, and the frozen
# entries behind its own, put where an auditor reads them. Its record is
# written from them when it starts.
sub restore
{
	room(@_);
	my ($rebuilt) = grep { ($_->{event} // '') eq 'rebuild' }
		map { $json->decode($_) } split /\n/, slurp("$kit/acts.jsonl");
	my ($at) = slurp("$kit/now") =~ /^(\d+)/;
	rebuild($rebuilt->{at});
	my $db = "$room/station/ledger.db";
	my ($have) = `sqlite3 '$db' 'select max(seq) from entry'` =~ /(\d+)/;
	open my $in, '<', "$kit/ledger.jsonl" or die $!;
	open my $sql, '|-', 'sqlite3', '-bail', $db or die $!;
	print $sql "begin;\n";
	my ($n, $act, $first, $hash) = (0, '');
	my $end = sub {
		print $sql "insert into act values ($n, $first, '$act', "
			. "'$hash');\n" if defined $first;
	};
	while (<$in>) {
		chomp;
		if (++$n <= $have) {
			next;
		}
		my ($id) = /^\{"act":"([0-9a-f]{32})"/ or die "entry $n";
		if ($id ne $act) {
			$n--;
			$end->();
			$n++;
			($act, $first) = ($id, $n);
		}
		$hash = sha256_hex($_);
		print $sql "insert into entry (seq, line) values ($n, '",
			s/'/''/gr, "');\n";
	}
	$end->();
	print $sql "commit;\n";
	close $sql or die "sqlite3 failed\n";
	start($at);
	wait_record();
	stop();
}

# ---- questions to the frozen station ----

# Every question, with what the frozen station has: QUESTIONS.txt names them,
# ALL standing for each id of a kind.
sub ask
{
	room(@_);
	my ($at) = slurp("$kit/now") =~ /^(\d+)/;
	rebuild($at);
	start($at + 1);
	wait_record();
	my %all = everything();
	pages(\%all);
	mkdir "$out/answers";
	for my $wanted (questions(\%all)) {
		my ($file, $lang, $doc) = @$wanted;
		my @said = question(line('zhao', 'cli', $lang), $doc);
		open my $f, '>>', "$out/answers/$file.txt" or die $!;
		print $f '# ', $lang, ' ', $json->encode($doc), "\n";
		print $f hide($_), "\n" for @said;
	}
	stop();
}

# What people read, each command of pages.txt in both languages.
sub pages
{
	my ($all) = @_;
	local $ENV{LD_PRELOAD} = "$ENV{B}/tests/frozen/still.so";
	for my $lang ('en', 'zh') {
		open my $f, '>', "$out/pages.$lang.txt" or die $!;
		for (split /\n/, slurp("$FindBin::Bin/pages.txt")) {
			next if /^#/ || !/\S/;
			my $command = $_;
			my $ids = $command =~ /ALL-(\w+)/ ? $all->{$1} : [''];
			for my $id (@$ids) {
				my $words = $command =~ s/ALL-\w+/$id/r;
				my $said = `'$ENV{B}/bin/crier' --station '$room/station' --lang $lang $words 2>&1`;
				print $f "## crier $words\n", hide($said);
			}
		}
		close $f;
	}
}

sub ids
{
	my ($question, $field) = @_;
	my @ids;
	my $after = '';
	do {
		my ($text) = question($watch, { question => $question,
			after => $after, limit => 200 });
		my $answer = $json->decode($text)->{answer};
		push @ids, map { $_->{ $field // 'id' } } @{ $answer->{rows} };
		$after = $answer->{next} // '';
	} while ($after ne '');
	return \@ids;
}

sub everything
{
	return (incident => ids('incident.list'),
		message => ids('message.list'),
		delivery => ids('delivery.list'), claim => ids('claim.list'),
		account => ids('account.list'),
		playbook => ids('playbook.list'));
}

# A line of questions.txt: LANG {document}, where a field "ALL" is asked with
# every id of that name.
sub questions
{
	my ($all) = @_;
	my @asked;
	for (split /\n/, slurp("$FindBin::Bin/questions.txt")) {
		next if /^#/ || !/\S/;
		my ($lang, $text) = split ' ', $_, 2;
		my $doc = $json->decode($text);
		my ($field) = grep { !ref $doc->{$_} && $doc->{$_} eq 'ALL' }
			sort keys %$doc;
		my $file = $doc->{question};
		for my $l (split /,/, $lang) {
			push @asked, [$file, $l, { %$doc,
				defined $field ? ($field => $_) : () }]
				for defined $field ? @{ $all->{$field} } : '';
		}
	}
	return @asked;
}

# ---- each act with each field wrong ----

# The table of acts as `crier help --acts` prints it.
sub table_of_acts
{
	my ($path) = @_;
	my @acts;
	for (split /\n/, slurp($path)) {
		my (undef, $act, $who, $fields) = split / *\| */;
		next unless defined $act && $act =~ s/^`(.*)`$/$1/;
		my @fields;
		while ($fields =~ /`(\w+)` (\w+)(?: (\d+))?(\??)(?: \((\S+?)[,)])?/g) {
			push @fields, { name => $1, type => $2, max => $3,
				must => $4 eq '', word => $5 };
		}
		push @acts, { act => $act, relay => $who eq 'the relay',
			fields => \@fields };
	}
	return @acts;
}

# The first of the words that it may hold, where these are fixed.
sub good_word
{
	my ($f) = @_;
	return $good{ $f->{type} } unless defined $f->{word};
	return $f->{type} eq 'words' ? [$f->{word}] : $f->{word};
}

sub too_long
{
	my ($f) = @_;
	my $max = $f->{max} // 120;
	return $f->{type} eq 'words' ? [('none') x ($max + 1)]
		: $f->{type} eq 'texts' ? { a => 'x' x ($max + 1) }
		: $f->{type} eq 'document' ? [(1) x ($max + 1)]
		: $f->{type} eq 'digest' ? '0' x 65
		: $f->{type} eq 'instant' ? 99999999999999
		: $f->{type} =~ /^(text|word|id)$/ ? 'x' x ($max + 1) : undef;
}

sub refuse
{
	my $table = $_[3];
	room(@_);
	my ($at) = slurp("$kit/now") =~ /^(\d+)/;
	start($at + 2);
	my $relay = $relays{drill};
	send_doc($relay, { hello => { protocol => 1, relay => 'drill' } });
	push @{ $relay->{kept} }, take($relay);
	my @said;
	my $count = 0;
	for my $row (table_of_acts($table)) {
		my %full = map { $_->{name} => $good_of{
				"$row->{act} $_->{name}"} // good_word($_) }
			grep { $_->{must} } @{ $row->{fields} };
		my @tries = (['as it should be, of nothing there is', {}],
			['an unknown field', { colour => 'x' }],
			['an unknown act id', { act_id => 'x' }]);
		for my $f (@{ $row->{fields} }) {
			my $n = $f->{name};
			push @tries, ["$n missing", { $n => undef }]
				if $f->{must};
			push @tries, ["$n of the wrong type",
				{ $n => $wrong{ $f->{type} } }];
			my $long = too_long($f);
			push @tries, ["$n too long", { $n => $long }]
				if defined $long;
			push @tries, ["$n a word that it cannot be",
				{ $n => $f->{type} eq 'words' ? ['none']
					: 'none' }]
				if defined $f->{word};
			push @tries, ["$n with what no word has",
				{ $n => 'a b' }]
				if $f->{type} =~ /^(word|id)$/;
		}
		for my $try (@tries) {
			my ($what, $change) = @$try;
			my %doc = (act => $row->{act}, %full,
				act_id => sprintf('%032x', ++$count), %$change);
			delete $doc{$_} for grep { !defined $doc{$_} }
				keys %doc;
			for my $lang ($row->{relay} ? ('en') : ('en', 'zh')) {
				my $c = $row->{relay} ? $relay
					: line('feng', 'cli', $lang);
				my $id = $next_id++;
				send_doc($c, { %doc, id => $id });
				my $reply = $json->decode(answer_to($c, $id));
				push @said, sprintf "%s: %s (%s)\n  %s\n",
					$row->{act}, $what, $lang,
					hide($json->encode($reply->{refusal}
					? $reply->{refusal}
					: { done => scalar
					@{ $reply->{entries} } }));
			}
		}
	}
	stop();
	spit("$out/refusals.txt", join '', @said);
}

# ---- files of the record ----

# Which kinds of entry, together in one act, write which files; numbers and
# names that are ids made the same.
sub files
{
	my ($repo, $tree) = @_;
	my %seen;
	open my $log, '-|', 'git', '-C', $repo, 'log', '--reverse',
		'--no-renames', '--name-only', '--format=tformat:commit', 'main'
		or die $!;
	my @files;
	my $done = sub {
		my (%kinds, %files);
		for my $path (@files) {
			if ($path =~ m{^entries/}) {
				my $e = $json->decode(slurp("$tree/$path"));
				$kinds{ $e->{kind} } = 1;
			}
			$path =~ s{variants/[0-9a-f]{2}/[0-9a-f]+}{variants/XX/DIGEST};
			$path =~ s{(officers|accounts)/[^/]+/[^/]+\.json}
				{$1/N/ID.json};
			$path =~ s{D?\d{4}-\d{4}}{INCIDENT};
			$path =~ s{\d+}{N}g;
			$files{$path} = 1;
		}
		$seen{ join(' ', sort keys %kinds) . " |\n"
			. join('', map { "\t$_\n" } sort keys %files) } = 1
			if %kinds;
		@files = ();
	};
	while (<$log>) {
		chomp;
		if (/^commit$/) {
			$done->();
		} elsif (length) {
			push @files, $_;
		}
	}
	close $log or die "git log failed\n";
	$done->();
	print sort keys %seen;
}
