"""The bars of the first page: the need at one place, what is unknown never undrawn."""

import pytest

from diary.summary.bars import bar_of
from tests.diary.week_page.rendered import report_of


def parts(diary: str, need: float = 6.8, tagname: str = "ZN"):
    bar = bar_of(report_of(diary)[tagname], need)
    return {part.kind: (float(part.x[:-1]), float(part.width[:-1])) for part in bar.parts}


def test_what_is_logged_ends_at_its_share_of_the_need():
    """egg, whole 250 g hold 3.25 mg of zinc: at a need of 6.5 the bar ends half way to the line at 62.5 %."""
    assert parts("mon-sun  egg, whole  250 g  complete", need=6.5) == {"known": (0, 31.2)}


def test_a_bar_past_the_end_is_cut_off():
    assert parts("mon-sun  oysters  300 g  complete") == {"known": (0, 100)}


def test_what_is_not_known_is_drawn_even_where_it_is_next_to_nothing():
    drawn = parts("mon-sun  egg, whole  300 g  complete\nmon-sun  tofu  1 g")
    start, width = drawn["unknown"]
    assert start == pytest.approx(drawn["known"][1], abs=0.1)
    assert width == 2
    start, width = parts("mon-sun  oysters  300 g  complete\nmon-sun  tofu  1 g")["unknown"]
    assert (start, width) == (98, 2)


def test_nothing_known_is_all_hatched_and_never_empty():
    assert parts("mon-sun  tofu  300 g  complete") == {"unknown": (0, 100)}


def test_where_too_little_is_known_it_may_reach_any_length():
    start, width = parts("mon-sun  egg, whole  100 g  complete\nmon-sun  tofu  500 g")["unknown"]
    assert start + width == pytest.approx(100)


def test_supplements_stand_between_what_is_logged_and_what_is_not_known():
    drawn = parts("mon-sun  egg, whole  250 g  complete\nmon-sun  zinc tablet  1 g\nmon-sun  tofu  20 g", need=10)
    (known_x, known), (x, width), (unknown_x, _unknown) = drawn["known"], drawn["supplement"], drawn["unknown"]
    assert (known_x, x) == (0, pytest.approx(known, abs=0.1))
    assert width == pytest.approx(5 / 10 * 62.5, abs=0.1)
    assert unknown_x == pytest.approx(x + width, abs=0.2)  # three figures, each rounded


def test_without_a_need_there_is_no_bar():
    assert bar_of(report_of("mon-sun  bread  100 g  complete")["ZN"], None) is None
