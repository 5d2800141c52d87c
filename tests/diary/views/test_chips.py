import re
from datetime import timedelta
from uuid import uuid4

import pytest

from diary.models import Entry
from nutrients.models import Portion
from tests.diary.larder import TODAY, own

pytestmark = pytest.mark.usefixtures("at_noon")
YESTERDAY = TODAY - timedelta(days=1)


def chip(portion, /, **fields):
    return {"key": str(uuid4()), "portion": portion.pk, "quantity": "1½"} | fields


def sent_by(page, text):
    """Where the form around this text goes, and what it sends."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if text in form)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return re.search(r'action="([^"]*)"', form)[1], fields


def test_a_chip_logs_the_food_in_its_last_amount_and_is_undone(ada_client, ada, egg, log):
    log(ada, egg, quantity=1.5, meal="lunch", on=YESTERDAY)
    page = ada_client.get("/day/").content.decode()
    assert "Usual at this time" in page
    url, fields = sent_by(page, "Egg, boiled <small>")
    page = ada_client.post(url, fields, follow=True).content.decode()
    assert Entry.objects.of(ada).on(TODAY).values_list("meal", "quantity", "grams").get() == ("lunch", 1.5, 75)
    assert "Logged: Egg, boiled, 75 g." in page
    assert "Egg, boiled <small>" not in page
    ada_client.post(*sent_by(page, "Undo"))
    assert not Entry.objects.of(ada).on(TODAY).exists()


def test_yesterdays_meal_is_one_tap(ada_client, ada, egg, bread, log):
    log(ada, egg, meal="lunch", on=YESTERDAY)
    log(ada, bread, meal="lunch", on=YESTERDAY)
    log(ada, bread, meal="dinner", on=YESTERDAY)
    url, fields = sent_by(ada_client.get("/day/").content.decode(), "Yesterday’s lunch")
    page = ada_client.post(url, fields, follow=True).content.decode()
    assert Entry.objects.of(ada).on(TODAY).count() == 2
    assert "Yesterday’s lunch" not in page


def test_the_usual_meal_is_one_tap(ada_client, ada, egg, bread, log):
    for days in (7, 5, 3):
        log(ada, egg, meal="lunch", on=TODAY - timedelta(days=days))
        log(ada, bread, quantity=days, meal="lunch", on=TODAY - timedelta(days=days))
    url, fields = sent_by(ada_client.get("/day/").content.decode(), "Your usual lunch")
    ada_client.post(url, fields)
    assert list(Entry.objects.of(ada).on(TODAY).values_list("grams", flat=True)) == [50, 93]


def test_a_serving_of_a_saved_recipe_is_one_tap(ada_client, ada, soup):
    soup.meal = "lunch"
    soup.save()
    url, fields = sent_by(ada_client.get("/day/").content.decode(), "Lentil soup <small>1 serving")
    page = ada_client.post(url, fields, follow=True).content.decode()
    assert Entry.objects.of(ada).on(TODAY).filter(helping__servings=1, meal="lunch").count() == 2
    assert "Logged: Lentil soup, 1 serving." in page


def test_the_page_stays_at_the_meal_that_was_chosen(ada_client, ada, egg, log):
    log(ada, egg, on=YESTERDAY)
    page = ada_client.get("/day/?meal=breakfast").content.decode()
    assert "Usual at breakfast" in page
    url, fields = sent_by(page, "Egg, boiled <small>")
    assert ada_client.post(url, fields).url == "/day/2026-11-19/?meal=breakfast"
    assert ada_client.post(url.replace("breakfast", "lunch"), fields | {"key": str(uuid4())}).url == "/day/2026-11-19/"


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/day/2026-11-19/elevenses/again/", {}),
        ("/day/2026-11-22/lunch/again/", {}),
        ("/day/2026-11-19/lunch/again/", {"quantity": "0"}),
        ("/day/2026-11-19/lunch/again/", {"quantity": "9999"}),
        ("/day/2026-11-19/lunch/again/", {"portion": "x"}),
        ("/day/2026-11-19/lunch/again/", {"portion": "999999"}),
    ],
)
def test_what_no_chip_says_is_not_found(ada_client, egg, url, fields):
    assert ada_client.post(url, chip(egg.portions.first(), **fields)).status_code == 404
    assert not Entry.objects.exists()


def test_a_food_of_somebody_else_is_not_found(ada, bob_client):
    portion = Portion.objects.create(food=own(ada), description="1 slice", grams=30)
    assert bob_client.post("/day/2026-11-19/lunch/again/", chip(portion)).status_code == 404
