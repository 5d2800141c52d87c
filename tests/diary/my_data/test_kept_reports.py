"""Kept reports of a file that somebody made up: their numbers break no page, and reading them has an end."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest

from accounts.models import Profile, User
from diary.kept.packing import packed
from diary.kept.report import as_kept, read_kept
from diary.my_data import kept_reports
from diary.my_data.kept_reports import check_reports, is_report
from diary.my_data.shape import Refused
from tests.diary.week_page.rendered import ANSWERED, TODAY, WEEK, report_of, week_html

pytestmark = pytest.mark.django_db
Json = Any
Path = tuple[str | int, ...]
MIXED = """
mon-thu  bread       300 g  complete
mon-thu  egg, whole  200 g
wed      tofu        150 g
sun      roast beef  250 g  complete
mon-wed  multi tablet  1 g
"""
BOUNDS = (1e9, -1e9, 0, -1, 1e-300)
BEYOND = (1.1e9, 10**30, -(10**18), float("inf"), float("nan"))


@pytest.fixture
def body(ada: User, monkeypatch: pytest.MonkeyPatch) -> Json:
    """What is packed in a good report."""
    kept: list[Json] = []
    monkeypatch.setattr("diary.kept.report.packed", lambda body: kept.append(body) or "")
    as_kept(report_of(MIXED), Profile(user=ada, **ANSWERED), TODAY)
    monkeypatch.undo()
    return json.loads(json.dumps(kept[0]))


def row_of(body: Json) -> dict[str, Json]:
    return {"first_day": WEEK.first_day, "report": {"version": 1, "release": "1", "packed": packed(body)}}


def is_refused(body: Json) -> bool:
    try:
        check_reports([row_of(body)], "kept_reports.jsonl")
    except Refused:
        return True
    return False


def numbers_in(value: Json, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers_in(item, (*path, name))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def kinds_of(paths: Iterator[Path]) -> dict[Path, list[Path]]:
    """The numbers of one field, wherever it stands."""
    kinds: dict[Path, list[Path]] = {}
    for path in paths:
        kinds.setdefault(tuple("*" if isinstance(part, int) else part for part in path), []).append(path)
    return kinds


def put(body: Json, paths: list[Path], change: Callable[[Json], Json]) -> None:
    for path in paths:
        place = body
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = change(place[path[-1]])


def test_a_good_report_is_taken(body: Json) -> None:
    assert not is_refused(body)


def test_numbers_at_their_bounds_are_refused_or_shown(body: Json) -> None:
    """Every fourth field at one of its bounds; all at all of them take minutes."""
    kinds = kinds_of(numbers_in(body))
    assert len(kinds) > 100
    text, shown = json.dumps(body), 0
    for paths, bound in zip([*kinds.values()][::4], cycle(BOUNDS), strict=False):
        changed = json.loads(text)
        put(changed, paths, lambda old, bound=bound: int(bound) if isinstance(old, int) else bound)
        if not is_refused(changed):
            kept = read_kept(row_of(changed)["report"])
            assert "<main" in week_html(kept.report), (paths[0], bound)
            shown += 1
    assert shown > 5


@pytest.mark.parametrize("number", BEYOND)
def test_a_number_beyond_every_bound_is_refused(body: Json, number: float) -> None:
    body["report"]["nutrients"][0]["estimate"] = number
    assert is_refused(body)


def test_a_report_of_another_week_is_refused(body: Json) -> None:
    row = row_of(body) | {"first_day": WEEK.next.first_day}
    with pytest.raises(Refused):
        check_reports([row], "kept_reports.jsonl")


def test_all_reports_together_are_read_so_far_and_no_further(body: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes each unpack to megabytes: it is the sum that keeps a processor busy."""
    size = len(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())
    monkeypatch.setattr(kept_reports, "MOST_IN_REPORTS", 2 * size)
    check_reports([row_of(body)] * 2, "kept_reports.jsonl")
    with pytest.raises(Refused, match="more than is read"):
        check_reports([row_of(body)] * 3, "kept_reports.jsonl")


@pytest.mark.parametrize("value", [None, [], {}, {"version": 2, "packed": ""}, {"version": 1, "packed": 3}, "x"])
def test_what_has_not_the_form_of_one_is_none(value: Json) -> None:
    assert not is_report(value)
