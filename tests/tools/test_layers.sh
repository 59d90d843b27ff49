#!/bin/bash
# The house plan as a test: who may include whom, which library is named in
# which folder only, how large files and functions may be, and that the pure
# layers' archives call nothing that could make two runs differ.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

# folder, then the folders it may include besides itself; `crier` stands for
# include/crier.
layers='
crier base
base
words crier base
lint crier base words
domain crier base words lint
letter crier base words domain
wire crier base words domain
export crier base words domain
store crier base words domain
record crier base words domain
net crier base words domain wire
link crier base words domain
station crier base words lint domain letter wire export store record link
relay crier base words domain wire export net link
courier crier base words domain letter link
mirror crier base words domain record link
tui-pages crier base words link
tui-cli crier base words link tui-pages tui-console
tui-console crier base words link tui-pages
'

# header, and the only place that may include it.
places='
sqlite3.h core/store/
git2.h core/record/
git2/ core/(record|courier)/
curl/ core/net/
seccomp.h core/(relay/sandbox|link/confine).c
ncurses.h tui/console/term.c
curses.h tui/console/term.c
ncursesw/ tui/console/term.c
qrencode.h tui/pages/qr.c
sys/un.h core/link/
'

# Calls whose answer is not a function of their arguments, or that touch the
# world. Layers 0 to 2 have none of them.
impure='open open64 openat fopen fopen64 freopen opendir creat mkstemp socket
connect bind listen accept send sendto sendmsg recv recvfrom recvmsg read write
pread pwrite fsync fdatasync stat lstat fstat access unlink rename mkdir rmdir
time clock clock_gettime gettimeofday getenv secure_getenv setenv rand random
rand_r srand srandom drand48 getrandom getentropy arc4random arc4random_buf
randombytes randombytes_buf randombytes_random randombytes_uniform RAND_bytes
crypto_box_seal crypto_box_keypair crypto_sign_keypair fork vfork execve execv
execvp posix_spawn getpid getuid sleep usleep nanosleep pthread_create
setlocale localtime_r mktime strftime printf puts putchar fputs'

sources()
{
	git ls-files -co --exclude-standard -- "$@"
}

# The one exception: closing a secret draws random bytes inside libsodium.
sealing='base seal.o crypto_box_keypair
base seal.o crypto_box_seal'

# Prints FILE TARGET for each include.
includes()
{
	sources 'core/*.[ch]' 'tui/*.[ch]' 'include/*.[ch]' 'core/*.def' |
		xargs awk '/^#[ \t]*include[ \t]*["<]/ {
			split($0, part, /["<>]/)
			print FILENAME, part[2] }'
}

every_include_points_down_the_table()
{
	[ "$(wc -l <"$WORK/inc")" -gt 50 ]
	awk '
	NR == FNR {
		known[$1]
		for (i = 1; i <= NF; i++)
			may[$1, $i]
		next
	}
	{
		from = $1
		if (!sub("^core/", "", from) && !sub("^include/", "", from))
			sub("^tui/", "tui-", from)
		sub("/.*", "", from)
		to = $2
		sub("^tui/", "tui-", to)
		if (!sub("/.*", "", to) || !(to in known))
			next
		if (!((from, to) in may))
			print $1, "includes", $2
	}' <(grep . <<<"$layers") "$WORK/inc" >"$WORK/bad"
	is "$(cat "$WORK/bad")" ""
}

project_headers_are_named_by_their_layer()
{
	# of quoted ones: <yaml.h> may well have a namesake of ours
	sources 'core/*.[ch]' 'tui/*.[ch]' 'include/*.[ch]' |
		xargs awk -F '"' '/^#[ \t]*include[ \t]*"/ {
			print FILENAME, $2 }' |
	awk '$2 !~ "/" { dir = $1; sub("[^/]*$", "", dir)
		print dir $2, $1 }' | sort -u |
		join - <(sources 'core/*' 'tui/*' 'include/*' | sort) |
		sed 's/\(.*\) \(.*\)/\2 includes \1 without its path/' \
			>"$WORK/bad"
	is "$(cat "$WORK/bad")" ""
}

each_library_has_one_place()
{
	while read -r header place; do
		[ -n "$header" ] || continue
		awk -v header="$header" -v place="^$place" '
		index($2, header) == 1 && $1 !~ place {
			print $1, "includes", $2 }' "$WORK/inc"
	done <<<"$places" >"$WORK/bad"
	is "$(cat "$WORK/bad")" ""
}

the_pure_layers_call_nothing_impure()
{
	printf '%s\n' $impure | sort >"$WORK/impure"
	for layer in base words lint domain letter wire export; do
		archive=$B/lib$layer.a
		[ -f "$archive" ] || { echo "no $archive"; exit 1; }
		nm -A -u "$archive" 2>/dev/null |
			sed -n 's/.*:\([a-z_0-9]*\.o\): *U \([A-Za-z0-9_]*\).*/\1 \2/p' |
			sed 's/ __\(.*\)_chk$/ \1/' |
			awk 'NR == FNR { impure[$1]; next }
				$2 in impure' "$WORK/impure" - |
			sed "s|^|$layer |"
	done | grep -vxF "$sealing" >"$WORK/bad" || true
	is "$(cat "$WORK/bad")" ""
}

files_stay_small()
{
	sources '*.c' '*.h' '*.sh' | while read -r file; do
		[ -f "$file" ] || continue
		max=600
		[[ "$file" != *.h ]] || max=250
		lines=$(wc -l <"$file")
		[ "$lines" -le $max ] || echo "$file has $lines of $max lines"
	done >"$WORK/bad"
	is "$(cat "$WORK/bad")" ""
}

functions_stay_small()
{
	sources 'core/*.c' 'tui/*.c' | while read -r file; do
		[ ! -f "$file" ] || awk '
		/^{/ { start = NR }
		/^}/ && start {
			if (NR - start - 1 > 60)
				print FILENAME ":" start ": " NR - start - 1 \
					" lines in one function"
			start = 0
		}' "$file"
	done >"$WORK/bad"
	is "$(cat "$WORK/bad")" ""
}

no_open_end_is_left_in_the_sources()
{
	sources 'core/*' 'tui/*' 'include/*' 'tests/*' 'playbooks/*' Makefile |
		grep -v '^tests/tools/test_layers.sh$' | tr '\n' '\0' |
		xargs -0 grep -nIwE 'TODO|FIXME|XXX' >"$WORK/bad" || true
	is "$(cat "$WORK/bad")" ""
}

the_console_links_no_network_database_or_git()
{
	needed=$(readelf -d "$B/bin/crier" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')
	[ -n "$needed" ]
	hasnt "$needed" libcurl
	hasnt "$needed" libsqlite3
	hasnt "$needed" libgit2
}

the_station_links_no_network_the_relay_no_database_or_git()
{
	needed=$(readelf -d "$B/libexec/crier/crier-station")
	has "$needed" libsqlite3 libgit2
	hasnt "$needed" libcurl
	needed=$(readelf -d "$B/libexec/crier/crier-relay")
	has "$needed" libcurl
	hasnt "$needed" libsqlite3
	hasnt "$needed" libgit2
}

includes >"$WORK/inc"
run_cases \
	every_include_points_down_the_table \
	project_headers_are_named_by_their_layer \
	each_library_has_one_place \
	the_pure_layers_call_nothing_impure \
	files_stay_small \
	functions_stay_small \
	no_open_end_is_left_in_the_sources \
	the_console_links_no_network_database_or_git \
	the_station_links_no_network_the_relay_no_database_or_git
