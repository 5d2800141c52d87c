"""Rows against rows, and changes one after the other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nutrients.changesets.difference import RowDifference, composed, difference, inverse, still_fits

columns = ("means", "note")
cells = st.none() | st.fixed_dictionaries({"note": st.sampled_from(["", "1", "2"])})
rows = st.dictionaries(
    st.sampled_from([("food_aliases", ("a", "b")), ("food_aliases", ("c", "d"))]), cells.filter(bool), max_size=2
)


@given(rows, rows)
def test_what_differs_makes_the_one_of_the_other(before, after):
    result = before | {change.row: change.after for change in difference(before, after)}
    assert {row: cells for row, cells in result.items() if cells is not None} == after


@given(st.lists(cells, min_size=2, max_size=6))
def test_many_changes_are_one_from_the_first_to_the_last(states):
    steps = [RowDifference("food_aliases", ("a", "b"), "", before, after) for before, after in pairwise(states)]
    whole = composed(step for step in steps if step.touched)
    if states[0] == states[-1]:
        assert whole == []
    else:
        assert [(change.before, change.after) for change in whole] == [(states[0], states[-1])]


@given(rows, rows)
def test_the_opposite_of_the_opposite_is_the_change(before, after):
    changes = difference(before, after)
    assert [inverse(inverse(change)) for change in changes] == changes


def test_a_unit_that_is_repeated_for_the_reader_is_no_change():
    before = {("values", ("900", "ZN")): {"unit": "mg", "source": "T"}}
    assert difference(before, {("values", ("900", "ZN")): {"unit": "µg", "source": "T"}}) == []
    assert difference({("nutrients", ("ZN",)): {"unit": "mg"}}, {("nutrients", ("ZN",)): {"unit": "µg"}})


def test_a_draft_fits_as_long_as_the_cells_it_touches_are_the_same():
    egg = RowDifference("foods", ("900",), "", {"name": "Egg", "category": "E"}, {"name": "Hen egg", "category": "E"})
    assert still_fits(egg, {"name": "Egg", "category": "Eggs"})
    assert not still_fits(egg, {"name": "Chicken egg", "category": "E"})
    assert not still_fits(egg, None)
    assert egg.on({"name": "Egg", "category": "Eggs"}) == {"name": "Hen egg", "category": "Eggs"}


def test_a_statement_fits_as_a_whole_only():
    zinc = RowDifference("values", ("900", "ZN"), "", {"source": "A", "low per 100 g": ""}, {"source": "B"})
    assert still_fits(zinc, {"source": "A"})
    assert not still_fits(zinc, {"source": "A", "low per 100 g": "1"})
