"""Words nobody looked at yet: something was eaten, so they count as unknown, never as nothing."""

from uuid import uuid4

import pytest

from diary.models import Day, Meal, Sentence
from diary.open_words import eaten_unread, open_words
from diary.report import weekly_report
from diary.sentences import leave_out
from diary.trends.past import past_weeks
from nutrients.assessment.rules import Verdict
from nutrients.published import published_tables
from tests.diary.test_report import WEEK, eat

pytestmark = pytest.mark.django_db
DAYS = WEEK.days[:3]


@pytest.fixture(autouse=True)
def tables(shipped_tables):
    """The foods people log most, with the unknown meal."""


def write(person, day, text="thai green curry", *, phrases=(), state=Sentence.State.LOGGED):
    return Sentence.objects.create(
        person=person, eaten_on=day, meal=Meal.LUNCH, text=text, not_understood=list(phrases), state=state, key=uuid4()
    )


def zinc_of(person):
    return next(row for row in weekly_report(person.profile, WEEK).nutrients if row.nutrient.tagname == "ZN")


def test_an_open_phrase_weighs_a_part_of_a_meal_and_a_waiting_sentence_a_whole_one(ada):
    write(ada, DAYS[0], phrases=["thai green curry", "bacon sarnie"])
    write(ada, DAYS[1], state=Sentence.State.WAITING)
    write(ada, DAYS[2], state=Sentence.State.SET_ASIDE)
    rows = list(eaten_unread(ada, WEEK.first_day, WEEK.last_day))
    assert [(row.eaten_on, row.grams, row.name) for row in rows] == [
        (DAYS[0], 100, "Unknown meal"), (DAYS[0], 100, "Unknown meal"), (DAYS[1], 500, "Unknown meal"),
    ]  # fmt: skip
    assert [words.text for words in open_words(ada, DAYS[0])] == ["thai green curry", "bacon sarnie"]


def test_they_lower_the_share_known_and_no_amount(ada):
    """100 g of eggs a day and 100 g nobody knows: half is known, so nothing is called low."""
    eat(ada, "Boiled egg", "1 g", 100)
    alone = zinc_of(ada)
    for day in DAYS:
        write(ada, day, phrases=["thai green curry"])
    after = zinc_of(ada)
    assert alone.verdict is Verdict.LOOKS_LOW
    assert after.intake.recorded == alone.intake.recorded
    assert (alone.intake.known_share, after.intake.known_share) == (1, pytest.approx(0.5))
    assert after.verdict is Verdict.CANNOT_TELL
    assert [food.name for food in after.intake.unknown] == ["Unknown meal"]


def test_left_out_they_count_no_more(ada):
    eat(ada, "Boiled egg", "1 g", 100)
    leave_out(write(ada, DAYS[0], phrases=["thai green curry"]), "thai green curry")
    assert zinc_of(ada).intake.known_share == 1


def test_another_persons_words_count_for_them_alone(ada, bob):
    eat(ada, "Boiled egg", "1 g", 100)
    write(bob, DAYS[0], phrases=["thai green curry"])
    assert zinc_of(ada).intake.known_share == 1


def test_the_weeks_of_a_nutrient_say_the_same(ada):
    eat(ada, "Boiled egg", "1 g", 100)
    write(ada, DAYS[0], state=Sentence.State.WAITING)
    person = ada.profile.as_person(WEEK.last_day)
    zinc = next(one for one in published_tables(person.reference_set, person.stages).nutrients if one.tagname == "ZN")
    [past] = past_weeks(ada.profile, [WEEK], [zinc])
    assert past.rows["ZN"].intake == zinc_of(ada).intake


def test_the_close_card_says_so_and_the_day_can_be_closed(ada, ada_client):
    write(ada, DAYS[0], phrases=["thai green curry"])
    url = f"/day/{DAYS[0]}/"
    assert "1 phrase is not looked at yet. It counts as unknown food" in ada_client.get(url).content.decode()
    answer = ada_client.post(f"{url}close/", {"complete": "true", "key": str(uuid4())})
    assert answer.status_code == 303
    assert Day.objects.of(ada).get(date=DAYS[0]).complete
    assert "1 phrase is not looked at yet" in ada_client.get(url).content.decode()
