#!/bin/bash
# The real nginx with its WebDAV module: start DIR prints NGINX_VERSION and
#
#   DAV_URL     a folder that takes PUT, MKCOL, MOVE and DELETE by name and
#               password (DAV_USER, DAV_PASSWORD), and shows its files to all
#   DAV_PORT    its port
#   DAV_FOLDER  where the files stand
#   DAV_READONLY  the same folder, by a server that does not know MOVE
. "$(dirname "$0")/common.sh"

configuration()
{
	cat <<-EOF
	daemon off;
	$([ "$(id -u)" != 0 ] || echo 'user root;')
	pid $dir/nginx.pid;
	error_log $dir/error.log;
	worker_processes 1;
	events { worker_connections 256; }
	http {
	  access_log $dir/access.log;
	  client_body_temp_path $dir/tmp;
	  proxy_temp_path $dir/tmp/p; fastcgi_temp_path $dir/tmp/f;
	  uwsgi_temp_path $dir/tmp/u; scgi_temp_path $dir/tmp/s;
	  types { text/html html; application/atom+xml atom; }
	  server {
	    listen 127.0.0.1:$1;
	    root $dir/root;
	    location / {
	      dav_methods PUT DELETE MKCOL MOVE;
	      client_max_body_size 20m;
	      limit_except GET HEAD {
	        auth_basic site; auth_basic_user_file $dir/users;
	      }
	    }
	  }
	  server {
	    listen 127.0.0.1:$2;
	    root $dir/root;
	    location / { dav_methods PUT DELETE MKCOL; }
	  }
	}
	EOF
}

start()
{
	local ports
	need nginx-light
	command -v nginx >/dev/null || die "nginx was not unpacked"
	mkdir -p "$dir/root" "$dir/tmp"
	dir=$(cd "$dir" && pwd)
	marker=$(new_marker)
	echo "$marker" >"$dir/root/marker.txt"
	printf 'eoc:%s\n' "$(openssl passwd -apr1 s3cret)" >"$dir/users"
	mapfile -t ports < <(free_ports 2)
	configuration "${ports[@]}" >"$dir/nginx.conf"
	nginx -t -q -e "$dir/error.log" -p "$dir" -c "$dir/nginx.conf" \
		>"$dir/check.log" 2>&1 || die "$(cat "$dir/check.log")"
	nginx -e "$dir/error.log" -p "$dir" -c "$dir/nginx.conf" \
		>"$dir/log" 2>&1 &
	echo $! >"$dir/pid"
	answers "http://127.0.0.1:${ports[0]}/marker.txt" "$marker" || {
		stop_pid_file "$dir/pid"
		die "the nginx started here does not answer: $(tail \
			-n 3 "$dir/error.log")"
	}
	echo "NGINX_VERSION=$(nginx -v 2>&1 | sed 's/.*nginx\///; s/ .*//')"
	echo "DAV_PORT=${ports[0]}"
	echo "DAV_URL=http://127.0.0.1:${ports[0]}/"
	echo "DAV_READONLY=http://127.0.0.1:${ports[1]}/"
	echo "DAV_FOLDER=$dir/root"
	echo "DAV_USER=eoc"
	echo "DAV_PASSWORD=s3cret"
}

dir=${2:?DIR}
case $1 in
start)
	start
	;;
stop)
	stop_pid_file "$dir/pid"
	;;
esac
