"""What gave a nutrient: the database counts what the assessment counts."""

from datetime import timedelta

import pytest

from diary.models import Day
from diary.report import report_over
from diary.trends.contributors import contributors
from diary.trends.given import NAMED, given_in
from nutrients.models import Nutrient
from tests.diary.larder import TODAY, food
from tests.diary.trends.conftest import WEEKS

FIRST, LAST = WEEKS[0].first_day, WEEKS[-1].last_day
DATES = tuple(FIRST + timedelta(days=n) for n in range(28))


@pytest.mark.usefixtures("shipped_tables")
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("tagname", ["ZN", "FE", "ID", "GLN", "VITC"])
def test_the_same_amounts_as_the_report_over_these_days(random_diary, seed, tagname):
    person = random_diary(seed)
    found = contributors(Nutrient.objects.get(pk=tagname), person, FIRST, LAST)
    row = report_over(person.profile, DATES)[tagname]
    assert found.complete_days == len(row.intake.complete_days)
    assert [food.pk for food in found.foods] == [given.food_id for given in row.intake.known]
    assert [food.amount for food in found.foods] == pytest.approx([given.amount for given in row.intake.known])
    assert found.without_value == len(row.intake.unknown)
    if found.foods:
        assert sum(food.share for food in found.foods) == pytest.approx(1)
        assert sum(food.amount for food in found.foods) == pytest.approx(row.intake.recorded)
    given = row.supplements.given if row.supplements else ()
    assert [(food.pk, food.amount) for food in found.supplements] == [
        (supplement.food_id, pytest.approx(supplement.amount)) for supplement in given
    ]


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy")


def give(row, zinc, amount, derivation="calculated"):
    row.composition.create(nutrient=zinc, amount=amount, derivation=derivation, source="s")
    return row


def test_by_hand(ada, bob, zinc, egg, bread, log):
    """
    egg    50 g a portion, 2 mg in 100 g: 3 times on 2 complete days  -> 1.5 mg a day
    bread  31 g a portion, 10 mg in 100 g: once                       -> 1.55 mg a day, half of all
    tea    an estimate only; water 0 mg; cake on an open day; Bob's pie: none of them
    """
    give(egg, zinc, 2)
    give(bread, zinc, 10)
    tea, water = give(food(8, "Tea", ("1 cup", 200)), zinc, 1, "estimated"), give(food(9, "Water"), zinc, 0)
    cake = give(food(10, "Cake"), zinc, 5)
    yesterday, open_day = TODAY - timedelta(days=1), TODAY - timedelta(days=2)
    for day in (TODAY, yesterday):
        Day.objects.create(person=ada, date=day, complete=True)
        Day.objects.create(person=bob, date=day, complete=True)
    for eaten, day in ((egg, TODAY), (egg, TODAY), (egg, yesterday), (bread, TODAY), (tea, TODAY), (water, TODAY)):
        log(ada, eaten, on=day)
    log(ada, cake, on=open_day)
    log(bob, cake)
    found = contributors(zinc, ada, open_day, TODAY)
    assert [(row.name, row.amount, row.times) for row in found.foods] == [
        ("Rye bread", pytest.approx(1.55), 1), ("Egg, boiled", pytest.approx(1.5), 3),
    ]  # fmt: skip
    assert found.foods[0].share == pytest.approx(1.55 / 3.05)
    assert (found.complete_days, found.without_value) == (2, 1)


def test_the_rest_is_counted_with_its_share(ada, zinc, log):
    """Twelve foods of 1 mg a day each: ten are named, two make 17 % together."""
    Day.objects.create(person=ada, date=TODAY, complete=True)
    for number in range(NAMED + 2):
        log(ada, give(food(20 + number, f"Food {number}", ("1 plate", 100)), zinc, 1))
    given = given_in(zinc, ada, (TODAY, TODAY))
    assert len(given.foods) == NAMED
    assert given.foods[0].amount == "1.0 mg · 8%"
    assert given.rest == ("2 other foods", "17%")


def test_without_a_complete_day_nothing_is_counted(ada, zinc, egg, log):
    log(ada, give(egg, zinc, 2))
    given = given_in(zinc, ada, (TODAY, TODAY))
    assert (given.days, given.foods, given.is_empty) == (0, (), True)


def test_two_queries_however_long_the_span(ada, zinc, egg, log, django_assert_num_queries):
    Day.objects.create(person=ada, date=TODAY, complete=True)
    log(ada, give(egg, zinc, 2))
    with django_assert_num_queries(2):
        contributors(zinc, ada, TODAY - timedelta(days=3650), TODAY)
