#!/bin/bash
# What apart.sh's command mounts is seen by it alone: with a root that is a
# mount, in a chroot whose root is none, and where mounts are shared with
# others. Needs root, as what it is for does.
[ "$(id -u)" -eq 0 ] || exec sudo -n env B="${B:-}" TMPDIR="${TMPDIR:-/tmp}" "$0"
. "$(dirname "$0")/tap.sh"

# In a namespace of the test's own, whose mounts are shared within it.
in_shared()
{
	unshare -m --propagation unchanged "$TOP/tests/tools/apart.sh" \
		bash -euo pipefail -c "mount --make-rshared /
		$1" - "$TOP/tests/tools/apart.sh" "$WORK"
}

apart='unshare -m --propagation unchanged'
mounts='mount -t tmpfs apart /mnt && echo mine >/mnt/mark && cat /mnt/mark'

a_root_that_is_a_mount()
{
	is "$(in_shared "$apart \$1 sh -c '$mounts'; cat /mnt/mark 2>&1 ||
		true")" "mine
cat: /mnt/mark: No such file or directory"
}

# The chroot stands in a shared mount, so that what is mounted on it travels.
make_chroot='c=$2/room/chroot; mkdir "$2/room"
	mount -t tmpfs room "$2/room"
	mkdir -p "$c"/{usr,proc,mnt,tmp}
	for each in bin sbin lib lib64; do
		[ ! -L "/$each" ] || ln -s "usr/$each" "$c/$each"
	done
	mount --bind /usr "$c/usr"
	mount -t proc proc "$c/proc"
	cp "$1" "$c/apart.sh"'

a_root_that_is_none()
{
	is "$(in_shared "$make_chroot
		chroot \"\$c\" $apart --fork sh -c '$mounts' 2>&1 >/dev/null
		cat \"\$c/mnt/mark\"; umount \"\$c/mnt\"
		chroot \"\$c\" $apart /apart.sh sh -c '$mounts && pwd'
		cat \"\$c/mnt/mark\" 2>&1 | sed 's/.*: //'")" "mine
mine
/
No such file or directory"
}

the_folder_stays()
{
	is "$(cd "$WORK" && unshare -m --propagation unchanged \
		"$TOP/tests/tools/apart.sh" pwd)" "$(cd "$WORK" && pwd)"
}

run_cases \
	a_root_that_is_a_mount \
	a_root_that_is_none \
	the_folder_stays
