#!/usr/bin/python3
"""packs.py SEED: a git host (git://, protocol 0) that means harm. It prints its
port, then reads a number a line from stdin and says what it is, with both commits: on the county's
branch is the pack of that number, on the parish's an honest one. What a number
is, is drawn with SEED and N:

  blow      a few kilobytes that become 1 GiB: one delta of copies
  wide      1 GiB of zeros, as zlib has it
  chain     deltas upon deltas, thousands of them
  loop      deltas that name each other as their base
  bomb      a tree of the same tree, over and over
  tree      trees of names, modes and lengths that git never writes
  kinds     a place of a letter that is a tree, a link, another commit
  dirt      a branch of thousands of names that are no letters
  count     a pack that says it has four thousand million objects
  size      an object that says it has 2^60 bytes
  noise     an honest pack with some of its bytes changed, or its end missing
  chatter   no pack, but words of the host without end
"""
import hashlib
import random
import socket
import sys
import threading
import zlib

REFS = (b"refs/heads/station/county/1", b"refs/heads/station/parish/1")
MIB = 1 << 20
COMMIT, TREE, BLOB, OFS, REF_DELTA = 1, 2, 3, 6, 7
WORDS = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob"}


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


def copies(size, times):
    """A delta that is its base, of at most 16 MiB less one, so many times."""
    one = bytes([0xF0]) + size.to_bytes(3, "little")
    return number(size) + number(size * times) + one * times


class Pack:
    def __init__(self):
        self.count = 0
        self.body = bytearray()

    def raw(self, kind, size, data, base=b""):
        self.count += 1
        self.body += head(kind, size) + base + data

    def put(self, kind, data):
        sha = hashlib.sha1(
            b"%s %d\0" % (WORDS[kind], len(data)) + data).digest()
        self.raw(kind, len(data), zlib.compress(data))
        return sha

    def delta(self, base, delta):
        self.raw(REF_DELTA, len(delta), zlib.compress(delta), base)

    def done(self, count=None):
        body = b"PACK" + (2).to_bytes(4, "big") + (
            self.count if count is None else count).to_bytes(4, "big")
        body += self.body
        return body + hashlib.sha1(body).digest()


def row(name, sha, mode=b"100644"):
    return mode + b" " + name + b"\0" + sha


def commit(pack, tree, n):
    return pack.put(COMMIT, b"tree %s\nauthor t <t@x> %d +0000\n"
                    b"committer t <t@x> %d +0000\n\nx\n"
                    % (tree.hex().encode(), n + 1, n + 1))


def shelf(pack, rows, n, more=b""):
    """A commit whose first letters are these rows."""
    tree = pack.put(TREE, rows)
    for name in (b"00", b"00", b"letters"):
        tree = pack.put(TREE, row(name, tree, b"40000") +
                        (more if name == b"letters" else b""))
    return commit(pack, tree, n)


def honest(draw, n):
    pack = Pack()
    blob = pack.put(BLOB, b'{"n": %d}' % n)
    return shelf(pack, row(b"01.json", blob), n), pack.done()


def large(pack, n, sha):
    return shelf(pack, row(b"01.json", sha), n), pack.done()


