"""Everybody's verdicts on the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.diary.test_everybody import WEEK, people

__all__ = ["people"]


def lines(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command("weekly_verdicts", *arguments, stdout=out, verbosity=0)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_for_each_person_under_their_pseudonym(people):
    found = lines(str(WEEK))
    assert [line["person"] for line in found] == [one.pseudonym for one in people]
    assert "example.org" not in json.dumps(found)
    zinc = found[0]["nutrients"]["ZN"]
    assert set(zinc) == {"verdict", "rule", "reason", "recorded", "known_share", "probability"}
    assert found[0]["week"] == str(WEEK)


def test_unknown_is_null(people):
    amounts = [line["nutrients"]["GLN"] for line in lines(str(WEEK))]
    assert all(row["recorded"] is None for row in amounts)  # no table gives it, so nothing is known: never 0


def test_shares_together_are_everybody(people):
    every = {line["person"] for line in lines(str(WEEK))}
    shares = [{line["person"] for line in lines(str(WEEK), "--share", f"{which}/3")} for which in (1, 2, 3)]
    assert set.union(*shares) == every
    assert sum(map(len, shares)) == len(every)


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b", "-1/2", "1/0"])
def test_a_share_that_is_none_is_refused(db, share):
    with pytest.raises(CommandError, match="share"):
        lines(str(WEEK), f"--share={share}")


def test_a_week_that_is_none_is_refused(db):
    with pytest.raises(CommandError):
        lines("2026-W99")
