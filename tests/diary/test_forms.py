from datetime import date

import pytest

from diary.forms import DayForm, EntryForm
from diary.models import Entry
from nutrients.models import Food
from tests.diary.larder import TODAY, food


def bound(person, row, data, **kwargs):
    return EntryForm(data, instance=kwargs.pop("instance", Entry(person=person)), food=row, today=TODAY)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("quantity", "", "Without an amount the food cannot be counted. Write a number"),
        ("quantity", "NaN", "Write a number such as 2"),
        ("quantity", "inf", "Write a number such as 2"),
        ("quantity", "-1", "must be more than 0"),
        ("quantity", "−2½", "must be more than 0"),
        ("quantity", "-x", "Write a number such as 2"),
        ("quantity", "0", "must be more than 0"),
        ("quantity", "0,0", "must be more than 0"),
        ("quantity", "0.0001", "less than a thousandth of a portion. Check"),
        ("quantity", "1e3", "Write a number such as 2"),
        ("quantity", "1_000", "Write a number such as 2"),
        ("quantity", "４", "Write a number such as 2"),
        ("quantity", "1/0", "Write a number such as 2"),
        ("quantity", "9" * 21, "too long for an amount. Write a number"),
        ("quantity", "1\x00", "holds a character that cannot be kept. Type it anew"),
        ("quantity", "144", "That is 7,200 g of Egg, boiled; more than 5 kg of one food at one time."),
        ("portion", "", "needs a portion to count. Choose one"),
        ("portion", "999999", "does not belong to the food"),
        ("portion", "9" * 30, "does not belong to the food"),
        ("portion", "x", "does not belong to the food"),
        ("meal", "elevenses", "There is no such meal"),
        ("meal", "", "belongs to a meal. Choose one"),
        ("eaten_on", "", "belongs to a day. Choose one"),
        ("eaten_on", "2026-13-01", "Write year-month-day"),
        ("eaten_on", "19.11.2026", "Write year-month-day"),
        ("eaten_on", "２026-11-19", "Write year-month-day"),
        ("eaten_on", "2026-11-21", "Saturday 21 November has not come yet"),
        ("eaten_on", "2027-01-01", "Friday 1 January 2027 has not come yet"),
        ("eaten_on", "1999-12-31", "starts in 2000"),
    ],
)
def test_bad_input_is_answered_beside_the_input(ada, egg, typed, field, value, says):
    form = bound(ada, egg, typed(egg, **{field: value}))
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert says in form.errors[field][0]
    assert form[field].build_widget_attrs({})["aria-invalid"] == "true"


def test_more_portions_than_anyone_eats_are_refused_however_light(ada, typed):
    form = bound(ada, food(9, "Saffron", ("1 thread", 0.002)), typed(Food.objects.get(), quantity="5001"))
    assert form.errors == {"quantity": [form.fields["quantity"].error_messages["max_value"]]}


def test_no_meal_is_not_a_choice(ada, egg, log):
    assert "" not in dict(EntryForm(instance=log(ada, egg), food=egg, today=TODAY).fields["meal"].choices)


def test_the_portion_of_another_food_is_refused(ada, egg, bread, typed):
    form = bound(ada, egg, typed(egg, portion=bread.portions.first().pk))
    assert form.errors == {"portion": ["This portion does not belong to the food. Choose one from the list."]}


def test_5_kg_is_the_most_of_one_food(ada, egg, typed):
    grams = egg.portions.get(description="1 g")
    assert bound(ada, egg, typed(egg, portion=grams.pk, quantity="5000")).is_valid()
    assert not bound(ada, egg, typed(egg, portion=grams.pk, quantity="5000.1")).is_valid()


def test_tomorrow_may_be_logged(ada, egg, typed):
    assert bound(ada, egg, typed(egg, eaten_on="2026-11-20")).is_valid()


def test_grams_are_quantity_times_portion(ada, egg, typed):
    entry = bound(ada, egg, typed(egg, quantity="1½")).save()
    assert (entry.quantity, entry.grams) == (1.5, 75)


def test_grams_stay_as_eaten_when_only_the_meal_or_the_day_changes(ada, egg, log, typed):
    """The portion was 50 g when the egg was logged and is 60 g since: the egg eaten then weighed 50 g."""
    entry = log(ada, egg)
    egg.portions.filter(description="1 large egg").update(grams=60)
    entry = bound(ada, egg, typed(egg, quantity="1", meal="dinner", eaten_on="2026-11-18"), instance=entry).save()
    assert (entry.meal, entry.eaten_on, entry.grams) == ("dinner", date(2026, 11, 18), 50)


def test_grams_follow_a_changed_quantity(ada, egg, log, typed):
    entry = bound(ada, egg, typed(egg, quantity="3"), instance=log(ada, egg)).save()
    assert entry.grams == 150


def test_a_third_shown_and_sent_back_unchanged_keeps_its_grams(ada, typed, log):
    pie = food(9, "Pie", ("1 pie", 1000))
    entry = log(ada, pie, quantity=1 / 3)
    Entry.objects.filter(pk=entry.pk).update(grams=300)
    entry.refresh_from_db()
    shown = EntryForm(instance=entry, food=pie, today=TODAY)["quantity"].value()
    assert bound(ada, pie, typed(pie, quantity=shown), instance=entry).save().grams == 300


def test_fields_the_form_does_not_name_change_nothing(ada, bob, egg, typed):
    entry = bound(ada, egg, typed(egg, person=bob.pk, grams="1", id="77", created_at="2001-01-01")).save()
    assert (entry.person, entry.grams, entry.pk == 77) == (ada, 100, False)


@pytest.mark.parametrize(
    ("logged", "has_come", "says"), [(False, True, "Log at least what you drank"), (True, False, "has not come yet")]
)
def test_a_day_that_cannot_be_complete_says_why(logged, has_come, says):
    form = DayForm({"complete": "true", "typical": "less"}, anything_logged=logged, has_come=has_come)
    assert says in form.errors["complete"][0]


@pytest.mark.parametrize("sent", [{"complete": "maybe"}, {"complete": "on"}, {}])
def test_a_day_is_complete_only_where_that_was_said(sent):
    form = DayForm(sent, anything_logged=True, has_come=True)
    assert form.errors["complete"] == [
        "Whether the day is complete was not said, so nothing was changed. Choose one of the buttons."
    ]


def test_leaving_a_day_open_is_always_possible():
    assert DayForm({"complete": "false", "typical": ""}, anything_logged=False, has_come=True).is_valid()