def zeros(size):
    sha = hashlib.sha1(b"blob %d\0" % size)
    block = bytes(MIB)
    for _ in range(size // MIB):
        sha.update(block)
    return sha.digest()


GIB_ZEROS = []
WIDE = []


def gib_zeros():
    if not GIB_ZEROS:
        GIB_ZEROS.append(zeros(1024 * MIB))
    return GIB_ZEROS[0]


def blow(draw, n):
    size, pack = 8 * MIB, Pack()
    base = pack.put(BLOB, bytes(size))
    pack.delta(base, copies(size, 128))
    return large(pack, n, gib_zeros())


def wide(draw, n):
    pack = Pack()
    if not WIDE:
        z, block, adler = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(MIB), 1
        one = z.compress(block) + z.flush(zlib.Z_FULL_FLUSH)
        for _ in range(1024):
            adler = zlib.adler32(block, adler)
        WIDE.append(b"\x78\xda" + one * 1024 + z.flush() +
                    adler.to_bytes(4, "big"))
    pack.raw(BLOB, 1024 * MIB, WIDE[0])
    return large(pack, n, gib_zeros())


def chain(draw, n):
    pack, text = Pack(), b"%d" % n
    sha = pack.put(BLOB, text)
    for i in range(draw.randrange(3000, 9000)):
        more = b"%d" % (i % 10)
        delta = number(len(text)) + number(len(text) + 1) + bytes(
            [0x90 | 0x20, len(text) & 0xFF, len(text) >> 8]) + \
            bytes([1]) + more
        pack.delta(sha, delta)
        text += more
        sha = hashlib.sha1(b"blob %d\0" % len(text) + text).digest()
    return large(pack, n, sha)


def loop(draw, n):
    pack = Pack()
    one, two = draw.randbytes(20), draw.randbytes(20)
    pack.delta(one, copies(draw.randrange(1, MIB), 2))
    pack.delta(two, copies(draw.randrange(1, MIB), 2))
    return large(pack, n, one)


def bomb(draw, n):
    pack = Pack()
    tree = pack.put(TREE, b"".join(
        row(b"%02d.json" % i, pack.put(BLOB, b"{}")) for i in range(1)))
    many = draw.choice((100, 1000))
    for _ in range(draw.randrange(3, 12)):
        tree = pack.put(TREE, b"".join(
            row(b"%02d" % i if many == 100 else b"%04d" % i, tree, b"40000")
            for i in range(many)))
    tree = pack.put(TREE, row(b"letters", tree, b"40000"))
    return commit(pack, tree, n), pack.done()


def tree(draw, n):
    pack = Pack()
    blob = pack.put(BLOB, b"{}")
    names = (b"..", b".", b"", b".git", b"a/b", b"\xff\xfe", b"01.json",
             b"x" * 5000, b"01.json\n", b"%s%n", b"-u", b"CON", b"00")
    modes = (b"100644", b"40000", b"160000", b"120000", b"", b"9",
             b"777777777777777777777", b"-1", b"0100644", b"abc")
    rows = b"".join(row(draw.choice(names), blob, draw.choice(modes))
                    for _ in range(draw.randrange(1, 40)))
    if draw.random() < 0.4:
        rows = rows[:-draw.randrange(1, 30)]
    return shelf(pack, rows, n, rows if draw.random() < 0.5 else b""), \
        pack.done()


def kinds(draw, n):
    pack = Pack()
    blob = pack.put(BLOB, b"../../../etc/passwd")
    inner = pack.put(TREE, row(b"01.json", blob))
    sha, mode = draw.choice(((inner, b"40000"), (blob, b"120000"),
                             (draw.randbytes(20), b"160000"),
                             (draw.randbytes(20), b"100644"),
                             (inner, b"100644"), (blob, b"40000")))
    return shelf(pack, row(b"01.json", sha, mode), n), pack.done()


def dirt(draw, n):
    pack = Pack()
    blob = pack.put(BLOB, b"{}")
    names = sorted(b"%08x" % draw.getrandbits(32)
                   for _ in range(draw.randrange(1000, 60000)))
    return shelf(pack, row(b"01.json", blob), n,
                 b"".join(row(b"n" + x, blob) for x in names)), pack.done()


def count(draw, n):
    pack = Pack()
    sha = shelf(pack, row(b"01.json", pack.put(BLOB, b"{}")), n)
    return sha, pack.done(draw.choice((0xFFFFFFFF, 0x7FFFFFFF, 0, 1)))


def size(draw, n):
    pack = Pack()
    pack.raw(draw.choice((COMMIT, TREE, BLOB)),
             draw.choice((1 << 60, 1 << 40, 1 << 33, (1 << 63) - 1)),
             zlib.compress(bytes(draw.randrange(1, 100000))))
    return large(pack, n, draw.randbytes(20))


def noise(draw, n):
    sha, body = draw.choice((honest, kinds, tree))(draw, n + 1000000)
    body = bytearray(body)
    for _ in range(draw.randrange(1, 9)):
        body[draw.randrange(len(body))] = draw.randrange(256)
    if draw.random() < 0.3:
        body = body[:draw.randrange(len(body))]
    elif draw.random() < 0.7:
        body[-20:] = hashlib.sha1(bytes(body[:-20])).digest()
    return sha, bytes(body)


def chatter(draw, n):
    return draw.randbytes(20), None


# The heavy ones are fewer: each of them may take its child's whole time.
KINDS = [blow, wide, chain, loop, bomb, bomb, tree, tree, tree, kinds, kinds,
         kinds, dirt, count, count, size, size, noise, noise, noise, noise,
         noise, loop, chatter]


def made(seed, n):
    draw = random.Random("%s %d" % (seed, n))
    kind = KINDS[(n - 1) % len(KINDS)]
    return kind.__name__, kind(draw, n)


class Host:
    def __init__(self):
        self.shown = []  # (commit, pack) of each of REFS


def line(text):
    return b"%04x" % (len(text) + 4) + text


def read_line(f):
    """b"" is a flush; None: it hung up."""
    length = f.read(4)
    if len(length) < 4:
        return None
    return f.read(int(length, 16) - 4) if length != b"0000" else b""


def send_pack(sock, pack):
    sock.sendall(line(b"NAK\n"))
    if pack is None:
        while True:
            sock.sendall(line(b"\x02words without end\n") * 100)
    for at in range(0, len(pack), 65000):
        sock.sendall(line(b"\x01" + pack[at:at + 65000]))
    sock.sendall(b"0000")


def serve(sock, host):
    with sock, sock.makefile("rb") as f:
        try:
            f.read(int(f.read(4), 16) - 4)
            shown, asked, wants = list(host.shown), b"", True
            rows = [sha.hex().encode() + b" " + ref
                    for (sha, _), ref in zip(shown, REFS)]
            rows[0] += b"\0side-band-64k ofs-delta"
            sock.sendall(b"".join(line(r + b"\n") for r in rows) + b"0000")
            while (text := read_line(f)) is not None:
                if text.startswith(b"want "):
                    asked = text[5:45]
                if text.startswith(b"done"):
                    send_pack(sock, next(pack for sha, pack in shown if
                                         sha.hex().encode() == asked))
                    return
                if text == b"" and not wants:
                    sock.sendall(line(b"NAK\n"))
                wants = wants and text != b""
        except (OSError, ValueError, StopIteration):
            return


def accept(listener, host):
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve, args=(sock, host), daemon=True).start()


def main(seed):
    listener = socket.create_server(("127.0.0.1", 0))
    host = Host()
    threading.Thread(target=accept, args=(listener, host),
                     daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    for wanted in sys.stdin:
        n = int(wanted)
        name, harm = made(seed, n)
        host.shown = [harm, honest(random.Random(n), n)]
        print(name, *(sha.hex() for sha, _ in host.shown), flush=True)


main(*sys.argv[1:])
