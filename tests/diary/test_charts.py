import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.charts import LEAST_SEEN, axis_end, bar, odds, range_chart, width_of


def chart(levels, known=3.0, estimate=4.0, unknown=True):
    return range_chart("c", "Zinc", known, estimate, unknown, (3.9, 5.0, 7.0), levels, "mg")


def percents(*texts: str) -> list[float]:
    return [float(text.removesuffix("%")) for text in texts]


def test_the_axis_leaves_room_for_labels_and_ends_round():
    assert axis_end([6.8, 8.0]) == 10
    assert axis_end([800, 1000]) == 1200
    assert axis_end([]) == 1


def test_unknown_follows_known_without_a_gap():
    drawn = chart([(6.8, "average need 6.8"), (8.0, "RDA 8")])
    known, start, width = percents(drawn.known, *drawn.hatched)
    assert (known, start, width) == (30, 30, 10)


def test_unknown_is_seen_even_where_it_adds_nothing():
    """Nothing recorded, something unknown: the estimate is 0 too."""
    assert percents(chart([(6.8, "need")], 0.0, 0.0).hatched[1]) == [LEAST_SEEN]
    assert percents(*bar(0.0, None, True, 5.0).hatched) == [0, 100]
    assert chart([(6.8, "need")], 3.0, 3.0, unknown=False).hatched is None


def test_two_labels_stand_in_one_row_left_and_right_of_their_lines():
    need, rda = chart([(6.8, "average need 6.8"), (8.0, "RDA 8")]).marks
    assert (need.anchor, rda.anchor) == ("end", "start")
    assert need.label_y == rda.label_y
    assert need.is_main
    assert not rda.is_main


def test_labels_that_would_meet_take_a_second_row_and_the_chart_grows():
    plain, crowded = (
        chart([(6.8, "average need 6.8"), (8.0, "RDA 8")]),
        chart([(1.0, "average need 1.0"), (1.1, "RDA 1.1")]),
    )
    assert len({mark.label_y for mark in crowded.marks}) == 2
    assert crowded.height > plain.height


@given(st.lists(st.floats(0.01, 5000), min_size=1, max_size=3), st.floats(0, 5000))
def test_nothing_is_drawn_outside_the_chart(levels, known):
    drawn = range_chart("c", "t", known, known * 1.3, True, None, [(x, f"level {x:g}") for x in levels], "mg")
    start, width = percents(*drawn.hatched)
    assert 0 <= start <= start + width <= 100.01
    assert all(0 <= x <= 100 for x in percents(*(mark.x for mark in drawn.marks)))


@pytest.mark.parametrize(("chance", "short"), [(0.0, 0), (0.855, 9), (0.96, 10), (1.0, 10)])
def test_ten_shapes_whatever_the_chance(chance, short):
    row = odds(chance, "label")
    assert (len(row.triangles), len(row.circles)) == (short, 10 - short)


def test_a_share_as_a_width():
    assert (width_of(0.125), width_of(1.7), width_of(-1)) == ("12.50%", "100.00%", "0.00%")
