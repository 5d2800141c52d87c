import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.models import Profile
from diary.models import Day, Entry
from nutrients.models import FoodNutrient, Nutrient, RuleSetting
from tests.conftest import signed_in
from tests.diary.larder import TODAY, food

pytestmark = pytest.mark.usefixtures("at_noon")
YESTERDAY = TODAY - timedelta(days=1)


def key(**fields):
    return {"key": str(uuid4())} | fields


def test_home_leads_to_today_and_strangers_to_the_door(ada_client, client):
    assert ada_client.get("/").url == "/day/"
    assert client.get("/").url.startswith("/accounts/login/")
    assert client.get("/day/2026-11-19/").url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("zone", "heading"), [("Pacific/Kiritimati", "Friday 20 November"), ("Pacific/Honolulu", "Thursday 19 November")]
)
def test_today_is_the_persons_own(ada, zone, heading):
    Profile.objects.filter(user=ada).update(time_zone=zone)
    assert f"<h1>{heading}" in signed_in(ada).get("/day/").content.decode()


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "0000-01-01", "0001-01-01", "1999-12-31", "9999-12-31", "26-1-1", "２026-11-19"],
)
def test_a_date_that_is_none_is_not_found(ada_client, text):
    assert ada_client.get(f"/day/{text}/").status_code == 404


@pytest.mark.parametrize("text", ["2000-01-01", "2199-12-31", "2026-11-20", "2026-11-21"])
def test_the_ends_of_the_calendar_open(ada_client, text):
    assert ada_client.get(f"/day/{text}/").status_code == 200


def test_a_day_to_come_shows_no_box(ada_client, ada, egg, log):
    log(ada, egg)
    tomorrow, after = (ada_client.get(f"/day/2026-11-{day}/").content.decode() for day in (20, 21))
    assert 'id="sentence"' in tomorrow
    assert 'id="sentence"' not in after
    assert "has not come yet" in after


def test_a_person_without_any_entry_gets_a_start(ada_client, ada, egg, log):
    page = ada_client.get("/day/").content.decode()
    assert "Try one of these" in page
    assert "Mark day complete" not in page
    log(ada, egg, on=date(2026, 1, 1))
    assert "Try one of these" not in ada_client.get("/day/").content.decode()


def test_the_day_lists_meals_in_order_with_portions_grams_and_what_is_unknown(ada_client, ada, egg, bread, log):
    for tagname in ("ZN", "FE"):
        Nutrient.objects.create(tagname=tagname, name=tagname, unit="mg", kind="mineral", assessment="adequacy")
    FoodNutrient.objects.create(food=egg, nutrient_id="ZN", amount=1, derivation="analysed", source="test")
    log(ada, bread, quantity=2, meal="dinner")
    log(ada, egg)
    meals = ada_client.get("/day/").context["meals"]
    assert [(meal.meal, [(row.amount, row.entry.grams, row.lacking) for row in meal.rows]) for meal in meals] == [
        ("breakfast", [("1 large egg", 50, 1)]),
        ("dinner", [("2 × slice", 62, 2)]),
    ]


def test_nobody_sees_anothers_day(ada, bob_client, egg, log):
    log(ada, egg)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    page = bob_client.get("/day/2026-11-19/").content.decode()
    assert "Egg, boiled" not in page
    assert "is complete" not in page


def test_a_full_day_costs_few_queries(ada_client, ada, egg, bread, log, django_assert_max_num_queries):
    for n in range(15):
        log(ada, (egg, bread)[n % 2], meal=("breakfast", "lunch", "dinner")[n % 3])
    ada_client.get("/day/2026-11-19/")  # reads what the tables know of the foods
    with django_assert_max_num_queries(12):
        ada_client.get("/day/2026-11-19/")


