#!/bin/bash
# private.sh PACKAGE…: unpacks Debian packages, and what they need beyond what
# is installed, under .build/servers/root, and prints that folder. Nothing is
# installed and nothing started; apt works on lists and a cache of its own, so
# that no apt source of the machine changes. Backports are read too, for
# packages that the release itself lacks.
set -euo pipefail
cd "$(dirname "$0")/../.."
top=${PRIVATE_DIR:-$PWD/.build/servers}
root=$top/root
mkdir -p "$top"

die()
{
	printf 'private: %s\n' "$@" >&2
	exit 1
}

# REPO-URI of the first configured source whose release matches.
site()
{
	apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
		'Created-By: Packages' 2>/dev/null |
		awk -v release="$1" '$1 == release && $2 == "main" {
			print $3; exit }'
}

source_line()
{
	local uri
	uri=$(site "$2")
	[ -n "$uri" ] || return 0
	echo "deb [signed-by=$keyring] $uri $1 main"
}

configure()
{
	local release
	release=$(. /etc/os-release && echo "$VERSION_CODENAME")
	keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	[ -f "$keyring" ] || die "no $keyring: is this a Debian system?"
	mkdir -p "$top"/etc/apt.conf.d "$top"/etc/preferences.d \
		"$top"/etc/sources.d "$top"/lists/partial \
		"$top"/archives/partial "$root"
	{
		source_line "$release" "$release"
		source_line "$release-updates" "$release-updates"
		source_line "$release-security" "$release-security"
		source_line "$release-backports" "$release"
	} >"$top/etc/sources.list"
	[ -s "$top/etc/sources.list" ] ||
		die "apt has no source for $release main"
	cat >"$top/apt.conf" <<-EOF
	Dir::Etc "$top/etc/";
	Dir::Etc::sourcelist "$top/etc/sources.list";
	Dir::Etc::sourceparts "$top/etc/sources.d";
	Dir::Etc::parts "$top/etc/apt.conf.d";
	Dir::Etc::preferencesparts "$top/etc/preferences.d";
	Dir::State::lists "$top/lists";
	Dir::State::extended_states "$top/extended_states";
	Dir::State::status "/var/lib/dpkg/status";
	Dir::Cache "$top";
	Dir::Cache::archives "$top/archives";
	Dir::Log "$top";
	Debug::NoLocking "true";
	APT::Sandbox::User "$(id -un)";
	Acquire::Languages "none";
	Acquire::Retries "3";
	EOF
}

fetch()
{
	DEBIAN_FRONTEND=noninteractive LC_ALL=C APT_CONFIG=$top/apt.conf \
		apt-get -q -y --no-install-recommends "$@" \
		</dev/null >>"$top/apt.log" 2>&1
}

# Everything but what an unpacked copy would break: the C library and perl
# must stay the machine's own.
unpack()
{
	local deb
	for deb in "$top"/archives/*.deb; do
		[ -f "$deb" ] || continue
		case ${deb##*/} in
		libc6_* | libc-bin_* | libcrypt1_* | perl* | libperl* | dpkg_*)
			;;
		*)
			dpkg -x "$deb" "$root"
			;;
		esac
		rm -f "$deb"
	done
}

exec 9>"$top/.lock"
flock 9
missing=()
for package; do
	[ -f "$top/have.$package" ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
	: >"$top/apt.log"
	configure
	[ -f "$top/have.lists" ] || fetch update ||
		die "no package lists: $(tail -n 5 "$top/apt.log")"
	touch "$top/have.lists"
	if ! fetch install --download-only "${missing[@]}"; then
		fetch update || true
		fetch install --download-only "${missing[@]}" ||
			die "cannot fetch ${missing[*]}:" \
				"$(tail -n 10 "$top/apt.log")"
	fi
	unpack
	for package in "${missing[@]}"; do
		touch "$top/have.$package"
	done
fi
echo "$root"
