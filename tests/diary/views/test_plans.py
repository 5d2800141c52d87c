"""One tap plans a suggestion for tomorrow; its day offers to log it or to leave it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from diary.models import Entry, PlannedFood
from nutrients.models import Nutrient
from tests.diary.larder import TODAY, own

pytestmark = pytest.mark.usefixtures("at_noon")
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def zinc(db) -> Nutrient:
    return Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", position=1)


@pytest.fixture
def send(ada_client, egg, zinc):
    """send(food="1"): Ada plans 50 g of egg for zinc, but for these fields."""

    def post(**changes):
        fields = {"key": str(uuid4()), "food": egg.pk, "grams": "50", "reason": "ZN"} | changes
        return ada_client.post(reverse("plan_add"), fields)

    return post


def test_it_stands_on_tomorrow_and_says_for_what(ada, ada_client, send):
    answer = send()
    plan = PlannedFood.objects.of(ada).get()
    assert (answer.status_code, answer.url) == (303, f"/planned/{plan.pk}/")
    assert ada_client.get(answer.url).url == f"/day/{TOMORROW}/"
    page = ada_client.get(f"/day/{TOMORROW}/").content.decode()
    assert "You planned" in page
    assert "1 large egg" in page
    assert "for Zinc" in page
    assert "You planned" not in ada_client.get(f"/day/{TODAY}/").content.decode()


def test_with_htmx_the_button_says_that_it_is_planned(ada, ada_client, send):
    fragment = ada_client.get(send().url, headers={"HX-Request": "true"}).content.decode()
    assert "Planned for Friday." in fragment
    assert "<html" not in fragment


def test_two_taps_plan_once(ada, send):
    key = str(uuid4())
    assert send(key=key).status_code == send(key=key).status_code == send().status_code == 303
    assert PlannedFood.objects.of(ada).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"food": "x"}, {"food": "99999999"}, {"food": "٣"}, {"grams": ""}, {"grams": "nan"}, {"grams": "-1"},
        {"grams": "1e9"}, {"reason": "NOPE"},
    ],
)  # fmt: skip
def test_what_no_button_sends_is_not_found(ada, send, wrong):
    assert send(**wrong).status_code == 404
    assert not PlannedFood.objects.of(ada).exists()


def test_nobody_plans_the_food_of_another(ada, bob_client, egg, zinc):
    fields = {"key": str(uuid4()), "food": own(ada).pk, "grams": "50", "reason": "ZN"}
    assert bob_client.post(reverse("plan_add"), fields).status_code == 404


def test_log_it_logs_at_the_meal_of_the_hour_and_undo_brings_the_plan_back(ada, ada_client, send):
    send()
    plan = PlannedFood.objects.of(ada).get()
    answer = ada_client.post(reverse("plan_log", args=[plan.pk]), {"key": str(uuid4())})
    assert answer.url == f"/day/{TOMORROW}/"
    entry = Entry.objects.of(ada).get()
    assert (entry.meal, entry.grams, entry.eaten_on) == ("lunch", 50, TOMORROW)
    page = ada_client.get(answer.url)
    assert "Logged at lunch: Egg, boiled, 50 g." in page.content.decode()
    assert "You planned" not in page.content.decode()
    undone = ada_client.post(reverse("plan_undo"), {"key": str(uuid4()), "note": page.context["undo"]["note"]})
    assert "You planned" in ada_client.get(undone.url).content.decode()
    assert not Entry.objects.of(ada).exists()


def test_not_today_takes_it_off_and_undo_puts_it_back(ada, ada_client, send):
    send()
    plan = PlannedFood.objects.of(ada).get()
    answer = ada_client.post(reverse("plan_drop", args=[plan.pk]), {"key": str(uuid4())})
    page = ada_client.get(answer.url)
    assert "No longer planned: Egg, boiled." in page.content.decode()
    ada_client.post(reverse("plan_undo"), {"key": str(uuid4()), "note": page.context["undo"]["note"]})
    assert PlannedFood.objects.of(ada).count() == 1


def test_a_note_that_is_not_ones_own_undoes_nothing(ada_client):
    assert ada_client.post(reverse("plan_undo"), {"key": str(uuid4()), "note": "x"}).status_code == 400
