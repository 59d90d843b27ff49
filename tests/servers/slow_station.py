#!/usr/bin/env python3
# slow_station.py DIR LOG: a station that greets and never comes to an end: to
# every request it tells, ten times a second, that so many commits of 400 are
# copied; to a question it also sends a part first. What clients say goes into
# the log, and "gone" when one hangs up.
import json
import os
import socket
import sys
import threading
import time

directory, log = sys.argv[1], open(sys.argv[2], "a", buffering=1)
path = os.path.join(directory, "sock")
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen()

PARTS = {"record.export": {"data": "Y3JpZXI="},
         "ledger.export": {"text": "half a line"}}


def work(peer, doc):
    done = 0
    try:
        part = PARTS.get(doc.get("question"))
        if part:
            peer.sendall((json.dumps({"id": doc["id"], "part": part})
                          + "\n").encode())
        while True:
            done += 1
            peer.sendall((json.dumps(
                {"id": doc["id"], "progress":
                 {"step": "copy", "done": done, "total": 400}})
                + "\n").encode())
            time.sleep(0.1)
    except OSError:
        pass


def lines(peer):
    """Of one that hangs up with an answer unread the line breaks off."""
    try:
        yield from peer.makefile()
    except ConnectionResetError:
        pass


def serve(peer):
    for line in lines(peer):
        log.write(line)
        doc = json.loads(line)
        if "hello" in doc:
            peer.sendall((json.dumps({"hello": {
                "protocol": 1, "demo": True, "lang": "en", "zone": "+08:00",
                "setup": "single", "version": "0", "station": "x",
                "officer": {"id": "zhao", "name": "z", "roles": []}}})
                + "\n").encode())
        else:
            threading.Thread(target=work, args=(peer, doc),
                             daemon=True).start()
    log.write("gone\n")


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],),
                     daemon=True).start()
