"""The headers of every answer: pages, files, JSON, redirects, the admin, refusals and broken pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from gutcheck.safekeeping import disk
from tests.conftest import signed_in
from tests.gutcheck.store.test_away import database_away
from tests.matrix_rows import rows
from tests.matrix_world import World, address_of, body_of, undone, world

POLICY = {
    "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
    "font-src": {"'self'"}, "connect-src": {"'self'"}, "manifest-src": {"'self'"}, "worker-src": {"'self'"},
    "form-action": {"'self'"}, "base-uri": {"'none'"}, "frame-ancestors": {"'none'"}, "object-src": {"'none'"},
}  # fmt: skip
FIXED = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}  # fmt: skip
SHOWN_TO_ANYBODY = {"manifest", "service_worker", "offline", "favicon", "robots", "admin:jsi18n"}  # may be kept


def policy_of(text: str) -> dict[str, set[str]]:
    return {part.split()[0]: set(part.split()[1:]) for part in text.split(";") if part.strip()}


def lacking(headers: dict[str, str]) -> list[str]:
    """The headers that are not there, or say something else."""
    wrong = [name for name, value in FIXED.items() if headers.get(name) != value]
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        wrong.append("Referrer-Policy")
    if policy_of(headers.get("Content-Security-Policy", "")) != POLICY:
        wrong.append("Content-Security-Policy")
    return wrong


@pytest.fixture
def cast(ada: User, bob: User, shipped_tables: None) -> World:
    return world(ada, bob)


@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_every_route_s_answer(role: str, cast: World) -> None:
    client, wrong = cast.clients[role], []
    client.raise_request_exception = False
    for name in rows():
        for verb in ("get", "post"):
            with undone(client):
                answer = getattr(client, verb)(address_of(name, cast.ids))
                body_of(answer)
            missing = lacking(dict(answer.headers.items()))
            if "no-store" not in answer.headers["Cache-Control"] and name not in SHOWN_TO_ANYBODY:
                missing.append("Cache-Control")
            if missing:
                wrong.append((name, verb, answer.status_code, missing))
    assert wrong == []


# --- refusals and broken pages --------------------------------------------------------------------------------------
def test_a_refusal_has_them_too(client: Client, ada_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True)
    large = SimpleUploadedFile("a.csv", b"x" * (settings.MAX_UPLOAD + 200_000))
    answers: dict[int, HttpResponse] = {
        400: client.get("/", headers={"host": "evil.example"}),
        403: strict.post("/theme/"),
        404: client.get("/nothing/here/"),
        405: client.get("/theme/"),
        413: client.post("/theme/", {"file": large}),
    }
    monkeypatch.setattr("gutcheck.views.way_back", lambda request: 1 / 0)
    answers[500] = client.post("/theme/")
    monkeypatch.setattr(disk, "room", lambda: disk.Room(free=0, total=1))
    monkeypatch.setattr("gutcheck.store.middleware.connection", type("Sqlite", (), {"vendor": "sqlite"}))
    answers[507] = ada_client.post("/day/2026-11-18/close/", {"note": "x"})
    ada_client.raise_request_exception = False
    with database_away():
        answers[503] = ada_client.get("/day/")
    assert {answer.status_code for answer in answers.values()} == set(answers)
    assert [status for status, answer in answers.items() if lacking(dict(answer.headers.items()))] == []
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers.values())


@pytest.mark.django_db
def test_too_many_guesses_have_them_too(client: Client) -> None:
    for _guess in range(40):
        answer = client.post(reverse("account_login"), {"login": "eve@example.org", "password": "guess"})
    assert answer.status_code in {200, 429}
    assert lacking(dict(answer.headers.items())) == []


def test_signing_out_empties_the_browser_s_cache(ada: User) -> None:
    assert signed_in(ada).post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'


# --- behind https, with the settings of an install ------------------------------------------------------------------
@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What an install at diary.example.org answers before anybody has an account there."""
    root, data = Path(__file__).resolve().parent.parent, tmp_path_factory.mktemp("https")
    (data / "static").mkdir()
    (data / "static" / "gutcheck.css").write_text("body {}")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GUTCHECK", "DATABASE", "DJANGO"))
    }
    environment |= {
        "GUTCHECK_DATA": str(data), "GUTCHECK_ALLOWED_HOSTS": "diary.example.org", "GUTCHECK_PLAIN_STATIC": "1",
        "PYTHONPATH": str(root),
    }  # fmt: skip
    for program in ([str(root / "manage.py"), "migrate", "--verbosity", "0"], ["-m", "tests.over_https"]):
        done = subprocess.run(
            [sys.executable, *program], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, dict] = json.loads(done.stdout)
    for answer in found.values():
        answer["cookies"] = [value.strip() for name, value in answer["headers"] if name == "Set-Cookie"]
        answer["headers"] = {name: value for name, value in answer["headers"] if name != "Set-Cookie"}
    return found


def test_each_answer_behind_https(answers: dict[str, dict]) -> None:
    assert [(name, missing) for name, answer in answers.items() if (missing := lacking(answer["headers"]))] == []
    statuses = {name: answer["status"] for name, answer in answers.items()}
    assert statuses == {
        "page": 200, "signed out": 302, "not found": 404, "wrong verb": 405, "no token": 403, "unknown host": 400,
        "forged host in a reset": 400, "host with a port of words": 400, "forwarded host": 200, "plain http": 301,
        "plain http of another host": 301, "no slash": 301, "two slashes": 404, "file": 200, "manifest": 200,
        "worker": 200, "health": 200, "admin": 302, "raw bytes": 404,
    }  # fmt: skip


def test_strict_transport_is_asked_for_over_https(answers: dict[str, dict]) -> None:
    secure = {
        name
        for name, answer in answers.items()
        if "max-age=31536000" in answer["headers"].get("Strict-Transport-Security", "")
    }
    assert secure == set(answers) - {"plain http", "plain http of another host", "health"}


def test_cookies_belong_to_this_host_alone(answers: dict[str, dict]) -> None:
    cookies = [cookie for answer in answers.values() for cookie in answer["cookies"]]
    assert cookies
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert cookie.startswith("__Host-")
        assert parts >= {"secure", "httponly", "path=/", "samesite=lax"}
        assert not any(part.startswith("domain") for part in parts)


def test_no_answer_leads_to_a_host_that_was_only_named(answers: dict[str, dict]) -> None:
    for name, answer in answers.items():
        place = urlsplit(answer["headers"].get("Location", ""))
        assert place.netloc in {"", "diary.example.org"}, name
        assert "evil.example" not in answer["page"] or name == "two slashes", name


def test_no_answer_says_what_runs_here(answers: dict[str, dict]) -> None:
    for answer in answers.values():
        told = " ".join(f"{name}: {value}" for name, value in answer["headers"].items()).lower()
        assert not any(word in told for word in ("django", "python", "gunicorn", "x-powered-by", "server:"))
        assert "traceback" not in answer["page"].lower()
