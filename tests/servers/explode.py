#!/usr/bin/python3
"""explode.py REPOSITORY REF PATH: on REF a commit with one file at PATH whose
pack has some kilobytes and whose content has 288 MiB of zeros: a delta of a few
instructions, each of which copies all of a small base. The commit goes on top
of what REF is; REPOSITORY is bare."""
import hashlib
import os
import subprocess
import sys
import zlib

MIB = 1 << 20
BASE = 8 * MIB
TIMES = 36


def number(n):
    out = bytearray()
    while True:
        byte = n & 0x7F
        n >>= 7
        out.append(byte | (0x80 if n else 0))
        if not n:
            return bytes(out)


def head(kind, size):
    byte = kind << 4 | size & 0xF
    size >>= 4
    out = bytearray()
    while size:
        out.append(byte | 0x80)
        byte = size & 0x7F
        size >>= 7
    out.append(byte)
    return bytes(out)


def name(kind, size, parts):
    sha = hashlib.sha1(b"%s %d\0" % (kind, size))
    for part in parts:
        sha.update(part)
    return sha


def git(repository, *words, feed=None):
    return subprocess.run(
        ["git", "-C", repository, "-c", "safe.directory=*",
         "-c", "user.name=t", "-c", "user.email=t@x", *words],
        input=feed, stdout=subprocess.PIPE, check=True).stdout


def pack():
    base = bytes(BASE)
    base_id = name(b"blob", BASE, [base])
    # copy from 0, three bytes of size
    copy = bytes([0xF0]) + BASE.to_bytes(3, "little")
    delta = number(BASE) + number(BASE * TIMES) + copy * TIMES
    body = b"PACK" + (2).to_bytes(4, "big") + (2).to_bytes(4, "big")
    body += head(3, BASE) + zlib.compress(base, 9)
    body += head(7, len(delta)) + base_id.digest() + zlib.compress(delta)
    return body + hashlib.sha1(body).digest()


def main(repository, ref, path):
    large = name(b"blob", BASE * TIMES, [bytes(BASE)] * TIMES).hexdigest()
    small = name(b"blob", BASE, [bytes(BASE)]).hexdigest()
    git(repository, "index-pack", "--stdin", feed=pack())
    os.environ["GIT_INDEX_FILE"] = repository + "/explode.index"
    under = git(repository, "rev-parse", ref).decode().strip()
    git(repository, "read-tree", under)
    for blob, place in ((small, path + ".base"), (large, path)):
        git(repository, "update-index", "--add", "--cacheinfo",
            "100644," + blob + "," + place)
    tree = git(repository, "write-tree").decode().strip()
    os.unlink(os.environ.pop("GIT_INDEX_FILE"))
    commit = git(repository, "commit-tree", tree, "-p", under, "-m",
                 "x").decode().strip()
    git(repository, "update-ref", ref, commit)


main(*sys.argv[1:])
