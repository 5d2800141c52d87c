"""A supplement from its label to the report, by its owner alone."""

from uuid import uuid4

import pytest
from django.urls import reverse

from diary.models import Day, Entry
from diary.report import weekly_report
from diary.weeks import Week
from nutrients.assessment.rules import Verdict
from nutrients.models import Food, Nutrient
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon")
WEEK = Week(2026, 46)


def label(**changes):
    return {"key": str(uuid4()), "name": "Zinc 15", "count": "1", "unit": "1 tablet", "amount-ZN": "15"} | changes


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(
        tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy", position=1, decimals=1
    )


@pytest.fixture
def tablet(zinc, ada_client):
    ada_client.post(reverse("supplement_new"), label())
    return Food.objects.get(is_supplement=True)


def test_what_is_added_is_chosen_between_food_and_supplement(zinc, ada_client):
    page = ada_client.get(reverse("food_new")).content.decode()
    assert reverse("supplement_new") in page
    assert "Add a supplement from its label" in ada_client.get(reverse("supplement_new")).content.decode()


def test_its_page_shows_label_values_of_one_and_no_weight(tablet, ada_client):
    page = ada_client.get(reverse("food", kwargs={"pk": tablet.pk})).content.decode()
    assert "15.0 mg" in page
    assert "tablet" in page
    assert "· 1 g" not in page
    assert "100 g" not in page


def test_a_refused_form_saves_nothing_and_keeps_what_was_typed(zinc, ada_client):
    answer = ada_client.post(reverse("supplement_new"), label(count="none", **{"amount-ZN": "plenty"}))
    assert answer.status_code == 422
    assert 'value="plenty"' in answer.content.decode()
    assert not Food.objects.exists()


def test_the_same_form_sent_twice_makes_one(zinc, ada_client):
    body = label()
    for _time in range(2):
        ada_client.post(reverse("supplement_new"), body)
    assert Food.objects.count() == 1


def test_it_is_changed_by_its_own_form_and_not_as_a_food(tablet, ada_client, bob_client):
    edit = reverse("supplement_edit", kwargs={"pk": tablet.pk})
    assert 'value="15"' in ada_client.get(edit).content.decode()
    ada_client.post(edit, label(**{"amount-ZN": "10"}))
    assert tablet.composition.get().amount == 1000
    assert ada_client.get(reverse("food_edit", kwargs={"pk": tablet.pk})).status_code == 404
    assert bob_client.get(edit).status_code == 404
    assert bob_client.post(edit, label()).status_code == 404


def test_search_says_that_it_is_a_supplement(tablet, ada_client):
    page = ada_client.get(reverse("food_list"), {"q": "zinc"}).content.decode()
    assert "<small>supplement</small>" in page


def take(person, food, days):
    for day in days:
        Entry.objects.create(
            person=person, eaten_on=day, meal="breakfast", portion=food.portions.get(), quantity=1, grams=1
        )


def test_a_day_with_supplements_only_cannot_be_complete(tablet, ada, ada_client):
    take(ada, tablet, [TODAY])
    answer = ada_client.post(reverse("day_close", kwargs={"date": TODAY}), {"key": str(uuid4()), "complete": "true"})
    assert answer.status_code == 422
    assert not Day.objects.filter(complete=True).exists()


def test_the_day_shows_it_by_the_tablet(tablet, ada, ada_client):
    take(ada, tablet, [TODAY])
    page = ada_client.get(reverse("day", kwargs={"date": TODAY})).content.decode()
    item = page[page.index('class="gc-item"') : page.index("</a>", page.index('class="gc-item"'))]
    assert "1 tablet" in item
    assert "supplement" in item
    assert "1 g" not in item
    assert "unknown" not in item


def test_logging_one_says_how_many_and_not_how_heavy(tablet, ada_client, typed):
    page = ada_client.post(reverse("entry_add"), typed(tablet, quantity="2"), follow=True).content.decode()
    assert "Logged: Zinc 15, 2 × tablet." in page


def test_too_many_at_once_are_refused_without_a_weight(tablet, ada_client, typed):
    answer = ada_client.post(reverse("entry_add"), typed(tablet, quantity="5000.5"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "5 kg" not in page
    assert not Entry.objects.exists()


def test_it_stands_beside_the_food_on_the_page_of_the_nutrient(tablet, ada, ada_client, egg, rule_settings):
    take(ada, tablet, [TODAY])
    page = ada_client.get(reverse("nutrient", kwargs={"tagname": "ZN"})).content.decode()
    assert "Supplements you log" in page
    assert "1 tablet: 15.0 mg" in page


@pytest.mark.usefixtures("shipped_tables")
def test_the_report_counts_it_apart_from_the_food(ada, ada_client):
    """Bread alone looks low in zinc; a tablet of 15 mg gives more than twice the need."""
    ada_client.post(reverse("supplement_new"), label())
    tablet, rice = Food.objects.get(is_supplement=True), Food.objects.get(fdc_id=2708408)
    for day in WEEK.days:
        Entry.objects.create(
            person=ada,
            eaten_on=day,
            meal="lunch",
            portion=rice.portions.get(description="1 g"),
            quantity=500,
            grams=500,
        )
        Day.objects.create(person=ada, date=day, complete=True)
    before = weekly_report(ada.profile, WEEK)
    take(ada, tablet, WEEK.days)
    report = weekly_report(ada.profile, WEEK)
    row = report["ZN"]
    assert row.intake == before["ZN"].intake
    assert report.quality == before.quality
    assert (row.verdict, row.food_alone.verdict) == (Verdict.LOOKS_FINE, before["ZN"].verdict)
    assert row.supplement == 15
    assert all(food.food_id != tablet.pk for nutrient in report.nutrients for food in nutrient.suggestions)
