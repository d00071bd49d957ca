#!/usr/bin/env python3
"""Measures how long services take from the start of the process to the first 200 of a path, in milliseconds.

    startup.py --port 8080 --path /q/health/ready --starts 10 --log FILE -- COMMAND… [-- COMMAND…]

The commands take turns, so that a disturbance hits all of them. Prints a line for each: median, minimum, maximum.
"""
import argparse
import signal
import socket
import statistics
import subprocess
import sys
import time

HOST = "127.0.0.1"
# Asked more often, the asking takes a core from what is measured.
POLL_SECONDS = 0.004
START_SECONDS = 60
ANSWER_SECONDS = 5
STOP_SECONDS = 20


def answers(port, path):
    """Whether the path answers 200 now. A raw socket, since starting or parsing anything would be in the measurement."""
    try:
        with socket.create_connection((HOST, port), timeout=ANSWER_SECONDS) as connection:
            # To a port where nobody listens, Linux may connect a socket with itself.
            if connection.getsockname() == connection.getpeername():
                return False
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            status = b""
            while len(status) < len("HTTP/1.1 200") and (more := connection.recv(4096)):
                status += more
            return status[9:12] == b"200"
    except OSError:
        return False


def start(command, port, path, log):
    """Milliseconds to the first 200; the process is gone afterwards."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        while not answers(port, path):
            if process.poll() is not None:
                sys.exit(f"{command[0]} ended with {process.returncode} before it was ready.")
            if time.monotonic() - started > START_SECONDS:
                sys.exit(f"{command[0]} was not ready within {START_SECONDS} s.")
            time.sleep(POLL_SECONDS)
        return (time.monotonic() - started) * 1000
    finally:
        stop(process)


def stop(process):
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def split(arguments):
    """The arguments before the first "--", then each command."""
    parts = [[]]
    for argument in arguments:
        if argument == "--":
            parts.append([])
        else:
            parts[-1].append(argument)
    return parts[0], [part for part in parts[1:] if part]


def main():
    own, commands = split(sys.argv[1:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/q/health/ready")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--log", required=True, help="where the output of the services goes")
    args = parser.parse_args(own)
    if not commands or args.starts < 1:
        parser.error("a command after -- and at least one start are needed")
    # So that a process is stopped, however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    times = [[] for _ in commands]
    with open(args.log, "ab") as log:
        if answers(args.port, args.path):
            sys.exit(f"Port {args.port} is taken.")
        for _ in range(args.starts):
            for command, taken in zip(commands, times):
                taken.append(start(command, args.port, args.path, log))
    for taken in times:
        print(f"{statistics.median(taken):.0f} {min(taken):.0f} {max(taken):.0f}")


if __name__ == "__main__":
    main()
