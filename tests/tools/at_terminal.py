#!/usr/bin/env python3
"""at_terminal.py [--columns N] [--when TEXT] [--limit S] COMMAND…

Runs a command with a terminal of its own as standard error (and input), its
standard output as it is. With --when, types Ctrl-C as soon as the text has
been shown. What the terminal was shown goes to standard error, in the end; the
exit status is the command's, 128 and the signal where one ended it.
"""
import argparse, fcntl, os, pty, select, signal, struct, sys, termios, time

p = argparse.ArgumentParser()
p.add_argument("--columns", type=int, default=80)
p.add_argument("--when")
p.add_argument("--limit", type=float, default=30)
p.add_argument("--all", action="store_true", help="standard output too")
p.add_argument("command", nargs=argparse.REMAINDER)
a = p.parse_args()

out = os.dup(1)
pid, fd = pty.fork()
if pid == 0:
    if not a.all:
        os.dup2(out, 1)
    os.environ["TERM"] = "xterm"
    os.execvp(a.command[0], a.command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, a.columns, 0, 0))
seen, end, typed = b"", time.monotonic() + a.limit, a.when is None
while True:
    left = end - time.monotonic()
    if left <= 0:
        os.kill(pid, signal.SIGKILL)
        sys.stderr.write("at_terminal: too long\n")
        break
    if not select.select([fd], [], [], left)[0]:
        continue
    try:
        got = os.read(fd, 65536)
    except OSError:
        break
    if not got:
        break
    seen += got
    if not typed and a.when.encode() in seen:
        typed = True
        os.write(fd, b"\x03")
status = os.waitpid(pid, 0)[1]
sys.stderr.buffer.write(seen)
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status)
         else os.WEXITSTATUS(status))
