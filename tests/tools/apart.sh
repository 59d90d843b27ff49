#!/bin/bash
# apart.sh CMD…: in a new mount namespace that still shares what the old one
# shared (unshare -m --propagation unchanged), makes every mount its own, so
# that whatever CMD mounts is seen by nobody else, and becomes CMD.
#
# The root of a chroot is no mount, and cannot be made private. What is below
# /proc there can: a root is mounted in it, whole, that is one, and CMD's.
set -euo pipefail
room=/proc/driver # a folder that every kernel has and no test reads

if mount --make-rprivate / 2>/dev/null; then
	exec "$@"
fi
mount --make-rprivate /proc
mount -t tmpfs -o mode=755 apart "$room"
mkdir "$room/root"
mount --rbind / "$room/root"
mount --make-rprivate "$room/root"
exec chroot "$room/root" /bin/sh -c 'cd "$0" && exec "$@"' "$PWD" "$@"
