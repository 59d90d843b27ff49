#!/usr/bin/perl
# Reads the objects and the linker's maps of a release build and says which
# files and functions need each other in a circle, and what no program reaches.
#
#   links.pl circles         circles of files, and for each edge which symbol
#                            is used by which function; those with a star
#                            stand in a circle of functions, no move cuts them
#   links.pl functions       circles of functions that go through several files
#   links.pl check LIST      compares the circles of files with the list
#   links.pl update LIST     writes the list anew; refuses to let it grow
#   links.pl unreached       functions that are in no program: FILE FUNCTION
#
# B names the build folder. A node of the graph is a section of an object: the
# release build gives each function and each table one of its own, so that a
# relocation says who refers to whom. Objects are taken program by program from
# the maps, because two programs may define the same name.
use strict;
use warnings;
no warnings 'recursion';

my $B = $ENV{B} || '.build/release';
my @programs = qw(crier crier-station crier-relay crier-courier crier-mirror);
my (%section, %refs);	# "FILE\0SECTION" of a symbol; file -> section -> [name]
my %texts;		# file -> function -> 1, those with code of their own
my (%loaded, %dropped);	# program -> file -> 1; program -> "FILE\0FUNCTION" -> 1

sub source_of_object
{
	my ($object) = @_;
	return $object =~ m{(?:^|/)obj/(.*)\.o$} ? "$1.c" : undef;
}

# Archives keep only the last part of a member's name.
my %member;

sub find_objects
{
	my @objects;
	open(my $find, '-|', 'find', "$B/obj/core", "$B/obj/tui", '-name', '*.o')
		or die "find: $!\n";
	while (my $object = <$find>) {
		chomp $object;
		my $source = source_of_object($object);
		next unless -f $source;
		push @objects, $object;
		next unless $source =~ m{^core/([^/]+)/(?:.*/)?([^/]+)\.c$};
		die "two files $2.c in core/$1\n" if $member{"$1/$2"};
		$member{"$1/$2"} = $source;
	}
	die "no objects in $B/obj: make V=release\n" unless @objects;
	return @objects;
}

sub source_in_map
{
	my ($name) = @_;
	return $member{"$1/$2"} if $name =~ m{/lib(\w+)\.a\((\S+)\.o\)$};
	return source_of_object($name);
}

sub read_map
{
	my ($program) = @_;
	local $_;
	open(my $map, '<', "$B/$program.map")
		or die "$B/$program.map: $! (make V=release all)\n";
	my ($part, $name) = ('', '');
	while (<$map>) {
		$part = 'members' if /^Archive member included/;
		$part = 'dropped' if /^Discarded input sections/;
		$part = 'load' if /^Linker script and memory map/;
		if (/^(?:LOAD )?(\S+\.o\)?)\s*$/ && $part ne 'dropped') {
			my $source = source_in_map($1);
			$loaded{$program}{$source} = 1 if $source;
		}
		next unless $part eq 'dropped';
		$name = $1 if /^ (\.\S+)/;
		next unless /0x[0-9a-f]+\s+0x[0-9a-f]+\s+(\S+)$/;
		my $source = source_in_map($1);
		$dropped{$program}{"$source\0$1"} = 1
			if $source && $name =~ /^\.text\.(\w+)$/;
	}
	die "$B/$program.map names no object of ours\n"
		unless keys %{ $loaded{$program} };
}