def test_a_full_day_is_light_over_the_wire(ada_client, ada, egg, bread, log):
    """Once its files are there, a page of a day is all that is fetched."""
    for n in range(15):
        log(ada, (egg, bread)[n % 2], meal=("breakfast", "lunch", "dinner")[n % 3])
    answer = ada_client.get("/day/2026-11-19/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 15_000


def test_the_meal_is_guessed_from_the_clock_today_and_from_the_last_meal_otherwise(ada_client, ada, egg, log):
    log(ada, egg, meal="dinner", on=YESTERDAY)

    def box_of(path):
        return ada_client.get(path).context["box"]

    assert (box_of("/day/").meal, box_of("/day/").clock.hour) == ("lunch", 13)
    assert (box_of("/day/2026-11-18/").meal, box_of("/day/2026-11-18/").clock) == ("dinner", None)
    assert box_of("/day/2026-11-17/").meal == "breakfast"
    assert box_of("/day/?meal=snack").meal == "snack"
    assert box_of("/day/?meal=elevenses").meal == "lunch"


def test_search_and_choice_work_as_plain_pages(ada_client, egg, bread):
    found = ada_client.get("/day/2026-11-19/", {"find": "egg", "meal": "dinner"}).content.decode()
    assert f'href="/day/2026-11-19/?food={egg.pk}&amp;meal=dinner&amp;find=egg&amp;key=' in found
    assert "Rye bread" not in found
    chosen = ada_client.get("/day/2026-11-19/", {"food": egg.pk, "meal": "dinner", "find": "egg"})
    initial = chosen.context["box"].form.initial
    assert (initial["quantity"], initial["meal"]) == (1, "dinner")
    assert 'value="egg"' in chosen.content.decode()


def test_what_one_eats_at_a_meal_is_found_first(ada_client, ada, bob, egg, bread, log):
    """Words that fit several foods: at breakfast Ada's rye bread comes first, at lunch her egg bread."""
    egg_bread = food(3, "Egg bread", is_common=True)
    log(ada, bread)
    log(ada, egg_bread, meal="lunch")
    log(bob, egg_bread)
    log(bob, egg_bread)

    def first(meal, url="/foods/search/", **headers):
        return ada_client.get(url, {"find": "bread", "meal": meal}, headers=headers)

    for meal, name in (("breakfast", "Rye bread"), ("lunch", "Egg bread")):
        assert first(meal, **{"HX-Request": "true"}).context["foods"][0].name == name
        assert first(meal, "/day/").context["box"].found[0].name == name


def test_going_back_and_sending_again_logs_once(ada_client, ada, egg, typed):
    """Without JavaScript: Back loads the page of the chosen food again, and its form is still the same form."""
    found = ada_client.get("/day/2026-11-19/", {"find": "egg"}).content.decode()
    link = re.search(r'href="(/day/2026-11-19/\?food=[^"]*)"', found)[1].replace("&amp;", "&")
    keys = [re.search(r'name="key" value="([^"]*)"><input type="hidden" name="food"', page)[1] for page in (
        ada_client.get(link).content.decode(), ada_client.get(link).content.decode()
    )]  # fmt: skip
    assert keys[0] == keys[1]
    pages = [ada_client.post("/entries/add/", typed(egg, key=key), follow=True).content.decode() for key in keys]
    assert Entry.objects.of(ada).count() == 1
    assert "Logged: Egg, boiled" in pages[0]
    assert "carried out already, so nothing was done twice" in pages[1]
    assert ada_client.get("/day/", {"food": egg.pk, "key": "made up"}).context["box"].key.version == 4


def test_a_refused_form_keeps_its_key(ada_client, egg, typed):
    fields = typed(egg, quantity="0")
    assert (
        f'name="key" value="{fields["key"]}"><input type="hidden" name="food"'
        in ada_client.post("/entries/add/", fields).content.decode()
    )


def test_words_beyond_what_is_searched_are_cut_and_said(ada_client, egg):
    answer = ada_client.get("/day/", {"find": "egg " * 900})
    assert answer.status_code == 200
    assert "Only the first 199 characters were searched." in answer.content.decode()


def test_nothing_found_says_so_and_keeps_the_words(ada_client, egg):
    page = ada_client.get("/day/", {"find": "<zelnik>"}).content.decode()
    assert "No food is called “&lt;zelnik&gt;”." in page
    assert 'value="&lt;zelnik&gt;"' in page


def test_the_last_amount_of_a_food_is_remembered(ada_client, ada, bob, egg, log):
    log(ada, egg, quantity=3, on=YESTERDAY)
    log(bob, egg, quantity=9)
    assert ada_client.get("/day/", {"food": egg.pk}).context["box"].form["quantity"].value() == "3"


def test_while_typing_options_come_as_a_fragment(ada_client, egg):
    fragment = ada_client.get("/foods/search/", {"find": "eg"}, headers={"HX-Request": "true"}).content.decode()
    assert f'data-food="{egg.pk}"' in fragment
    assert "1 food found" in fragment
    assert "<html" not in fragment
    assert ada_client.get("/foods/search/", {"find": "eg"}).url == "/day/?find=eg"


def test_closing_and_reopening_a_day(ada_client, ada, egg, log):
    log(ada, egg)
    answer = ada_client.post("/day/2026-11-19/close/", key(complete="true", typical="less"), follow=True)
    assert "Thursday is complete and counts in your report." in answer.content.decode()
    assert Day.objects.of(ada).values_list("date", "complete", "typical").get() == (TODAY, True, "less")
    ada_client.post("/day/2026-11-19/close/", key(complete="false", typical="less"))
    assert Day.objects.of(ada).values_list("complete", "typical").get() == (False, "less")


def test_a_day_without_food_is_not_complete(ada_client, ada, egg, log):
    log(ada, egg, on=YESTERDAY)
    answer = ada_client.post("/day/2026-11-19/close/", key(complete="true"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Log at least what you drank, then mark the day complete." in page
    assert 'aria-describedby="id_complete_error"' in page
    assert not Day.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"complete": "true", "typical": "great"}, "There is no such answer. Choose one of the three, or none."),
        ({"complete": "maybe"}, "Whether the day is complete was not said, so nothing was changed."),
    ],
)
@pytest.mark.parametrize("is_closed", [True, False])
def test_an_answer_that_does_not_exist_is_refused(ada_client, ada, egg, log, sent, says, is_closed):
    log(ada, egg)
    Day.objects.create(person=ada, date=TODAY, complete=is_closed)
    answer = ada_client.post("/day/2026-11-19/close/", key(**sent))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Day.objects.get().complete is is_closed


