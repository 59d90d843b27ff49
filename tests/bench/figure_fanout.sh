#!/bin/bash
# One release to 1,000 webhook accounts, 50 ms answers, HTTP and TLS, cold and
# warm: through core/net, a bare curl-multi loop, and curl --parallel. The
# three take turns, RUNS times; every number is the median. Skew is from the
# first to the last POST as the receiver saw it.
. "$TOP/tests/bench/figure.sh"
count=${COUNT:-1000}
runs=${RUNS:-5}
dir=$(mktemp -d)
trap 'exec {hold}>&-; rm -rf "$dir"' EXIT
exec {hold}>/dev/null

# A CA of our own among the system's, as an office would have it.
certificate()
{
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj /CN=bench -addext subjectAltName=IP:127.0.0.1 -days 2 \
		-keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
	cat /etc/ssl/certs/ca-certificates.crt "$dir/cert.pem" >"$dir/ca.pem"
}

# receive [CERT KEY]: sets port; the receiver ends when we close its input
receive()
{
	exec {hold}>&-
	rm -f "$dir/in" "$dir/out"
	mkfifo "$dir/in"
	"$B/tests/bench/receiver" 50 "$@" <"$dir/in" >"$dir/out" &
	exec {hold}>"$dir/in"
	local i
	for ((i = 0; i < 100; i++)); do
		port=$(sed -n 's/^port=//p' "$dir/out")
		[ -n "$port" ] && return
		sleep 0.05
	done
	echo "fanout: the receiver does not start"
	exit 1
}

# measure SCHEME cold|warm: a line a run into $dir/WAY
measure()
{
	local url=$1://127.0.0.1:$port way i ca=()
	[ "$1" = https ] && ca=("$dir/ca.pem")
	rm -f "$dir"/{ours,bare,curl}
	for ((i = 0; i < runs; i++)); do
		for way in ours bare curl; do
			[ $way = curl ] && [ "$2" = warm ] && continue
			"$B/tests/bench/fanout" $way "$url/in" "$url/report" \
				"$count" "$2" "${ca[@]}" >>"$dir/$way" || {
				echo "fanout: $way $* failed"
				exit 1
			}
		done
	done
}

# of WAY NAME: its median in milliseconds (or, of rss_kb, in MB)
of()
{
	sed -n "s/.*\b$2=\([0-9]*\).*/\1/p" "$dir/$1" | median |
		awk '{ printf "%.*f\n", $1 < 10000, $1 / 1000 }'
}

# The rows of one case; the curl of a warm case is the cold one's.
report()
{
	local what="release to $count webhooks, $1" bare curl
	local to_bare=- to_curl=-
	bare=$(ratio "$(of ours skew_us)" "$(of bare skew_us)")
	curl=$(ratio "$(of ours skew_us)" "$(of "$3" skew_us)")
	if [ "$2" = warm ]; then
		to_bare=$(aim 1.3 le "$bare" 1.3)
		to_curl=$(aim 0.2 le "$curl" 0.2)
	fi
	row "$what: skew" "$(of ours skew_us) ms" \
		"bare loop $(of bare skew_us) ms" \
		"$bare" "$to_bare"
	row "$what: skew" "$(of ours skew_us) ms" \
		"curl --parallel $(of "$3" skew_us) ms" \
		"$curl" "$to_curl"
	row "$what: total" "$(of ours total_us) ms" \
		"bare $(of bare total_us), curl $(of "$3" total_us) ms" \
		"$(ratio "$(of ours total_us)" "$(of bare total_us)")" -
	row "$what: CPU" "$(of ours cpu_us) ms" \
		"bare $(of bare cpu_us), curl $(of "$3" cpu_us) ms" \
		"$(ratio "$(of ours cpu_us)" "$(of bare cpu_us)")" -
	row "$what: memory" "$(of ours rss_kb) MB" \
		"bare $(of bare rss_kb), curl $(of "$3" rss_kb) MB" \
		"$(ratio "$(of ours rss_kb)" "$(of bare rss_kb)")" -
}

certificate
for scheme in http https; do
	if [ $scheme = http ]; then
		receive
	else
		receive "$dir/cert.pem" "$dir/key.pem"
	fi
	name=${scheme/https/TLS}
	name=${name/http/HTTP}
	measure $scheme cold
	cp "$dir/curl" "$dir/cold"
	report "$name cold" cold curl
	measure $scheme warm
	report "$name warm" warm cold
done
