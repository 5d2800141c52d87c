"""What a page shows of a set of changes."""

import pytest

from desk.drafts.shown import objects_of, ordered_keys
from nutrients.models import ChangeSet
from tests.desk.cast import EGG, change, draft, gone, zinc

pytestmark = pytest.mark.usefixtures("loaded")


def objects(changeset: ChangeSet):
    rows = changeset.rows.in_bulk()
    return objects_of(rows[key] for key in ordered_keys(changeset))


def test_what_hangs_on_a_food_stands_together_wherever_it_was_drafted():
    changeset = draft(
        None, zinc("1.4"), change("food_aliases", "ei", "egg", note=""), change("foods", EGG, common="no"),
        gone("portions", EGG, "1 g"), change("food_aliases", "huevo", "egg", note=""),
    )  # fmt: skip
    egg, words = objects(changeset)
    assert (egg.heading, egg.row, [row.label for row in egg.rows]) == ("Egg", ("foods", (EGG,)), ["Zinc", "Egg", "1 g"])
    assert (words.heading, words.row) == ("Other words for foods", None)
    assert [row.label for row in words.rows] == ["ei · egg", "huevo · egg"]


def test_only_cells_that_differ_are_shown_before_and_after():
    [egg] = objects(draft(None, zinc("1.4")))
    [row] = egg.rows
    assert row.kind == "changed"
    assert [(cell.column, cell.before, cell.after) for cell in row.cells] == [
        ("Amount per 100 g", ("1.29 mg", False), ("1.4 mg", False)),
        ("Source", ("Test tables 1", False), ("A new analysis", False)),
    ]


def test_a_new_value_was_unknown_and_one_that_goes_becomes_unknown():
    new = change("values", EGG, "GLN", amount_per_100_g="0.7")  # there is an estimate: it changes
    energy = change("values", "1200", "ZN", amount_per_100_g="0.2", derivation="label", source="Label", unit="mg")
    egg, stew = objects(draft(None, gone("values", EGG, "ZN"), new, energy))
    assert [(row.label, row.kind) for row in egg.rows] == [("Zinc", "removed"), ("L-glutamine", "changed")]
    assert egg.rows[0].cells[0].after == ("unknown", True)
    assert stew.rows[0].kind == "added"
    assert [cell.before for cell in stew.rows[0].cells] == [("unknown", True), ("–", False), ("–", False)]


def test_conflicts_come_first():
    changeset = draft(None, zinc("1.4"), change("foods", "1200", common="yes"))
    changeset.rows.filter(table="foods").update(is_conflict=True)
    assert [part.heading for part in objects(changeset)] == ["Stew", "Egg"]


def test_a_long_set_costs_as_many_queries(django_assert_num_queries):
    changeset = draft(None, *(change("food_aliases", f"word {n}", "egg", note="") for n in range(300)))
    with django_assert_num_queries(1):
        keys = ordered_keys(changeset)
    assert len(keys) == 300