@pytest.mark.parametrize(("day", "meals"), [("2026-11-19", ["breakfast", "snack"]), ("2026-11-16", ["lunch"])])
def test_only_what_the_day_before_holds_is_offered_for_copying(ada_client, ada, bob, egg, log, day, meals):
    """16 November is a Monday: the day before is in another week."""
    log(ada, egg, on=YESTERDAY)
    log(ada, egg, on=YESTERDAY, meal="snack")
    log(ada, egg, on=date(2026, 11, 15), meal="lunch")
    log(bob, egg, on=YESTERDAY, meal="dinner")
    assert ada_client.get(f"/day/{day}/").context["copyable"] == meals


def test_an_empty_yesterday_is_not_offered_for_copying(ada_client, ada, bob, egg, log):
    log(ada, egg)
    log(bob, egg, on=YESTERDAY)
    assert "Copy all of yesterday" not in ada_client.get("/day/").content.decode()


@pytest.mark.parametrize(
    ("complete", "says"),
    [(1, "3 are enough for an early look; 7 with a weekend day"), (3, "enough for an early look. 7 with")],
)
def test_the_week_says_how_many_days_are_complete(ada_client, ada, egg, log, complete, says):
    RuleSetting.objects.create(key="minimum_days", value=3, meaning="m", reason="r")
    RuleSetting.objects.create(key="full_days", value=7, meaning="m", reason="r")
    for n in range(complete):
        log(ada, egg, on=TODAY - timedelta(days=n))
        Day.objects.create(person=ada, date=TODAY - timedelta(days=n), complete=True)
    assert says in ada_client.get("/day/").content.decode()
