"""A part of all nasties in every field, parameter and address; `python bench/nasties.py` tries the whole."""

from datetime import date

import pytest
from django.http import HttpResponse

from accounts.models import User
from tests.nasties import KINDS, NASTIES
from tests.nasty_chance import try_by_chance
from tests.nasty_site import site_of
from tests.nasty_walk import Site, Told, Tries, Try, fault_of, walk

TODAY = date(2026, 11, 18)
TRIES, MADE_UP = 300, 100


@pytest.fixture
def site(ada: User, bob: User, shipped_tables: None) -> Site:
    site = site_of(ada, bob, TODAY)
    site.look()
    return site


def test_there_are_enough_of_every_kind() -> None:
    assert len({repr(nasty) for _kind, nasty in NASTIES}) == len(NASTIES) >= 250
    assert all(len(nasties) >= 8 for nasties in KINDS.values())


def test_nothing_breaks_nothing_runs_and_nothing_else_is_stored(site: Site) -> None:
    told = walk(site, Tries(site).sample(TRIES), Told())
    assert told.faults == []
    assert {"field", "file", "parameter", "address"} == set(told.tried)


def test_what_nobody_thought_of(site: Site) -> None:
    told = Told()
    assert try_by_chance(site, MADE_UP, told) > 100
    assert told.faults == []


def test_a_fault_is_found() -> None:
    """The walk itself: markup printed as it came, a broken page, a way to elsewhere."""

    def told(nasty: str, answer: HttpResponse) -> str:
        return fault_of(Try("ada", "field", "x", "/x/", nasty), answer, answer.content)

    script = "<script>alert(1)</script>"
    assert told("x", HttpResponse(status=500)) == "answered 500"
    assert told(script, HttpResponse(f"<p>{script}</p>")) == "printed as code"
    assert told(script, HttpResponse("<p>&lt;script&gt;</p>")) == ""
    assert told("{{7*7}}", HttpResponse("<p>49</p>")) == "worked out"
    assert told("x", HttpResponse(status=302, headers={"Location": "//evil.example/"})) == "leads to //evil.example/"
