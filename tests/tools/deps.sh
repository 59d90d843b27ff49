#!/bin/bash
# Installs the Debian packages named as arguments that are missing, and only
# those. Says what it will do before it asks for more rights than it has. None
# of the packages Crier asks for starts a service; servers that tests need are
# unpacked privately by tests/tools/private.sh instead.
set -euo pipefail

installed()
{
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
		installed ]
}

apt()
{
	${sudo:+sudo} env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
		apt-get -q -y -o Dpkg::Use-Pty=0 -o APT::Color=0 \
		-o DPkg::Lock::Timeout=120 \
		--no-install-recommends "$@" </dev/null >>"$log" 2>&1
}

die()
{
	printf 'deps: %s\n' "$@" >&2
	exit 1
}

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || {
	echo "deps: not a Debian system; these must be there: $*" >&2
	exit 0
}

missing=()
for package; do
	installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || die \
		"these Debian packages are missing: ${missing[*]}" \
		"neither root nor sudo is here; ask the administrator for:" \
		"  apt-get install --no-install-recommends ${missing[*]}"
	sudo=sudo
fi
echo "deps: installing ${missing[*]}${sudo:+ (through sudo apt-get)}"
if [ -n "$sudo" ]; then
	sudo true || die "sudo was refused; nothing was installed" \
		"ask the administrator for:" \
		"  apt-get install --no-install-recommends ${missing[*]}"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! apt install "${missing[@]}"; then
	echo "deps: package lists are missing or old; apt-get update"
	apt update || true
	if ! apt install "${missing[@]}"; then
		tail -n 30 "$log" >&2
		die "apt-get could not install: ${missing[*]}"
	fi
fi
for package in "${missing[@]}"; do
	installed "$package" || die "$package is still not installed"
done
