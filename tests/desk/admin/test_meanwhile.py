"""What one editor changed, laid onto what another published meanwhile."""

import pytest

from desk.admin.meanwhile import acknowledged, laid_over, mine_onto

FOOD = ("foods", ("900",))
ZINC = ("values", ("900", "ZN"))
EGG = {"name": "Egg", "category": "Eggs", "source": "S"}
VALUE = {"amount per 100 g": "1.29", "derivation": "analysed", "source": "S", "low per 100 g": "", "high per 100 g": ""}


def test_each_keeps_what_each_touched():
    after, refusals = mine_onto({FOOD: EGG}, {FOOD: EGG | {"category": "Poultry"}}, {FOOD: EGG | {"name": "Hen's egg"}})
    assert after == {FOOD: {"name": "Hen's egg", "category": "Poultry", "source": "S"}}
    assert refusals == []


@pytest.mark.parametrize("name", ["Hen's egg", "Egg"])
def test_the_same_cell_changed_to_the_same_or_not_at_all_is_no_dispute(name):
    now = {FOOD: EGG | {"name": "Hen's egg"}}
    after, refusals = mine_onto({FOOD: EGG}, now, {FOOD: EGG | {"name": name}})
    assert (after, refusals) == (now, [])


def test_the_same_cell_changed_to_something_else_is_refused_once():
    opened, now, mine = {FOOD: EGG}, {FOOD: EGG | {"name": "Hen's egg"}}, {FOOD: EGG | {"name": "Duck egg"}}
    _, refusals = mine_onto(opened, now, mine)
    assert [(refusal.row, refusal.column) for refusal in refusals] == [(FOOD, "name")]
    assert "from Egg to Hen's egg" in refusals[0].text
    after, refusals = mine_onto(acknowledged(opened, now, refusals), now, mine)
    assert (after, refusals) == (mine, [])


def test_an_amount_and_its_source_are_one_statement():
    """Half of it from one editor and half from another would put an amount into a source's mouth."""
    now, mine = {ZINC: VALUE | {"source": "T"}}, {ZINC: VALUE | {"amount per 100 g": "2"}}
    _, refusals = mine_onto({ZINC: VALUE}, now, mine)
    assert [(refusal.row, refusal.column) for refusal in refusals] == [(ZINC, "")]
    assert "it now says: 1.29, analysed, T." in refusals[0].text


@pytest.mark.parametrize(
    ("opened", "now", "mine", "is_refused"),
    [
        ({ZINC: VALUE}, {}, {ZINC: VALUE | {"source": "T"}}, True),  # removed by the other
        ({ZINC: VALUE}, {ZINC: VALUE | {"source": "T"}}, {}, True),  # removed by me
        ({}, {ZINC: VALUE}, {ZINC: VALUE | {"source": "T"}}, True),  # added by both
        ({}, {ZINC: VALUE}, {ZINC: VALUE}, False),
        ({ZINC: VALUE}, {}, {}, False),
        ({ZINC: VALUE}, {}, {ZINC: VALUE}, False),  # not touched by me: it stays gone
    ],
)
def test_rows_that_come_and_go(opened, now, mine, is_refused):
    after, refusals = mine_onto(opened, now, mine)
    assert bool(refusals) == is_refused
    if not is_refused:
        assert after == now
    shown = acknowledged(opened, now, refusals)
    after, refusals = mine_onto(shown, now, mine)
    assert refusals == []
    assert after == (mine if is_refused else now)


def test_a_draft_is_laid_over_what_is_in_force_now():
    """The name was drafted when it was Egg; meanwhile another one was published, and another category."""
    now = {FOOD: EGG | {"name": "Hen's egg", "category": "Poultry"}}
    opened, wanted = laid_over(now, {FOOD: (EGG, EGG | {"name": "Duck egg"}), ZINC: (None, VALUE)})
    assert opened == {FOOD: EGG | {"category": "Poultry"}}
    assert wanted == {FOOD: EGG | {"name": "Duck egg", "category": "Poultry"}, ZINC: VALUE}
    _, refusals = mine_onto(opened, now, wanted)
    assert [refusal.column for refusal in refusals] == ["name"]