sub read_objects
{
	my @objects = @_;
	my ($file, $from);
	local $_;
	open(my $dump, '-|', 'objdump', '-tr', @objects) or die "objdump: $!\n";
	while (<$dump>) {
		if (/^(\S+):\s+file format/) {
			$file = source_of_object($1);
		} elsif (/^[0-9a-f]+ (.{7}) (\S+)\t[0-9a-f]+ (?:\.\w+ )?(\S+)$/) {
			my ($flags, $where, $name) = ($1, $2, $3);
			next if $where =~ /^\*/ || $flags =~ /d/;
			$section{$file}{$name} = $where;
			$section{$file}{"\0global"}{$name} = $where
				if $flags =~ /^[gu]| w/;
			$texts{$file}{$name} = 1
				if $flags =~ /F/ && $where eq ".text.$name";
		} elsif (/^RELOCATION RECORDS FOR \[(\S+)\]/) {
			$from = $1;
		} elsif (/^[0-9a-f]+ R_\S+\s+(\S+?)(?:[-+]0x[0-9a-f]+)?$/) {
			next if $from =~ /^\.(debug|eh_frame|note|comment)/;
			$refs{$file}{$from}{$1} = 1;
		}
	}
	close($dump) or die "objdump failed\n";
}

# Calls back with (file, section, file, section, symbol) for each reference
# inside one program.
sub each_reference
{
	my ($program, $call) = @_;
	my %home;
	for my $file (keys %{ $loaded{$program} }) {
		$home{$_} = $file for keys %{ $section{$file}{"\0global"} || {} };
	}
	for my $file (sort keys %{ $loaded{$program} }) {
		for my $from (sort keys %{ $refs{$file} || {} }) {
			for my $name (sort keys %{ $refs{$file}{$from} }) {
				my ($to, $where) = ($file, $section{$file}{$name});
				if (!defined $where && $name =~ /^\./) {
					$where = $name;
				} elsif (!defined $where) {
					$to = $home{$name} or next;
					$where = $section{$to}{$name};
				}
				$call->($file, $from, $to, $where, $name);
			}
		}
	}
}

# Groups of nodes that reach each other (Tarjan).
sub circles
{
	my ($edges) = @_;
	my (%index, %low, %on, @stack, @found, $visit);
	my $count = 0;
	$visit = sub {
		my ($node) = @_;
		$index{$node} = $low{$node} = $count++;
		push @stack, $node;
		$on{$node} = 1;
		for my $next (sort keys %{ $edges->{$node} || {} }) {
			if (!defined $index{$next}) {
				$visit->($next);
				$low{$node} = $low{$next}
					if $low{$next} < $low{$node};
			} elsif ($on{$next} && $index{$next} < $low{$node}) {
				$low{$node} = $index{$next};
			}
		}
		return if $low{$node} != $index{$node};
		my @group;
		do {
			push @group, pop @stack;
			delete $on{ $group[-1] };
		} while ($group[-1] ne $node);
		push @found, [sort @group] if @group > 1;
	};
	for my $node (sort keys %$edges) {
		$visit->($node) unless defined $index{$node};
	}
	return @found;
}

# Circles of sections that go through more than one file.
sub function_circles
{
	my ($program) = @_;
	my %edges;
	each_reference($program, sub {
		my ($file, $from, $to, $where) = @_;
		$edges{"$file $from"}{"$to $where"} = 1;
	});
	return grep {
		my %files = map { (split / /)[0] => 1 } @$_;
		keys %files > 1;
	} circles(\%edges);
}

