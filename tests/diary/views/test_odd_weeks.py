"""Weeks that are hardly any: each is a clear page, with and without numbers."""

from datetime import date

import pytest

from accounts.models import Profile, User
from diary.models import Day, Entry
from diary.weeks import Week
from nutrients.models import Portion, ReferenceIntake
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
WEEK = Week(2026, 46)
HERE = f"/week/{WEEK}/"


def eat(person: User, name: str, grams: float, *days: date, times: int = 1) -> None:
    portion = Portion.objects.get(food__name=name, food__is_common=True, description="1 g")
    Entry.objects.bulk_create(
        Entry(person=person, eaten_on=day, meal="lunch", portion=portion, quantity=grams, grams=grams)
        for day in days
        for _ in range(times)
    )


def close(person: User, *days: date) -> None:
    Day.objects.bulk_create(Day(person=person, date=day, complete=True) for day in days)


@pytest.fixture
def read(ada, ada_client):
    """read(birth_year=2014): both pages of Ada's week, with numbers and without, as one text."""

    def pages(**answers) -> str:
        texts = []
        for hides in (False, True):
            Profile.objects.filter(user=ada).update(hides_numbers=hides, **answers)
            for address in (HERE, f"{HERE}why/ZN/", f"{HERE}why/FE/", f"{HERE}why/LIVECULT/"):
                answer = ada_client.get(address)
                assert answer.status_code == 200, address
                texts.append(answer.content.decode())
        return "\n".join(texts)

    return pages


def test_a_week_without_entries(read):
    text = read()
    assert "Nothing can be told yet" in text
    assert "Looks low in your log</span>" not in text.split("What a first look will hold")[0]


def test_a_week_of_one_entry(ada, read):
    eat(ada, "Boiled egg", 50, WEEK.days[0])
    assert "You have no complete days" in read() or "This week has no complete days" in read()


def test_a_week_of_unknown_foods_alone(ada, read):
    eat(ada, "Unknown meal", 500, *WEEK.days)
    close(ada, *WEEK.days)
    text = read()
    assert "no value is not zero" in text
    assert "Too many foods have no value." in text  # in words
    assert "gc-v v-low" not in text


def test_three_hundred_entries_a_day(ada, read):
    for day in WEEK.days:
        eat(ada, "White rice", 5, day, times=300)
    close(ada, *WEEK.days)
    text = read()
    assert "Looks low in your log" in text
    assert len(text) < 2_000_000


def test_a_person_of_12_sees_amounts_and_no_verdict(ada, read):
    eat(ada, "White rice", 900, *WEEK.days)
    close(ada, *WEEK.days)
    text = read(birth_year=TODAY.year - 12)
    assert "Under 18 GutCheck shows amounts and gives no verdicts." in text
    assert "gc-v v-low" not in text
    assert "Plan for tomorrow" not in text


def test_a_person_of_101_is_read_by_the_values_for_the_oldest(ada, read):
    eat(ada, "White rice", 900, *WEEK.days)
    close(ada, *WEEK.days)
    text = read(birth_year=TODAY.year - 101, menstruating=None)
    assert "Looks low in your log" in text
    assert "71" in text


def test_a_reference_set_with_a_row_missing_says_so(ada, read):
    ReferenceIntake.objects.filter(nutrient="ZN", reference_set="DRI").delete()
    eat(ada, "White rice", 900, *WEEK.days)
    close(ada, *WEEK.days)
    text = read()
    assert "have none for everyone your answers allow" in text
    assert "The reference values chosen have none for you." in text  # in words
    assert "Looks low in your log" in text  # the others are judged all the same


def test_whoever_eats_one_food_is_offered_everyday_ones(ada, read):
    eat(ada, "White rice", 900, *WEEK.days)
    close(ada, *WEEK.days)
    text = read(diet=Profile.Diet.VEGAN)
    assert "Everyday foods you have not logged" in text
    assert "With an allergy, read the label" in text
