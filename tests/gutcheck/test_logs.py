"""What a log line leaves out."""

import json
import logging

import pytest
from django.conf import settings

from gutcheck.logs import REQUEST_ID, JsonLines, Lines, WithoutTokens, request_id

TOKEN = "kX3_-9" * 7


@pytest.fixture(autouse=True)
def _no_request() -> None:
    """Another test's request is not this one's."""
    request_id.set("")


def line(text: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, text, args, None)
    assert WithoutTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "address",
    ["/shared/{}/", "/shared/{}/why/ZN/", "/readings/join/{}/", "/weekly-mail/stop/{}/", "/x?invitation={}"],
)
def test_a_token_is_left_out_and_the_rest_stays(address):
    told = line("%s: %s", "Not Found", address.format(TOKEN))
    assert told == "Not Found: " + address.format("…")


def test_other_lines_stay_as_they_are():
    assert line("%s: %s", "Not Found", "/week/2026-W46/why/NOPE/") == "Not Found: /week/2026-W46/why/NOPE/"
    assert line("100 %") == "100 %"


def test_every_handler_has_the_filter():
    for handler in settings.LOGGING["handlers"].values():
        assert "tokens" in handler["filters"]


def formatted(formatter: logging.Formatter, text: str, *args: object, error: Exception | None = None) -> str:
    trace = (type(error), error, None) if error else None
    return formatter.format(logging.LogRecord("django.request", logging.ERROR, "", 0, text, args, trace))


HOSTILE = [
    "/x\r\n2026-11-22 03:00:00 ERROR root you were hacked",
    "/x\u2028line\u2029line\x85line\x0bline\x0cline",
    "\x1b[2J\x1b[31mred\x07\x00",
    "\u202egnp.exe",
    "plain ü é 東京 🥚",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nobody_writes_lines_of_their_own(text: str) -> None:
    for formatter in (Lines(), JsonLines()):
        told = formatted(formatter, "Not Found: %s", text)
        assert len(told.splitlines()) == 1
        assert told.isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_nor_by_what_an_error_says(text: str) -> None:
    told = formatted(Lines(), "Failed", error=ValueError(text))
    first, *rest = told.split("\n")
    assert first.endswith("ERROR django.request Failed")
    assert rest
    assert all(line.startswith("    | ") and line.isprintable() for line in rest)
    assert len(formatted(JsonLines(), "Failed", error=ValueError(text)).splitlines()) == 1


def test_nobody_is_named_and_no_query_told() -> None:
    error = ValueError("Key (email)=(ada.o'hara@example.org) already exists. /foods/?q=pills")
    for formatter in (Lines(), JsonLines()):
        told = formatted(formatter, "%s for %s", "/day/?q=antidepressants&x=1", "<bob@example.org>", error=error)
        for word in ("example.org", "pills", "antidepressants", "bob", "ada"):
            assert word not in told
    assert "/day/?… for <…@…>" in formatted(Lines(), "%s for %s", "/day/?q=antidepressants&x=1", "<bob@example.org>")


def test_a_line_of_json_can_be_read_by_a_program() -> None:
    record = logging.LogRecord("gutcheck.requests", logging.INFO, "", 0, "answered", (), None)
    record.facts = {"route": "day", "status": 200}
    told = json.loads(JsonLines().format(record))
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "INFO", "logger": "gutcheck.requests", "message": "answered", "route": "day", "status": 200,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "proxy", "is_kept"),
    [
        ("abc-123.Z_9", True, True),
        ("abc-123.Z_9", False, False),
        ("x" * 65, True, False),
        ("a b", True, False),
        ('a"}', True, False),
        ("", True, False),
    ],
)
def test_a_request_has_an_id_and_only_a_proxy_may_name_it(settings, client, told, proxy, is_kept):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    answer = client.get("/healthz", headers={"X-Request-ID": told})
    assert (answer.headers["X-Request-ID"] == told) is is_kept
    assert REQUEST_ID.fullmatch(answer.headers["X-Request-ID"])


@pytest.mark.django_db
def test_each_request_leaves_a_line_that_tells_nothing_of_a_person(settings, caplog, ada_client):
    settings.LOG = "json"
    caplog.set_level(logging.INFO, "gutcheck.requests")
    answer = ada_client.get("/day/2026-11-19/?q=secret")
    [record] = [record for record in caplog.records if record.name == "gutcheck.requests"]
    facts = record.facts
    assert facts.pop("ms") > 0
    assert facts == {"method": "GET", "route": "day", "status": 200}
    assert answer.headers["X-Request-ID"]
