"""What a log line leaves out."""

import logging

import pytest
from django.conf import settings

from gutcheck.logs import WithoutTokens

TOKEN = "kX3_-9" * 7


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
