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


def write(person, day, text="thai green curry", *, phrases=(), state=Sentence.State.LOGGED, meal=Meal.LUNCH):
    return Sentence.objects.create(
        person=person, eaten_on=day, meal=meal, text=text, not_understood=list(phrases), state=state, key=uuid4()
    )


def zinc_of(person):
    return next(row for row in weekly_report(person.profile, WEEK).nutrients if row.nutrient.tagname == "ZN")


def unread_in_week(person):
    return [(row.eaten_on, row.grams) for row in eaten_unread(person, WEEK.first_day, WEEK.last_day)]


def test_an_open_phrase_weighs_a_part_of_a_meal_and_a_waiting_sentence_a_whole_one(ada):
    write(ada, DAYS[0], phrases=["thai green curry", "bacon sarnie"])
    write(ada, DAYS[1], state=Sentence.State.WAITING)
    write(ada, DAYS[2], state=Sentence.State.SET_ASIDE)
    assert unread_in_week(ada) == [(DAYS[0], 100), (DAYS[0], 100), (DAYS[1], 500)]
    assert [words.text for words in open_words(ada, DAYS[0])] == ["thai green curry", "bacon sarnie"]


def test_a_waiting_sentence_weighs_its_pieces_where_it_is_not_all_there_is_of_a_meal(ada):
    """A bar of chocolate is no dinner."""
    waits = Sentence.State.WAITING
    write(ada, DAYS[0], "Kit Kat", state=waits, meal=Meal.SNACK)
    eat(ada, "Boiled egg", "1 g", 100)  # at lunch
    write(ada, DAYS[1], "gloop, blah; more gloop", state=waits)
    write(ada, DAYS[2], "gloop, blah", state=waits, meal=Meal.DINNER)
    assert unread_in_week(ada) == [(DAYS[0], 100), *[(DAYS[1], 100)] * 3, (DAYS[2], 500)]


def test_words_of_a_supplement_are_one_and_leave_what_is_known_of_the_food_alone(ada):
    eat(ada, "Boiled egg", "1 g", 100)
    alone = zinc_of(ada)
    write(ada, DAYS[0], "multivitamin", state=Sentence.State.WAITING, meal=Meal.BREAKFAST)
    after = zinc_of(ada)
    assert after.intake == alone.intake
    assert after.supplements.unknown == ("Words not looked at yet",)


@pytest.mark.parametrize(
    ("text", "food"), [("zinc tablet, steak and chips", 500), ("a multivitamin and porridge", 500), ("omega eggs", 500)]
)
def test_food_beside_a_supplement_still_counts_as_unknown_food(ada, text, food):
    write(ada, DAYS[0], text, state=Sentence.State.WAITING, meal=Meal.DINNER)
    rows = list(eaten_unread(ada, WEEK.first_day, WEEK.last_day))
    assert [row.grams for row in rows if not row.is_supplement] == [food]
    assert len(rows) == 1 + ("tablet" in text)


def test_the_report_names_the_days_whose_words_wait_and_leads_there(ada, ada_client):
    eat(ada, "Boiled egg", "1 g", 100)
    write(ada, DAYS[1], phrases=["thai green curry"])
    page = ada_client.get(f"/week/{WEEK}/").content.decode()
    assert "On Tuesday. They count as unknown" in page
    assert f'href="/day/{DAYS[1]}/">Look at Tuesday</a>' in page
    assert "a look at your words that wait" in page
    assert "0 new plants or more" in page  # on that day alone
    assert "0 new plants<" in page
    assert "1 food does not list what is in it and may hold more." in page


def test_where_nothing_can_be_told_the_report_does_not_sound_like_an_all_clear(ada, ada_client):
    for day in DAYS:
        write(ada, day, state=Sentence.State.WAITING)
        Day.objects.create(person=ada, date=day, complete=True)
    page = ada_client.get(f"/week/{WEEK}/").content.decode()
    assert "Not yet: no nutrient can be told from what is known" in page
    assert "Of no nutrient can be said whether it looks low." in page
    assert "othing looks low" not in page


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
    assert [food.name for food in after.intake.unknown] == ["Words not looked at yet"]


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
