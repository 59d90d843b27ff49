#!/usr/bin/env python3
# mute.py FROM TO WORD: passes connections from port FROM to port TO of
# 127.0.0.1, until the server says WORD: that and what follows is not passed,
# and the connection is closed. What was said before it reached the server.
import socket
import sys
import threading

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
word = sys.argv[3].encode()


def close(*ends):
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def carry(source, target, mutes):
    try:
        while data := source.recv(65536):
            if mutes and word in data:
                break
            target.sendall(data)
    except OSError:
        pass
    close(source, target)


while True:
    near, _ = listener.accept()
    far = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    threading.Thread(target=carry, args=(near, far, False), daemon=True).start()
    threading.Thread(target=carry, args=(far, near, True), daemon=True).start()
