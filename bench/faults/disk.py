"""Fill the disk under a running server: nothing acknowledged is lost, pages are read, and it heals without a restart.

    sudo .venv/bin/python bench/faults/disk.py [MB]        a tmpfs of 96 MB unless told; needs root for the mount

On a small disk of its own: an install with one person, gunicorn with two workers. Sentences are logged until one is
refused; then pages are read, somebody signs in, workers are killed with SIGKILL and pages are read again; room is made,
the refused form is sent once more, twice. At the end every acknowledged sentence is there once.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PORT = 9071
SITE = f"http://127.0.0.1:{PORT}"
EMAIL, PASSWORD = "demo@example.org", "porridge with oat milk"
DAY = "/day/2026-11-19/"
PREPARED = f"""
from accounts.models import User
from gutcheck.safekeeping import disk
User.objects.create_user({EMAIL!r}, {PASSWORD!r})
disk.LOW = disk.LOW_SHARE = 0  # a disk this small is always nearly full
disk.lay_ballast()
"""


class Answer(NamedTuple):
    status: int
    page: str


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]  # whatever it is given
        return None


class Browser:
    def __init__(self) -> None:
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), NoRedirect())

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        data = urlencode(fields).encode() if fields is not None else None
        request = Request(f"{SITE}{path}", data, {"Accept": "text/html", "Referer": SITE})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.read().decode())
        except HTTPError as error:
            return Answer(error.code, error.read().decode(errors="replace"))

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path).page)
        return found[1] if found else ""

    def sign_in(self) -> int:
        fields = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": self.token("/accounts/login/")}
        return self.ask("/accounts/login/", fields).status


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"GUTCHECK_DATA": str(folder), "GUTCHECK_PLAIN_STATIC": "1"}


def manage(folder: Path, *arguments: str) -> None:
    subprocess.run([BIN / "python", "manage.py", *arguments], cwd=ROOT, env=environment(folder), check=True)


def server(folder: Path) -> subprocess.Popen[bytes]:
    command = [BIN / "gunicorn", "gutcheck.wsgi", "-k", "gthread", "-w", "2", "-b", f"127.0.0.1:{PORT}"]
    run = subprocess.Popen([*command, "--log-level", "critical"], cwd=ROOT, env=environment(folder))
    for _ in range(200):
        try:
            if Browser().ask("/healthz").status == 200:
                return run
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not start")


def sentence(browser: Browser, token: str, words: str) -> dict[str, str]:
    return {"key": str(uuid4()), "text": words, "meal": "lunch", "add": "keep", "csrfmiddlewaretoken": token}


def fill(folder: Path) -> Path:
    """What others put on the disk, until nothing more fits."""
    filler = folder / "somebody-elses.bin"
    with filler.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def workers_of(run: subprocess.Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def trial(folder: Path) -> Counter[str]:
    said: Counter[str] = Counter()
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "shell", "-c", PREPARED)
    run = server(folder)
    try:
        browser = Browser()
        browser.sign_in()
        token, acknowledged, refused = browser.token(DAY), [], {}
        for number in range(20):
            words = f"soup {number}"
            said["kept before"] += browser.ask(f"{DAY}add/", sentence(browser, token, words)).status == 303
            acknowledged.append(words)
        filler = fill(folder)
        for number in range(20):
            form = sentence(browser, token, f"late soup {number} " + "and more " * 200)
            answer = browser.ask(f"{DAY}add/", form)
            said[f"while full: {answer.status}"] += 1
            if answer.status == 303:
                acknowledged.append(form["text"])
            else:
                refused = form
                said["its words on the page"] += f"late soup {number}" in answer.page
        said["pages read while full"] += sum(browser.ask(DAY).status == 200 for _ in range(20))
        said["signed in while full"] += Browser().sign_in() == 302
        for pid in workers_of(run):
            os.kill(pid, signal.SIGKILL)
        time.sleep(6)
        said["pages read after workers were killed"] += sum(browser.ask(DAY).status == 200 for _ in range(20))
        filler.unlink()
        said["the refused form, sent twice"] += sum(browser.ask(f"{DAY}add/", refused).status == 303 for _ in range(2))
        acknowledged.append(refused["text"])
        for number in range(20):
            words = f"later soup {number}"
            said["kept after"] += browser.ask(f"{DAY}add/", sentence(browser, token, words)).status == 303
            acknowledged.append(words)
    finally:
        run.terminate()
        run.wait()
    with closing(sqlite3.connect(folder / "gutcheck.sqlite3")) as database:
        kept = Counter(
            text.strip() for (text,) in database.execute("SELECT text FROM diary_sentence WHERE text LIKE '%soup%'")
        )
        said["sound"] += database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    wanted = Counter(text.strip() for text in acknowledged)
    said["lost"] = sum((wanted - kept).values())
    said["doubled or never acknowledged"] = sum((kept - wanted).values())
    return said


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 96
    with tempfile.TemporaryDirectory(prefix="gutcheck-disk-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m,mode=700", "tmpfs", folder], check=True)
        try:
            said = trial(Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    for what, count in said.items():
        print(f"{count:4}  {what}")
    return bool(said["lost"] or said["doubled or never acknowledged"] or not said["sound"])


if __name__ == "__main__":
    sys.exit(main())