# Circles of files, each with its edges; one that several programs share
# counts once.
sub file_circles
{
	my (%seen, @all);
	for my $program (@programs) {
		my (%edges, %why, %ring);
		my $count = 0;
		for my $group (function_circles($program)) {
			$count++;
			$ring{$_} = $count for @$group;
		}
		each_reference($program, sub {
			my ($file, $from, $to, $where, $name) = @_;
			return if $file eq $to;
			$edges{$file}{$to} = 1;
			my $star = ($ring{"$file $from"} // -1) ==
				($ring{"$to $where"} // -2) ? '*' : '';
			$from =~ s/^\.(text|rodata|data)\.(rel\.ro\.)?(local\.)?//;
			$why{"$file -> $to"}{"$star$name (in $from)"} = 1;
		});
		for my $group (circles(\%edges)) {
			my $key = join(' ', @$group);
			next if $seen{$key}++;
			my %in = map { $_ => 1 } @$group;
			my %lines;
			for my $edge (keys %why) {
				my ($file, $to) = split / -> /, $edge;
				$lines{$edge} = [sort keys %{ $why{$edge} }]
					if $in{$file} && $in{$to};
			}
			push @all, { program => $program, files => $group,
				edges => \%lines };
		}
	}
	return sort { @{ $b->{files} } <=> @{ $a->{files} } ||
		$a->{files}[0] cmp $b->{files}[0] } @all;
}

sub folder
{
	my ($file) = @_;
	$file =~ s{/[^/]*$}{};
	return $file;
}

sub is_across
{
	my %folders = map { folder($_) => 1 } @_;
	return keys %folders > 1;
}

# Files in circles, the most in one, circles that cross folders.
sub figures
{
	my @circles = @_;
	my %figures = (files => 0, largest => 0, across => 0);
	my %files;
	for my $files (@circles) {
		$files{$_} = 1 for @$files;
		$figures{largest} = @$files if @$files > $figures{largest};
		$figures{across}++ if is_across(@$files);
	}
	$figures{files} = keys %files;
	return \%figures;
}

# The list: paragraphs of a reason and the files it is about, each indented;
# `limit NAME N` lines before them.
sub read_list
{
	my ($path) = @_;
	my (%limits, @circles, @head, @reason, @files);
	local $_;
	my $end = sub {
		push @circles, { reason => join("\n", @reason),
			files => [sort @files] } if @files;
		@reason = @files = ();
	};
	open(my $list, '<', $path) or die "$path: $!\n";
	while (<$list>) {
		chomp;
		if (/^#/) { push @head, $_ }
		elsif (/^limit (\w+) (\d+)$/) { $limits{$1} = $2 }
		elsif (/^\s+(\S+)$/) { push @files, $1 }
		elsif (/^$/) { $end->() }
		else { push @reason, $_ }
	}
	$end->();
	return { limits => \%limits, circles => \@circles, head => \@head };
}

sub overlap
{
	my ($some, $others) = @_;
	my %in = map { $_ => 1 } @$others;
	return scalar grep { $in{$_} } @$some;
}

sub names
{
	return map { s{.*/}{}r } @_;
}

# The row of the list that shares most files with a circle.
sub nearest
{
	my ($files, $rows) = @_;
	my ($best, $most) = (undef, 0);
	for my $row (@$rows) {
		my $shared = overlap($files, $row->{files});
		($best, $most) = ($row, $shared) if $shared > $most;
	}
	return $best;
}

sub without
{
	my ($some, $others) = @_;
	my %in = map { $_ => 1 } @$others;
	return grep { !$in{$_} } @$some;
}

sub check_circle
{
	my ($circle, $rows, $edges) = @_;
	my $row = nearest($circle, $rows);
	return "a new circle: @$circle\n" . $edges unless $row;
	my @more = without($circle, $row->{files});
	return '' unless @more;
	my $says = "a circle: it grew by @more\n";
	$says = "a circle across folders: it grew by @more\n"
		if is_across(@$circle) && !is_across(@{ $row->{files} });
	return $says . $edges;
}

sub edges_text
{
	my ($circle) = @_;
	my $text = '';
	for my $edge (sort keys %{ $circle->{edges} }) {
		my @names = @{ $circle->{edges}{$edge} };
		$text .= "    $edge: " . join(', ', @names) . "\n";
	}
	return $text;
}

sub check
{
	my ($path) = @_;
	my $list = read_list($path);
	my @circles = file_circles();
	my $says = '';
	my %still;
	for my $circle (@circles) {
		$says .= check_circle($circle->{files}, $list->{circles},
			edges_text($circle));
		$still{$_} = 1 for @{ $circle->{files} };
	}
	for my $row (@{ $list->{circles} }) {
		$says .= "no reason is given for $row->{files}[0] …\n"
			if $row->{reason} !~ /\w/ || $row->{reason} =~ /^NEEDSWORK/;
		my @gone = grep { !$still{$_} } @{ $row->{files} };
		$says .= "in no circle any more, take it off the list: @gone\n"
			if @gone;
	}
	my $listed = figures(map { $_->{files} } @{ $list->{circles} });
	for my $what (sort keys %$listed) {
		my $limit = $list->{limits}{$what};
		$says .= "limit $what is " . ($limit // 'missing') .
			", the list has $listed->{$what}\n"
			if !defined $limit || $limit != $listed->{$what};
	}
	print $says;
	return $says ne '';
}

sub update
{
	my ($path) = @_;
	my $list = read_list($path);
	my @circles = file_circles();
	my $now = figures(map { $_->{files} } @circles);
	for my $what (qw(files largest across)) {
		my $limit = $list->{limits}{$what} // $now->{$what};
		die "limit $what is $limit, there are $now->{$what} now\n"
			if $now->{$what} > $limit;
	}
	open(my $out, '>', $path) or die "$path: $!\n";
	print $out "$_\n" for @{ $list->{head} };
	print $out "limit $_ $now->{$_}\n" for sort keys %$now;
	for my $circle (@circles) {
		# a file that moved still has its name
		my $row = nearest($circle->{files}, $list->{circles}) ||
			nearest([names(@{ $circle->{files} })],
				[map { { %$_, files => [names(@{ $_->{files} })] } }
					@{ $list->{circles} }]);
		my $reason = $row ? $row->{reason} : 'NEEDSWORK: why?';
		print $out "\n$reason\n";
		print $out "\t$_\n" for @{ $circle->{files} };
	}
	close($out) or die "$path: $!\n";
	return 0;
}

sub print_circles
{
	my @circles = file_circles();
	my %all;
	for my $program (@programs) {
		$all{$_} = 1 for keys %{ $loaded{$program} };
	}
	for my $circle (@circles) {
		my $files = $circle->{files};
		printf "%d files%s, in %s\n", scalar @$files,
			is_across(@$files) ? ' ACROSS FOLDERS' : '',
			$circle->{program};
		print "  $_\n" for @$files;
		print edges_text($circle), "\n";
	}
	my $now = figures(map { $_->{files} } @circles);
	printf "%d of %d files in %d circles, %d in the largest, " .
		"%d across folders\n", $now->{files}, scalar keys %all,
		scalar @circles, $now->{largest}, $now->{across};
	return 0;
}

# The same by function: what stays after every file is cut as well as can be.
sub print_functions
{
	my (%seen, %files);
	my $count = 0;
	for my $program (@programs) {
		for my $group (function_circles($program)) {
			my %in = map { (split / /)[0] => 1 } @$group;
			next if $seen{ join ' ', @$group }++;
			$count++;
			@files{ keys %in } = ();
			printf "%d functions and tables in %d files, in %s\n",
				scalar @$group, scalar keys %in, $program;
			print "  $_\n" for @$group;
		}
	}
	printf "%d files in %d circles by function\n", scalar keys %files,
		$count;
	return 0;
}

# A section that no program keeps: its object is in none, or each that loads
# it drops it.
sub print_unreached
{
	for my $file (sort keys %texts) {
		for my $name (sort keys %{ $texts{$file} }) {
			next if grep { $loaded{$_}{$file} &&
				!$dropped{$_}{"$file\0$name"} } @programs;
			print "$file $name\n";
		}
	}
	return 0;
}

my %modes = (
	circles => \&print_circles,
	functions => \&print_functions,
	check => \&check,
	update => \&update,
	unreached => \&print_unreached,
);
my $mode = $modes{ shift(@ARGV) // '' } or do {
	open(my $self, '<', $0) or die "$0: $!\n";
	while (<$self>) {
		last unless /^#/;
		print STDERR $1, "\n" if /^# ?(.*)/ && !/^#!/;
	}
	exit 64;
};
my @objects = find_objects();
read_map($_) for @programs;
read_objects(@objects);
exit $mode->(@ARGV);
