#!/usr/bin/env python3
"""faulty.py DIR NAME:KIND:FROM:TO…

Passes connections from port FROM to port TO of 127.0.0.1. A file DIR/NAME with
a word in it is a fault for the next request that publishes, once: it is then
called DIR/NAME.met. KIND says which request that is: http:METHOD:WORD one of
this method with this word in it, mail the end of a letter, and ssh, of which
nothing can be read, the bytes that come after so many as the file's second
word says.

refused   connections end and none is taken for three seconds
before    the request does not arrive, the connection is reset
late      the same, but it arrives a second after
after     it arrives, and the connection is reset instead of the answer
half      half of the answer comes, then the connection ends
drip      the answer comes byte by byte
stalled   it arrives, and no answer comes
silent    it does not arrive, and no answer comes
page      it does not arrive; a page of somebody else's comes
"""
import asyncio
import os
import socket
import struct
import sys

PAGE = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
        b"Content-Length: 21\r\n\r\n<title>Login</title>\r\n")


class Way:
    """One port, and the connections that came by it."""

    def __init__(self, folder, row):
        self.name, *kind, self.near, self.far = row.split(":")
        self.kind, self.words = kind[0], [w.encode() for w in kind[1:]]
        self.file = os.path.join(folder, self.name)
        self.open = set()
        self.server = None

    def fault(self):
        try:
            with open(self.file) as f:
                return f.read().split()
        except OSError:
            return []

    def met(self):
        os.rename(self.file, self.file + ".met")

    async def listen(self):
        self.server = await asyncio.start_server(
            self.take, "127.0.0.1", int(self.near))

    async def watch(self):
        """Refusing begins before any request does."""
        while True:
            await asyncio.sleep(0.02)
            if self.fault()[:1] != ["refused"]:
                continue
            self.server.close()
            for writer in list(self.open):
                reset(writer)
            self.met()
            await asyncio.sleep(3)
            await self.listen()

    async def take(self, reader, writer):
        try:
            far = await asyncio.open_connection("127.0.0.1", int(self.far))
        except OSError:
            reset(writer)
            return
        self.open.add(writer)
        link = Link(self, reader, writer, *far)
        await asyncio.gather(link.there(), link.back(),
                             return_exceptions=True)
        self.open.discard(writer)
        reset(writer)
        far[1].close()


def reset(writer):
    try:
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except (AttributeError, OSError):
        pass
    writer.transport.abort()


class Link:
    def __init__(self, way, reader, writer, far_reader, far_writer):
        self.way, self.reader, self.writer = way, reader, writer
        self.far_reader, self.far_writer = far_reader, far_writer
        self.answer = "pass"
        self.sent = 0

    async def there(self):
        units = {"http": self.requests, "mail": self.letters,
                 "ssh": self.bytes}[self.way.kind]
        async for unit, publishes in units():
            fault = self.way.fault() if publishes else []
            if fault and (len(fault) < 2 or self.sent > int(fault[1])):
                self.way.met()
                await self.strike(fault[0], unit)
            else:
                self.far_writer.write(unit)
                await self.far_writer.drain()
        self.far_writer.close()

    async def strike(self, fault, unit):
        if fault in ("after", "half", "drip", "stalled"):
            self.answer = fault
            self.far_writer.write(unit)
            return
        if fault == "silent":
            self.answer = "stalled"
            await self.reader.read()
        if fault == "page":
            self.writer.write(PAGE)
            await self.writer.drain()
            self.writer.close()
        if fault in ("before", "late"):
            reset(self.writer)
        if fault == "late":
            await asyncio.sleep(1)
            self.answer = "stalled"
            self.far_writer.write(unit)
            await asyncio.sleep(2)
        self.far_writer.close()

    async def back(self):
        while data := await self.far_reader.read(65536):
            if self.answer == "after":
                reset(self.writer)
                return
            if self.answer == "half":
                self.writer.write(data[:len(data) // 2])
                await self.writer.drain()
                self.writer.close()
                return
            if self.answer == "drip":
                for i in range(len(data)):
                    self.writer.write(data[i:i + 1])
                    await self.writer.drain()
                    await asyncio.sleep(0.003)
            elif self.answer == "pass":
                self.writer.write(data)
                await self.writer.drain()
        if self.answer == "pass":
            self.writer.close()

    async def requests(self):
        method, word = self.way.words
        while True:
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = 0
            for line in head.split(b"\r\n"):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            whole = head + await self.reader.readexactly(length)
            yield whole, whole.startswith(method + b" ") and word in whole

    async def letters(self):
        """The dot that ends a letter is a unit of its own."""
        tail = b""
        while data := await self.reader.read(65536):
            tail = (tail + data)[-5:]
            if tail != b"\r\n.\r\n" or not data.endswith(b".\r\n"):
                yield data, False
                continue
            if data[:-3]:
                yield data[:-3], False
            yield data[-3:], True

    async def bytes(self):
        while data := await self.reader.read(1024):
            self.sent += len(data)
            yield data, True


async def main():
    ways = [Way(sys.argv[1], row) for row in sys.argv[2:]]
    for way in ways:
        await way.listen()
    await asyncio.gather(*(way.watch() for way in ways))


asyncio.run(main())
