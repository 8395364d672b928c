"""Runs a command on a pseudo-terminal: run-on-pty.py COLUMNS ROWS COMMAND...

Lines of stdin are what happens, as JSON: {"write": text}, {"resize": [columns, rows]}, {"signal": number}.
What the command prints goes to stdout as it is. Exits as the command does, with 128 + n for signal n; the
end of stdin kills the command.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def obey(terminal, child, order):
    if "write" in order:
        os.write(terminal, order["write"].encode())
    if "resize" in order:
        resize(terminal, *order["resize"])
    if "signal" in order:
        os.kill(child, order["signal"])


def relay(terminal, child):
    pending = b""
    watched = [terminal, 0]
    while True:
        ready, _, _ = select.select(watched, [], [])
        if terminal in ready:
            try:
                output = os.read(terminal, 65536)
            except OSError:
                return
            if not output:
                return
            while output:
                output = output[os.write(1, output) :]
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                os.kill(child, signal.SIGKILL)
                watched = [terminal]
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                obey(terminal, child, json.loads(line))


def main():
    columns, rows, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        # The size is set before the command can ask for it.
        resize(0, int(columns), int(rows))
        os.execvp(command[0], command)
    relay(terminal, child)
    _, status = os.waitpid(child, 0)
    sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


main()
