#!/bin/bash
# The real WordPress on the real MariaDB, served by PHP's own server: start DIR
# prints WP_URL, WP_USER, WP_PASSWORD (an application password) and
# WORDPRESS_VERSION, MARIADB_VERSION, PHP_VERSION. DIR must be an absolute path
# short enough for a socket.
. "$(dirname "$0")/common.sh"

php()
{
	local ext args each
	ext=$(echo "$root"/usr/lib/php/2*)
	# -n: nothing of the machine's own PHP, only what is named here.
	args=(-n -d "extension_dir=$ext" -d memory_limit=256M)
	for each in mysqlnd tokenizer ctype fileinfo mysqli; do
		[ ! -f "$ext/$each.so" ] || args+=(-d "extension=$each")
	done
	exec -a php "$root/usr/bin/php8.2" "${args[@]}" "$@"
}

start_database()
{
	local user
	user=$(id -un)
	mariadb-install-db --no-defaults --force --basedir="$root/usr" \
		--user="$user" --datadir="$dir/mysql" \
		--auth-root-authentication-method=normal --skip-test-db \
		>"$dir/install-db.log" 2>&1 ||
		die "mariadb-install-db: $(tail "$dir/install-db.log")"
	mariadbd --no-defaults --basedir="$root/usr" --user="$user" \
		--lc-messages-dir="$root/usr/share/mysql" \
		--plugin-dir="$root/usr/lib/mysql/plugin" \
		--datadir="$dir/mysql" --socket="$dir/my.sock" \
		--pid-file="$dir/my.pid" --skip-networking \
		--innodb-buffer-pool-size=32M >"$dir/db.log" 2>&1 &
	echo $! >"$dir/db.pid"
	for ((i = 0; i < 400; i++)); do
		sql 'select 1' >/dev/null 2>&1 && break
		sleep 0.05
	done
	sql "create database wp;
	create user wp@localhost identified by 'wp';
	grant all on wp.* to wp@localhost" ||
		die "mariadb does not answer: $(tail "$dir/db.log")"
}

sql()
{
	mariadb --no-defaults -S "$dir/my.sock" -u root -e "$1"
}

# The package's tree points to /etc and to its own neighbours; a copy with
# files in place of links, in which what points nowhere is left out.
copy_site()
{
	mkdir -p "$dir/www"
	find "$root/usr/share/wordpress" -xtype l -printf '%P\n' \
		>"$dir/dangling"
	tar -C "$root/usr/share/wordpress" -X "$dir/dangling" -chf - . |
		tar -C "$dir/www" -xf -
	mkdir -p "$dir/www/wp-content/uploads"
	cat >"$dir/www/wp-config.php" <<-EOF
	<?php
	define('DB_NAME', 'wp');
	define('DB_USER', 'wp');
	define('DB_PASSWORD', 'wp');
	define('DB_HOST', 'localhost:$dir/my.sock');
	define('DB_CHARSET', 'utf8mb4');
	define('DB_COLLATE', '');
	define('WP_ENVIRONMENT_TYPE', 'local');
	define('WP_HOME', '$url');
	define('WP_SITEURL', '$url');
	define('WP_HTTP_BLOCK_EXTERNAL', true);
	define('DISABLE_WP_CRON', true);
	define('AUTOMATIC_UPDATER_DISABLED', true);
	foreach (array('AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY',
		'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
		'LOGGED_IN_SALT', 'NONCE_SALT') as \$k)
		define(\$k, '$marker' . \$k);
	\$table_prefix = 'wp_';
	if (!defined('ABSPATH'))
		define('ABSPATH', __DIR__ . '/');
	require_once ABSPATH . 'wp-settings.php';
	EOF
}

install_site()
{
	cat >"$dir/install.php" <<-EOF
	<?php
	define('WP_INSTALLING', true);
	\$_SERVER['HTTP_HOST'] = '127.0.0.1:$port';
	\$_SERVER['REQUEST_URI'] = '/';
	require '$dir/www/wp-load.php';
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	add_filter('pre_wp_mail', fn() => true);
	\$r = wp_install('$marker', 'eoc', 'eoc@example.com', true, '',
		'pw-eoc-1');
	update_option('permalink_structure', '/%postname%/');
	echo WP_Application_Passwords::create_new_application_password(
		\$r['user_id'], array('name' => 'crier'))[0], "\n";
	EOF
	(php "$dir/install.php") 2>"$dir/install.log" | tail -n 1
}

start()
{
	local password
	need wordpress wordpress-theme-twentytwentythree mariadb-server \
		php-cli php-mysql
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	port=$(free_ports 1)
	url=http://127.0.0.1:$port
	marker=wp$(new_marker)
	start_database
	copy_site
	password=$(install_site)
	[ -n "$password" ] || die "wp_install: $(cat "$dir/install.log")"
	(
		cd "$dir/www"
		export PHP_CLI_SERVER_WORKERS=4
		export -f php
		export root
		exec setsid bash -c "php -S 127.0.0.1:$port" </dev/null
	) >"$dir/php.log" 2>&1 &
	echo $! >"$dir/php.pid"
	answers "$url/wp-json/" "$marker" 20 || {
		stop
		die "the WordPress started here does not answer: $(tail \
			"$dir/php.log")"
	}
	echo "WP_URL=$url"
	echo "WP_PORT=$port"
	echo "WP_USER=eoc"
	echo "WP_PASSWORD='$password'"
	echo "WORDPRESS_VERSION=$(sed -n "s/^\$wp_version = '\(.*\)';/\1/p" \
		"$dir/www/wp-includes/version.php")"
	echo "MARIADB_VERSION=$(mariadbd --no-defaults --version |
		sed 's/.*Ver \([0-9.]*\).*/\1/')"
	echo "PHP_VERSION=$( (php -v) | sed -n '1s/PHP \([0-9.]*\).*/\1/p')"
}

# PHP's workers outlive their parent: the whole group is ended.
stop()
{
	if [ -f "$dir/php.pid" ]; then
		end_group "$(cat "$dir/php.pid")"
		rm -f "$dir/php.pid"
	fi
	stop_pid_file "$dir/db.pid"
}

dir=${2:?DIR}
case $1 in
start)
	start
	;;
stop)
	stop
	;;
esac
