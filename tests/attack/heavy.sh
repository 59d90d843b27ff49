# Sourced: everything heavy that officers may ask of a station, all at once and
# again and again, until heavy_stop. Each load counts how often it was applied
# in $WORK/heavy/NAME. Needs tools and talk.sh; bundles are made before.

# heavy_make MIB: what the loads need. The blob is of that many MiB.
heavy_make()
{
	mkdir -p "$WORK/heavy"
	mkfifo "$WORK/fifo"
	git clone -q "$STATION/library" "$WORK/big"
	git -C "$WORK/big" config user.name a
	git -C "$WORK/big" config user.email a@example.org
	git clone -q "$WORK/big" "$WORK/good"
	git -C "$WORK/good" config user.name a
	git -C "$WORK/good" config user.email a@example.org
	head -c "${1}M" /dev/zero >"$WORK/big/zeros"
	git -C "$WORK/big" -c core.compression=1 add zeros
	git -C "$WORK/big" commit -qm zeros
	git -C "$WORK/big" bundle create -q "$WORK/big.bundle" main
	perl -e 'print "{\"id\":1,\"act\":\"draft.save\",\"act_id\":\"", "a" x 32,
		"\",\"message\":\"$ARGV[0]\",\"draft\":{\"slots\":{\"x\":\"",
		"汛情" x ($ARGV[1] / 6), "\"}}}\n"' "$MESSAGE" 1000000 \
		>"$WORK/draft.large"
	perl -e 'print "{\"id\":1,\"act\":\"draft.save\",\"act_id\":\"", "b" x 32,
		"\",\"message\":\"$ARGV[0]\",\"draft\":{\"slots\":{\"x\":\"",
		"汛情" x ($ARGV[1] / 6), "\"}}}\n"' "$MESSAGE" 250000 \
		>"$WORK/draft.fits"
}

# A port where somebody takes connections and says nothing.
heavy_silent()
{
	perl -MIO::Socket::INET -e '$| = 1;
		$s = IO::Socket::INET->new(Listen => 50,
			LocalAddr => "127.0.0.1") or die;
		print $s->sockport, "\n";
		push @all, $s->accept while 1' >"$WORK/silent" &
	echo $! >"$WORK/heavy/silent.pid"
	until_true 10 test -s "$WORK/silent"
}

load_fifo() { crier --lang en --as chu playbook import "$WORK/fifo"; }
# Built on the head in force, whatever was accepted meanwhile.
load_big()
{
	git -C "$WORK/big" pull -q --no-rebase --no-edit "$STATION/library" main
	git -C "$WORK/big" bundle create -q "$WORK/big.bundle" main
	crier --lang en --as chu playbook import "$WORK/big"
}
load_bundle() { crier --lang en --as chu playbook import "$WORK/big.bundle"; }
load_good()
{
	git -C "$WORK/good" commit -q --allow-empty -m "a change"
	take_library "$WORK/good"
}
load_push()
{
	rm -rf "$WORK/pushed.git"
	as chu record push "$WORK/pushed.git"
}
load_silent()
{
	timeout 2 "$B/bin/crier" --station "$STATION" --as chu record push \
		"git://127.0.0.1:$(cat "$WORK/silent")/x"
}
load_export()
{
	rm -f "$WORK/exported.tar"
	as chu record export "$WORK/exported.tar"
}
load_verify() { crier ledger verify; }
load_check() { crier playbook check; }
load_lines() { crier ledger export --format jsonl; }
load_draft() { heavy_say "$WORK/draft.large"; }
load_drafts() { heavy_say "$WORK/draft.fits"; }
LOADS="fifo big bundle good push silent export verify check lines draft drafts"
# One import and one push at a time is what a station does: these take turns.
LOOPS="fifo,big,bundle,good silent,push export verify check lines draft drafts"

# heavy_say FILE: ten times the same line, as an officer's console would.
heavy_say()
{
	{
		echo '{"hello":{"protocol":1,"lang":"en","as":"zhao"}}'
		for each in 1 2 3 4 5; do
			cat "$1"
		done
	} | talk
}

heavy_loop()
{
	local load n=0
	# a script that was ended takes its folder along
	while [ -d "$WORK/heavy" ] && [ ! -e "$WORK/heavy/stop" ]; do
		n=$((n + 1))
		for load in ${1//,/ }; do
			"load_$load" >"$WORK/heavy/$load.said" 2>&1 </dev/null
			echo "$n" >"$WORK/heavy/$load"
		done
	done
}

heavy_start()
{
	local loop
	rm -f "$WORK/heavy/stop"
	heavy_silent
	for loop in $LOOPS; do
		(set +eE; trap - ERR; heavy_loop "$loop") &
		echo $! >"$WORK/heavy/$loop.pid"
	done
}

heavy_stop()
{
	local loop
	touch "$WORK/heavy/stop"
	for loop in $LOOPS; do
		wait "$(cat "$WORK/heavy/$loop.pid")" 2>/dev/null || true
	done
	kill "$(cat "$WORK/heavy/silent.pid")" 2>/dev/null || true
}

# Every load was really applied, at least once from start to end.
heavy_was_applied()
{
	local load
	for load in $LOADS; do
		[ "$(cat "$WORK/heavy/$load" 2>/dev/null || echo 0)" -ge 1 ] || {
			echo "the load $load was not applied"
			return 1
		}
	done
}
