#!/usr/bin/python3
"""A second writer and reader of letters, from the contract alone: the page on
joint releases and core/letter/README.md, with libsodium's Python binding and
SSHSIG written by hand. It shares no line with the station.

  writer.py make      a line for each letter: what a station must say of it, a
                      tab, the letter; sound ones and forged ones of the city
                      (station 1) to the county (station 2)
  writer.py drill     the same of a drill's volume
  writer.py read      reads letters of the city to the county on standard input
                      and checks all that a reader can check; says how many
"""
import base64
import hashlib
import json
import os
import struct
import sys

from nacl import bindings as sodium

ROOMS = (1024, 4096, 16384, 65536, 262144)
HASH = "a" * 64


def canonical(doc):
    return json.dumps(doc, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)


def sha(text):
    if isinstance(text, str):
        text = text.encode()
    return hashlib.sha256(text).hexdigest()


def b64(raw):
    return base64.b64encode(raw).decode()


class Station:
    def __init__(self, name, first):
        def seed(n):
            return bytes([first, n]) + bytes(30)
        self.name = name
        self.pub, self.secret = sodium.crypto_sign_seed_keypair(seed(0))
        spare_pub, _ = sodium.crypto_sign_seed_keypair(seed(1))
        self.spare = sodium.crypto_sign_ed25519_pk_to_curve25519(spare_pub)
        self.seal, self.unseal = sodium.crypto_box_seed_keypair(seed(2))
        self.vol, self.seq, self.prev = 1, 0, None


CITY, COUNTY, THIRD = Station("city", 1), Station("county", 2), \
    Station("third", 3)


# ---- SSHSIG (PROTOCOL.sshsig) ----

def ssh_str(raw):
    return struct.pack(">I", len(raw)) + raw


def ssh_key(pub):
    return ssh_str(b"ssh-ed25519") + ssh_str(pub)


def to_sign(space, data):
    return (b"SSHSIG" + ssh_str(space.encode()) + ssh_str(b"") +
            ssh_str(b"sha512") + ssh_str(hashlib.sha512(data).digest()))


def sshsig(station, space, text):
    signed = sodium.crypto_sign(to_sign(space, text.encode()), station.secret)
    raw = (b"SSHSIG" + struct.pack(">I", 1) + ssh_str(ssh_key(station.pub)) +
           ssh_str(space.encode()) + ssh_str(b"") + ssh_str(b"sha512") +
           ssh_str(ssh_str(b"ssh-ed25519") + ssh_str(signed[:64])))
    text = b64(raw)
    lines = [text[i:i + 70] for i in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----"] + lines +
                     ["-----END SSH SIGNATURE-----", ""])


def sshsig_fits(station, space, text, armour):
    lines = armour.split("\n")
    raw = base64.b64decode("".join(lines[1:-2]))
    head = (b"SSHSIG" + struct.pack(">I", 1) + ssh_str(ssh_key(station.pub)) +
            ssh_str(space.encode()) + ssh_str(b"") + ssh_str(b"sha512"))
    sig = raw[-64:]
    if raw != head + ssh_str(ssh_str(b"ssh-ed25519") + ssh_str(sig)):
        return False
    said = to_sign(space, text.encode())
    return sodium.crypto_sign_open(sig + said, station.pub) == said


# ---- letters ----

def pad(body, room=None):
    room = room or next(r for r in ROOMS if len(body) <= r)
    return body + bytes(room - len(body))


def letter(body, to=(COUNTY,), space="crier-letter", go_on=True, by=CITY,
           **change):
    """A letter of the city; what is forged in it stands in `change`."""
    body = dict(body, salt=os.urandom(16).hex())
    text = change.get("text", canonical(body)).encode()
    key, nonce = os.urandom(32), os.urandom(24)
    box = nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        pad(text, change.get("room")), None, nonce, key)
    keys = {s.name: b64(sodium.crypto_box_seal(
        key, change.get("seal", s.seal))) for s in to}
    name = change.get("name", "city")
    keys[name] = b64(sodium.crypto_box_seal(key, CITY.seal))
    keys["+spare"] = b64(sodium.crypto_box_seal(key, CITY.spare))
    boxed = {"box": b64(box), "keys": keys}
    head = {"v": 1, "from": name, "vol": CITY.vol, "seq": CITY.seq + 1,
            "to": sorted(s.name for s in to), "time": 1795000000000,
            "body": change.get("hash", sha(text)),
            "box": sha(canonical(boxed)), "ledger": [7, HASH]}
    if CITY.prev:
        head["prev"] = CITY.prev
    head.update(change.get("head", {}))
    whole = dict(boxed, head=head, sig=sshsig(
        by, space, change.get("signed", canonical(head))))
    whole.update(change.get("whole", {}))
    if go_on:
        CITY.seq, CITY.prev = CITY.seq + 1, sha(canonical(head))
    return canonical(whole)


