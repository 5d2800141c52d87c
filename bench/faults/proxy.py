"""nginx as docs/recipes has it, before a server of the bench."""

import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from install import ROOT, free_port

RECIPES = ROOT / "docs" / "recipes"
PATIENCE = 5.0  # [s]
MAIN = """
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/gutcheck.conf;
}}
"""
UNCHECKED = ssl.create_default_context()
UNCHECKED.check_hostname = False
UNCHECKED.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True)
class Door:
    """Where requests go. proxy: the process of nginx, whose workers keep what they take in; None without one."""

    port: int
    is_tls: bool
    proxy: int | None

    def open(self) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        return UNCHECKED.wrap_socket(plain) if self.is_tls else plain


def as_tried(recipe: str, folder: Path, upstream: int, plain: int, tls: int) -> str:
    """The recipe with the names of this machine in the place of an install's."""
    told = (
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{upstream}"),
        (r"listen (\[::\]:)?80;", rf"listen \g<1>{plain};"),
        (r"listen (\[::\]:)?443", rf"listen \g<1>{tls}"),
        (r"/etc/letsencrypt/live/diary\.example\.org", str(folder)),
        (r"/var/log/nginx", str(folder)),
        (r"/etc/nginx/gutcheck-proxy\.conf", str(RECIPES / "nginx-proxy.conf")),
    )
    for pattern, text in told:
        recipe, count = re.subn(pattern, text, recipe)
        if not count:
            raise RuntimeError(f"the recipe has no {pattern}")
    return recipe


@contextmanager
def nginx(folder: Path, upstream: int, recipe: str = "nginx.conf") -> Iterator[Door]:
    """Running before the server on this port. SystemExit where there is no nginx."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None or shutil.which("openssl") is None:
        sys.exit("nginx and openssl are needed: apt-get install nginx-light openssl")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    tls = free_port()
    (folder / "gutcheck.conf").write_text(as_tried((RECIPES / recipe).read_text(), folder, upstream, free_port(), tls))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    folder.chmod(0o755)  # its workers are another user's, where root starts it
    command = [program, "-p", folder, "-c", folder / "nginx.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command)
    door = Door(tls, True, running.pid)
    try:
        wait_for(door)
        yield door
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(20)


def wait_for(door: Door) -> None:
    for _ in range(200):
        with suppress(OSError):
            door.open().close()
            return
        time.sleep(0.05)
    sys.exit("nginx does not answer.")
