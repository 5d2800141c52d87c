"""Do slow and oversized clients keep others out? python bench/faults/slow.py [--seconds N] [--without-proxy]

nginx with docs/recipes/nginx.conf as it is (names, ports, files apart) before gunicorn as it ships. From one address:
200 connections that send a header a byte at a time, then 50 that send a body so, each time with somebody else who opens
pages; then an upload of 300 MB, with its length told and without. Ends with 1 where less than 99 % of the pages came
within a second, or the upload was not refused within one. `--without-proxy` shows that the test can fail.
"""

import argparse
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from install import Install
from loggers import people_in, share
from proxy import PATIENCE, Door, nginx

HALF_OPEN, SLOW_BODIES, UPLOAD = 200, 50, 300_000_000
BETWEEN_BYTES, BETWEEN_PAGES = 1.0, 0.25  # [s]


@contextmanager
def trickling(door: Door, count: int, beginning: bytes) -> Iterator[None]:
    """So many connections that send this, then a byte each second; who is sent away comes again."""
    over = threading.Event()
    held: list[socket.socket] = []

    def send(connection: socket.socket) -> bool:
        connection.settimeout(0.2)
        with suppress(OSError):
            connection.send(b"a")
            return True
        connection.close()
        return False

    def keep_on() -> None:
        while not over.is_set():
            held[:] = [connection for connection in held if send(connection)]
            for _ in range(count - len(held)):
                with suppress(OSError):
                    connection = door.open()
                    connection.send(beginning)
                    held.append(connection)
            over.wait(BETWEEN_BYTES)
        for connection in held:
            connection.close()

    thread = threading.Thread(target=keep_on)
    thread.start()
    end = time.monotonic() + PATIENCE * 4
    while len(held) < count and time.monotonic() < end:
        time.sleep(0.05)
    try:
        yield
    finally:
        over.set()
        thread.join()


def page(door: Door, path: str = "/accounts/login/") -> float | None:
    """[s] until it was there; None where it did not come."""
    began = time.monotonic()
    with suppress(OSError), door.open() as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        if answer.startswith(b"HTTP/1.1 200"):
            return time.monotonic() - began
    return None


def pages(door: Door, seconds: float) -> list[float | None]:
    end, found = time.monotonic() + seconds, []
    while time.monotonic() < end:
        found.append(page(door))
        time.sleep(BETWEEN_PAGES)
    return found


def in_time(name: str, found: list[float | None]) -> bool:
    came = [one for one in found if one is not None]
    quick = sum(one < 1 for one in came)
    print(
        f"{name}: {quick} of {len(found)} pages within a second, {len(found) - len(came)} never;"
        f" median {share(came, 0.5) * 1000:.0f} ms, most {max(came, default=0) * 1000:.0f} ms",
        flush=True,
    )
    return quick >= 0.99 * len(found)


def upload(door: Door, path: str, *, tells_length: bool, length: int = UPLOAD) -> tuple[str, float, int]:
    """The answer's first line, after how long [s], and the most that lay on the disk meanwhile [bytes]."""
    how = f"Content-Length: {length}" if tells_length else "Transfer-Encoding: chunked"
    piece = b"x" * 65536
    sent = b"%x\r\n%b\r\n" % (len(piece), piece) if not tells_length else piece
    most, began = 0, time.monotonic()
    with door.open() as connection:
        connection.settimeout(30)
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n{how}\r\n\r\n"
        connection.sendall(head.encode())
        if tells_length:  # the answer is there before the body is asked for
            connection.settimeout(2)
            with suppress(TimeoutError):
                return connection.recv(200).split(b"\r\n")[0].decode(), time.monotonic() - began, size(door)
            connection.settimeout(30)
        with suppress(OSError):
            for _ in range(length // len(piece)):
                connection.sendall(sent)
                most = max(most, size(door))
        with suppress(OSError):
            return connection.recv(200).split(b"\r\n")[0].decode(), time.monotonic() - began, most
    return "closed without an answer", time.monotonic() - began, most


def size(door: Door) -> int:
    """[bytes] of files that nginx writes bodies to: it has them open, and no name leads to them any more."""
    if door.proxy is None:
        return 0
    found = 0
    children = Path(f"/proc/{door.proxy}/task/{door.proxy}/children").read_text().split()
    for file in (file for pid in children for file in Path(f"/proc/{pid}/fd").iterdir()):
        with suppress(OSError):
            found += file.stat().st_size if "/bodies/" in str(file.readlink()) else 0
    return found


def trial(door: Door, seconds: float, half_open: int = HALF_OPEN, slow_bodies: int = SLOW_BODIES) -> bool:
    for _ in range(16):
        page(door)  # every worker has begun
    is_good = in_time("nobody else", pages(door, seconds))
    with trickling(door, half_open, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "):
        is_good &= in_time(f"{half_open} half-open headers", pages(door, seconds))
    body = b"POST /entries/add/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
    with trickling(door, slow_bodies, body):
        is_good &= in_time(f"{slow_bodies} slow bodies", pages(door, seconds))
    for path in ("/entries/add/", "/my-data/read/"):
        for tells_length in (True, False):
            said, took, most = upload(door, path, tells_length=tells_length)
            told = "its length told" if tells_length else "in pieces"
            print(f"300 MB to {path}, {told}: {said} after {took:.2f} s, {most / 1e6:.0f} MB on the disk", flush=True)
            is_good &= "413" in said or (not tells_length and "closed" in said)
            is_good &= took < 1 or not tells_length
    length = 48_000_000 // 65536 * 65536
    said, took, most = upload(door, "/my-data/read/", tells_length=True, length=length)
    print(f"48 MB to /my-data/read/: {said} after {took:.2f} s, {most / 1e6:.0f} MB on the disk")
    return is_good and "413" not in said and "HTTP" in said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15, help="of each part")
    parser.add_argument("--without-proxy", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-slow-") as temporary:
        data, folder = Path(temporary) / "data", Path(temporary) / "nginx"
        data.mkdir()
        folder.mkdir()
        Path(temporary).chmod(0o755)
        behind = {} if options.without_proxy else {"GUTCHECK_BEHIND_PROXY": "1", "GUTCHECK_TRUSTED_PROXY_COUNT": "1"}
        install = Install(data, behind)
        people_in(install, 1)
        install.start()
        try:
            if options.without_proxy:
                is_good = trial(Door(install.port, False, None), options.seconds)
            else:
                with nginx(folder, install.port) as door:
                    is_good = trial(door, options.seconds)
        finally:
            install.stop(signal.SIGKILL)
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
