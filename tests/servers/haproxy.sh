#!/bin/bash
# HAProxy in front of another server, one port a fault: start DIR BACKEND_PORT
# prints HAPROXY_VERSION and a line for each front:
#
#   PROXY_plain     passes everything
#   PROXY_lost      a POST or PUT reaches the server, its answer never returns
#   PROXY_moved     the first MOVE of a page's file reaches the server, its
#                   answer never returns
#   PROXY_silent    nothing is passed and nothing answered
#   PROXY_reject    the connection is closed at once
#   PROXY_busy      429 with Retry-After: 1 for a POST
#   PROXY_down      503 with a page of HTML
#   PROXY_away      302 to somewhere else
#   PROXY_refused   no one listens
#   PROXY_tls       TLS, certificate for 127.0.0.1 signed by PROXY_CA
#
# It closes what it opened to the server, and keeps what was opened to it: left
# to itself it now and then hands on that the server has closed.
#
# DIR/log has a line a request: front, microseconds since 1970 at which it
# came, the client's port, method, path, status.
. "$(dirname "$0")/common.sh"

make_certificate()
{
	(
		cd "$dir"
		openssl req -x509 -newkey ec -pkeyopt \
			ec_paramgen_curve:prime256v1 -nodes -days 30 \
			-subj "/CN=Crier test authority" -keyout ca.key \
			-out ca.pem
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
			-nodes -subj "/CN=localhost" -keyout tls.key -out tls.csr
		echo "subjectAltName=DNS:localhost,IP:127.0.0.1" >ext
		openssl x509 -req -in tls.csr -CA ca.pem -CAkey ca.key \
			-CAcreateserial -days 30 -extfile ext -out tls.crt
		cat tls.crt tls.key >tls.pem
	) >"$dir/openssl.log" 2>&1 || die "$(cat "$dir/openssl.log")"
}

# front NAME PORT RULES…
front()
{
	local name=$1 bind=$2
	shift 2
	printf 'frontend %s\n  bind 127.0.0.1:%s\n' "$name" "$bind"
	printf '  http-request set-var(txn.at) date(0,us)\n'
	printf '  http-request return status 200 content-type text/plain '
	printf 'string %s if { path /marker-%s }\n' "$marker" "$marker"
	[ $# -eq 0 ] || printf '  %s\n' "$@"
	printf '  default_backend real\n\n'
}

configuration()
{
	local write='{ var(txn.m) -m str POST PUT }'
	cat <<-EOF
	global
	  maxconn 2000
	  log stdout format raw local0 info
	defaults
	  mode http
	  log global
	  log-format "%f %[var(txn.at)] %cp %HM %HP %ST"
	  option http-server-close
	  timeout connect 2s
	  timeout client 60s
	  timeout server 60s

	EOF
	front plain "$1"
	front lost "$2" 'http-request set-var(txn.m) method' \
		"http-response silent-drop if $write"
	front moved "$9" 'stick-table type integer size 10 expire 1h store gpc0' \
		'acl page req.hdr(Destination) -m end .html' \
		'http-request track-sc0 int(1) if page' \
		'http-request sc-inc-gpc0(0) if page' \
		'http-request set-var(txn.first) int(1) if page { sc0_get_gpc0 eq 1 }' \
		'http-response silent-drop if { var(txn.first) -m found }'
	front silent "$3" 'http-request silent-drop'
	front reject "$4" 'http-request reject'
	front busy "$5" 'http-request return status 429 content-type application/json string "{\"error\":\"Too many requests\"}" hdr Retry-After 1 if METH_POST'
	front down "$6" 'http-request return status 503 content-type text/html string "<html><h1>maintenance</h1></html>"'
	front away "$7" "http-request redirect location http://127.0.0.1:$1/elsewhere code 302"
	front tls "$8 ssl crt $dir/tls.pem"
	printf 'backend real\n  server s 127.0.0.1:%s\n' "$backend"
}

start()
{
	local ports names i
	need haproxy
	command -v haproxy >/dev/null || die "haproxy was not unpacked"
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	marker=$(new_marker)
	make_certificate
	mapfile -t ports < <(free_ports 10)
	configuration "${ports[@]}" >"$dir/haproxy.cfg"
	haproxy -c -q -f "$dir/haproxy.cfg" >"$dir/check.log" 2>&1 ||
		die "$(cat "$dir/check.log")"
	haproxy -db -f "$dir/haproxy.cfg" >"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	answers "http://127.0.0.1:${ports[0]}/marker-$marker" "$marker" || {
		stop_pid_file "$dir/pid"
		die "the haproxy started here does not answer: $(cat "$dir/log")"
	}
	echo "HAPROXY_VERSION=$(haproxy -v | sed -n \
		'1s/.*version \([0-9.]*\).*/\1/p')"
	names=(plain lost silent reject busy down away)
	for i in "${!names[@]}"; do
		echo "PROXY_${names[$i]}=http://127.0.0.1:${ports[$i]}"
	done
	echo "PROXY_tls=https://127.0.0.1:${ports[7]}"
	echo "PROXY_moved=http://127.0.0.1:${ports[8]}"
	echo "PROXY_refused=http://127.0.0.1:${ports[9]}"
	echo "PROXY_CA=$dir/ca.pem"
}

dir=${2:?DIR}
case $1 in
start)
	backend=${3:?BACKEND_PORT}
	start
	;;
stop)
	stop_pid_file "$dir/pid"
	;;
esac