ASK = {"kind": "concur-ask", "message": "2026-0123/3", "title": "清水河水位通报",
       "text": "清水河水位 12.3 米。\n已转移 388 人。", "digest": HASH,
       "organ": "county-media", "by": "王丽"}
HALT = {"kind": "halt", "joint": HASH, "by": "王丽", "reason": "数字有误"}


def say(want, text):
    print(want + "\t" + text)
    return text


def make(space):
    def one(body, **change):
        return letter(body, space=space, **change)
    first = say("taken concur-ask", one(ASK))
    say("taken concur-ask", one(dict(ASK, text="汛" * 50000, subject="会签")))
    say("passed", one(ASK, to=(THIRD,)))
    say("taken halt", one(HALT, to=(THIRD, COUNTY), head={
        "seen": {"county": [1, 4, HASH]}}))
    say("known", first)
    # of others' making, or changed on the way: the volume stays where it is
    stay = {"go_on": False}
    say("refused letter-signature", one(ASK, by=COUNTY, **stay))
    say("refused letter-signature", one(ASK, signed="{}", **stay))
    say("refused letter-signature",
        one(ASK, signed=canonical({"v": 1}), **stay))
    other = "crier-drill" if space == "crier-letter" else "crier-letter"
    say("refused letter-mode", letter(ASK, space=other, **stay))
    say("dirt letter-form", letter(ASK, space="git", **stay))
    say("refused letter-stranger",
        one(ASK, name="town", by=THIRD, **stay))
    say("refused letter-changed", one(ASK, whole={"box": b64(bytes(1064))},
                                      **stay))
    whole = json.loads(one(ASK, **stay))
    say("dirt letter-form", json.dumps(whole, sort_keys=True))
    say("refused letter-partial",
        canonical({"head": whole["head"], "sig": whole["sig"]}))
    say("dirt letter-form", canonical(dict(whole, extra=1)))
    say("dirt letter-form", "{" * 100)
    say("dirt letter-form", "")
    say("refused letter-chain", one(ASK, head={"prev": "b" * 64}, **stay))
    say("waits", one(ASK, head={"seq": CITY.seq + 5}, **stay))
    say("halts halt", one(HALT, head={"seq": CITY.seq + 5}, **stay))
    # the sender's own doing: the volume goes on
    say("refused letter-digest", one(ASK, hash="c" * 64))
    say("refused letter-digest", one(ASK, room=2048))
    say("refused letter-digest", one(ASK, room=4096))
    say("refused letter-closed", one(ASK, seal=THIRD.seal))
    say("refused letter-kind", one(dict(ASK, kind="praise")))
    say("refused letter-body", one(dict(ASK, urgent=True)))
    say("refused letter-body", one(dict(ASK, digest="short")))
    say("refused letter-body", one(dict(HALT, reason="r" * 2001)))
    say("refused letter-text", one(ASK, text=json.dumps(dict(
        ASK, salt="00" * 16), sort_keys=True)))
    say("refused letter-text", one(ASK, text="not a document"))
    say("taken concur-ask", one(ASK))
    # the next volume, then two letters in one place
    CITY.vol, CITY.seq = 2, 0
    say("taken halt", one(HALT))
    say("forked letter-fork", one(ASK, head={
        "seq": 1, "prev": HASH}, **stay))
    say("refused letter-ended", one(ASK))


def read():
    count, prev = 0, None
    for line in sys.stdin:
        whole = json.loads(line)
        head = whole["head"]
        assert line == canonical(whole) + "\n"
        text = canonical(head)
        assert sshsig_fits(CITY, "crier-letter", text, whole["sig"])
        assert head["seq"] == count + 1 and head.get("prev") == prev
        assert head["box"] == sha(canonical(
            {"box": whole["box"], "keys": whole["keys"]}))
        assert sorted(whole["keys"]) == sorted(
            head["to"] + ["city", "+spare"])
        key = sodium.crypto_box_seal_open(
            base64.b64decode(whole["keys"]["county"]), COUNTY.seal,
            COUNTY.unseal)
        box = base64.b64decode(whole["box"])
        plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box[24:], None, box[:24], key)
        assert len(plain) in ROOMS
        body = plain.rstrip(b"\0").decode()
        assert sha(body) == head["body"]
        assert json.loads(body)["kind"] == "concur-ask"
        assert len(json.loads(body)["salt"]) == 32
        count, prev = count + 1, sha(text)
    print(count)


if __name__ == "__main__":
    if sys.argv[1:] == ["read"]:
        read()
    elif sys.argv[1:] in (["make"], ["drill"]):
        make("crier-drill" if sys.argv[1] == "drill" else "crier-letter")
    else:
        sys.exit(__doc__)
