"""Guess at every door of a real server and count what gets through: python bench/faults/guessing.py [--workers 4].

A server with its own data folder on the loopback, many threads that guess at once, each guess with another made-up
X-Forwarded-For. A guess got through where the server looked at it: its answer is "wrong", not "too many". Afterwards
the right password is tried: while an account is shut, it opens nothing. It takes about a minute and ends by itself.
"""

import argparse
import http.cookiejar
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EMAIL, PASSWORD = "ada@example.org", "a sentence works well"
GUESSES, AT_ONCE, PATIENCE = 45, 15, 60  # [1] a door, [1] threads, [s]
TOO_MANY = re.compile(r"Too many failed|429\.")
PREPARE = """
from accounts.models import User
User.objects.create_superuser("{email}", "{password}")
User.objects.create_superuser("root@example.org", "{password}")
from allauth.mfa.totp.internal.auth import TOTP
TOTP.activate(User.objects.create_user("codes@example.org", "{password}"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
"""
FORGET = "from django.core.cache import cache; cache.clear()"


class Browser:
    """Cookies, the token of forms, and a new made-up address with every request."""

    def __init__(self, site: str) -> None:
        self.site, self.count = site, 0
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.site + path))

    def post(self, path: str, **fields: str) -> str:
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrf"), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._open(urllib.request.Request(self.site + path, body))

    def _open(self, request: urllib.request.Request) -> str:
        self.count += 1
        request.add_header("X-Forwarded-For", f"203.0.{self.count % 250}.{id(self) % 250}")
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code}. {error.read().decode()}"


@contextmanager
def server(workers: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """A server of its own with fresh accounts: its address, and what makes it forget all guesses."""
    with tempfile.TemporaryDirectory(prefix="gutcheck-guessing-") as folder:
        env = os.environ | {"GUTCHECK_DATA": folder, "GUTCHECK_PLAIN_STATIC": "1"}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity", "0"], env=env, check=True, cwd=ROOT)
        prepare = PREPARE.format(email=EMAIL, password=PASSWORD)
        subprocess.run([*manage, "shell", "--verbosity", "0", "-c", prepare], env=env, check=True, cwd=ROOT)

        def forget() -> None:
            subprocess.run([*manage, "shell", "--verbosity", "0", "-c", FORGET], env=env, check=True)

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "gutcheck.wsgi", "-k", "gthread", "-w", str(workers)]
        command += ["--threads", "4", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
        running = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site, running)
            yield site, forget
        finally:
            running.terminate()
            running.wait(30)


def wait_for(site: str, running: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 5):
        if running.poll() is not None:
            raise SystemExit(f"The server did not start: it ended with {running.returncode}.")
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer within a minute.")


def sign_in(site: str, email: str, password: str) -> Browser:
    browser = Browser(site)
    browser.get("/accounts/login/")
    browser.post("/accounts/login/", login=email, password=password)
    return browser


def is_in(browser: Browser) -> bool:
    return "Sign out" in browser.get("/accounts/preferences/")


def guess_password(site: str) -> Callable[[int], str]:
    def guess(n: int) -> str:
        browser = Browser(site)
        browser.get("/accounts/login/")
        return browser.post("/accounts/login/", login=EMAIL, password=f"wrong password {n}")

    return guess


def guess_admin(site: str) -> Callable[[int], str]:
    def guess(n: int) -> str:
        browser = Browser(site)
        browser.get("/admin/login/?next=/admin/")  # leads to the one sign-in
        browser.post("/admin/login/?next=/admin/", username="root@example.org", password=f"wrong {n}")
        return browser.post("/accounts/login/", login="root@example.org", password=f"wrong password {n}")

    return guess


def guess_code(site: str) -> Callable[[int], str]:
    """Knows the password, guesses codes of the app, each browser anew."""
    browsers = [sign_in(site, "codes@example.org", PASSWORD) for _ in range(AT_ONCE)]

    def guess(n: int) -> str:
        return browsers[n % AT_ONCE].post("/accounts/2fa/authenticate/", code=f"{n:06d}")

    return guess


def guess_token(path: str) -> Callable[[str], Callable[[int], str]]:
    def at(site: str) -> Callable[[int], str]:
        return lambda n: Browser(site).get(path.format(f"guess{n}"))

    return at


DOORS = {
    "sign-in": (guess_password, 5),
    "admin": (guess_admin, 5),
    "second factor": (guess_code, 5),
    "shared link": (guess_token("/shared/{}/"), 10),
    "weekly mail": (guess_token("/accounts/weekly-mail/stop/{}/"), 10),
    "reset key": (guess_token("/accounts/password/reset/key/1-{}/"), 10),
}


def through(site: str, door: Callable[[str], Callable[[int], str]]) -> int:
    """How many of GUESSES the server looked at, guessed AT_ONCE at a time."""
    guess = door(site)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(1 for answer in pool.map(guess, range(GUESSES)) if not TOO_MANY.search(answer))


def seconds_to_answer(site: str, times: int = 4) -> tuple[float, float]:
    """Median time of a wrong sign-in [s] for a known and an unknown address, taking turns. Few: they are limited."""
    taken: dict[str, list[float]] = {EMAIL: [], "nobody@example.org": []}
    browser = Browser(site)
    browser.get("/accounts/login/")
    for _ in range(times):
        for email, times_taken in taken.items():
            start = time.perf_counter()
            browser.post("/accounts/login/", login=email, password="wrong password")
            times_taken.append(time.perf_counter() - start)
    known, unknown = (statistics.median(seconds) for seconds in taken.values())
    return known, unknown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=4)
    workers = parser.parse_args().workers
    is_tight = True
    with server(workers) as (site, forget):
        for name, (door, allowed) in DOORS.items():
            passed = through(site, door)
            opens = is_in(sign_in(site, EMAIL, PASSWORD)) if name == "sign-in" else None
            is_tight &= passed <= allowed and not opens
            said = "" if opens is None else f"; the right password {'OPENS IT' if opens else 'waits'}"
            print(f"{name:14} {passed:3} of {GUESSES} got through, at most {allowed} may{said}", flush=True)
            forget()  # the limit by address is shared by some doors
        known, unknown = seconds_to_answer(site)
    print(
        f"a wrong sign-in takes {known * 1000:.0f} ms for a known address, {unknown * 1000:.0f} ms for an unknown one"
    )
    return 0 if is_tight else 1


if __name__ == "__main__":
    sys.exit(main())
