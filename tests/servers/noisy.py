#!/usr/bin/python3
"""noisy.py PORT WORD: on this port of 127.0.0.1 says nothing (silence), what is
no ssh (garbage), or that it is ssh and then what is not (half)."""
import os
import socket
import sys

port, word = int(sys.argv[1]), sys.argv[2]
listener = socket.create_server(("127.0.0.1", port))
kept = []
while True:
    peer, _ = listener.accept()
    try:
        if word == "garbage":
            peer.sendall(os.urandom(5000) + b"\r\n")
            peer.close()
        elif word == "half":
            peer.sendall(b"SSH-2.0-OpenSSH_9.2\r\n" + os.urandom(5000))
            kept.append(peer)
        else:
            kept.append(peer)
    except OSError:
        peer.close()
