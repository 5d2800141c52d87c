"""The lists of what would help most, and what they keep to themselves."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from desk import counting
from desk.gaps.duplicates import Duplicates
from desk.gaps.foods import Lacking
from desk.gaps.jobs import JOBS, count_all
from desk.gaps.page import gaps_page, groups_without_foods
from desk.gaps.rules import WORDS, Rules
from desk.gaps.words import Words, fingerprint
from desk.models import Count
from diary.models import Day, Entry, Meal, Sentence
from nutrients.assessment.rules import RULE_BOOK
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodAlias, FoodNutrient, Portion
from tests.conftest import person

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)
TODAY = NOW.date()


def log(user: User, fdc_id: int = 900, grams: float = 100, on: date = TODAY) -> None:
    portion = Portion.objects.get(food__fdc_id=fdc_id, description="1 g")
    Entry.objects.create(person=user, eaten_on=on, meal=Meal.LUNCH, portion=portion, quantity=grams, grams=grams)


def say(user: User, *phrases: str, on: date = TODAY) -> None:
    Sentence.objects.create(
        person=user, eaten_on=on, meal="lunch", text="; ".join(phrases), not_understood=list(phrases), key=uuid4()
    )


def count(job: type) -> dict:
    counting.ask(job(NOW), NOW, lambda: None, at_once=1000, anew=True)
    told = counting.told(Count.objects.get(subject=job.subject))
    assert told is not None
    return told


@pytest.fixture
def five(loaded: object) -> list[User]:
    return [person(f"p{number}@example.org") for number in range(5)]


def test_foods_that_lack_values_are_counted_over_everybody(five: list[User]) -> None:
    for user in five:
        log(user, 1200, 200)
    log(five[0], 1200)
    log(five[0], 900)
    stew = Food.objects.get(fdc_id=1200)
    assert count(Lacking)["rows"] == [[stew.pk, 6, 5, ["ZN"]]]


def test_what_is_eaten_more_and_lacks_more_comes_first(five: list[User]) -> None:
    FoodNutrient.objects.filter(food__fdc_id=900, nutrient="ZN").delete()
    log(five[0], 1200, 100)
    log(five[1], 900, 500)
    assert [row[0] for row in count(Lacking)["rows"]] == [Food.objects.get(fdc_id=fdc_id).pk for fdc_id in (900, 1200)]


def test_nobodys_own_food_and_nothing_of_long_ago_is_counted(five: list[User]) -> None:
    log(five[0], 1200, on=TODAY - timedelta(weeks=20))
    own = Food.objects.create(owner=five[0], name="Secret bread", description="x", data_type="own_food", source="x")
    portion = Portion.objects.create(food=own, position=1, description="1 g", grams=1)
    Entry.objects.create(person=five[0], eaten_on=TODAY, meal=Meal.LUNCH, portion=portion, quantity=9, grams=9)
    assert count(Lacking)["rows"] == []


def test_words_of_enough_people_are_told_in_small_letters(five: list[User]) -> None:
    for user in five[:3]:
        say(user, "Dragon  Fruit")
    say(five[0], "dragon fruit")
    for user in five[:2]:
        say(user, "grandma's pie")
    assert count(Words)["rows"] == [["dragon fruit", 3, 4]]


def test_one_person_who_types_it_often_is_still_one_person(five: list[User]) -> None:
    for day in range(9):
        say(five[0], "grandma's pie", on=TODAY - timedelta(days=day))
    assert count(Words)["rows"] == []


def test_what_few_people_typed_is_written_nowhere(five: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the count under way either: a half-done count holds fingerprints."""
    monkeypatch.setattr(counting, "BATCH", 1)
    say(five[0], "grandma's pie")
    say(five[1], "xocolatl")
    job = Words(NOW)
    counting.ask(job, NOW, lambda: None, anew=True)
    counting.carry_on(job, NOW, lambda: True)
    half_done = str(Count.objects.get().result)
    assert fingerprint("grandma's pie") in half_done
    assert "grandma" not in half_done
    counting.carry_on(job, NOW, lambda: False)
    assert "grandma" not in str(Count.objects.get().result)


def test_a_phrase_with_an_alias_is_found_now(five: list[User]) -> None:
    for user in five:
        say(user, "dragon fruit")
    count(Words)
    reader = person("editor@example.org")
    assert [row.phrase for row in gaps_page(reader, NOW).words.rows or []] == ["dragon fruit"]
    FoodAlias.objects.create(phrase="Dragon fruit", means="egg")
    assert gaps_page(reader, NOW).words.rows == []


def test_the_only_one_with_a_diary_reads_their_own_words(five: list[User]) -> None:
    say(five[0], "grandma's pie")
    assert [row.phrase for row in gaps_page(five[0], NOW).words.rows or []] == ["grandma's pie"]
    assert not gaps_page(five[1], NOW).words.rows
    say(five[1], "xocolatl")
    assert not gaps_page(five[0], NOW).words.rows


def test_what_few_people_log_is_told_without_its_number(five: list[User], settings: Settings) -> None:
    log(five[0], 1200)
    log(five[1], 900)
    count(Lacking)
    (row,) = gaps_page(person("editor@example.org"), NOW).lacking.rows or []
    assert (row.entries, row.people) == (None, "fewer than 3 people")


def test_rules_that_answered_nobody(shipped_tables: None) -> None:
    user = person("p@example.org")
    food = Food.objects.everyday().first()
    portion = Portion.objects.filter(food=food, description="1 g")[0]
    Entry.objects.create(person=user, eaten_on=TODAY, meal=Meal.LUNCH, portion=portion, quantity=99, grams=99)
    Day.objects.create(person=user, date=TODAY, complete=True)
    told = count(Rules)
    assert told["reports"] == 1
    assert not {"GC-DAYS", "GC-AMOUNT", "GC-SOURCES"} & set(told["rows"])
    assert "GC-EAR" in told["rows"]


def test_every_rule_has_its_words() -> None:
    assert WORDS.keys() == {rule.id for rule in RULE_BOOK}


def test_foods_of_one_name_and_foods_alike_in_every_value(shipped_tables: None) -> None:
    one, other, third = Food.objects.shared().order_by("pk")[:3]
    assert count(Duplicates)["rows"] == [row for row in count(Duplicates)["rows"] if row[0] == "values"]
    twin = Food.objects.create(
        name=one.name.upper(), description="x", data_type="x", category="x", source="x", fdc_id=5
    )
    values = list(FoodNutrient.objects.filter(food=other))
    for value in values:
        value.pk, value.food = None, third
    FoodNutrient.objects.filter(food=third).delete()
    FoodNutrient.objects.bulk_create(values)
    rows = count(Duplicates)["rows"]
    assert ["name", [one.pk, twin.pk]] in rows
    assert any(why == "values" and {other.pk, third.pk} <= set(ids) for why, ids in rows)


def test_sources_without_foods(loaded: object) -> None:
    assert groups_without_foods() == []
    Food.objects.get(fdc_id=900).shares.all().delete()
    assert [group.key for group in groups_without_foods()] == ["eggs"]


def test_the_page_says_what_was_counted_and_has_every_empty_state(editor_client: Client, loaded: object) -> None:
    page = editor_client.get(reverse("desk_gaps")).content.decode()
    assert page.count("Not counted yet.") == 3  # the editor keeps no diary and nobody else does: no words
    count_all(datetime.now(UTC))
    for job in JOBS.values():
        counting.carry_on(job(NOW), NOW, lambda: False)
    page = editor_client.get(reverse("desk_gaps")).content.decode()
    for text in (
        "Every food that is logged has a value", "were left without a food", "No two foods share a name",
        "No draft is open.", "Nobody logged anything", "Every group that counts as a source holds a food.",
    ):  # fmt: skip
        assert text in page


def test_open_drafts_are_on_the_page(editor_client: Client, loaded: object) -> None:
    acts.propose(None, [], reason="A better stew", origin="form")
    assert "A better stew" in editor_client.get(reverse("desk_gaps")).content.decode()


def test_a_phrase_becomes_a_draft_alias_in_one_step(editor_client: Client, five: list[User]) -> None:
    for user in five:
        say(user, "dragon & fruit")
        log(user, 1200)
    for job in (Words, Lacking):
        count(job)
    # counted as of NOW; the page reads by the clock, and takes what was counted
    page = editor_client.get(reverse("desk_gaps")).content.decode()
    assert 'name="phrase" value="dragon &amp; fruit"' in page
    assert all(user.email not in page for user in five)
    answer = alias(editor_client, "egg")
    draft = ChangeSet.objects.get()
    assert answer["Location"] == reverse("desk_draft", args=[draft.pk])
    assert [(row.key, row.before, row.after) for row in draft.rows.all()] == [
        ('["dragon & fruit", "egg"]', None, {"note": ""})
    ]
    assert not FoodAlias.objects.filter(phrase="dragon & fruit").exists(), "nothing is in force before it is published"
    page = editor_client.get(reverse("desk_gaps")).content.decode()
    assert "A draft gives it a meaning" in page
    assert 'name="phrase" value="dragon &amp; fruit"' not in page


@pytest.mark.parametrize(
    ("means", "says"),
    [
        ("", "Write the words the food is listed under."),
        ("xyzzyq", "No food is found by “xyzzyq”."),
        ("x" * 61, "At most 60"),
    ],
)
def test_a_meaning_that_finds_nothing_is_refused_beside_it(
    editor_client: Client, five: list[User], means: str, says: str
) -> None:
    for user in five:
        say(user, "dragon & fruit")
    count(Words)
    answer = alias(editor_client, means)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert f'value="{means}" aria-invalid="true"' in page
    assert not ChangeSet.objects.exists()


def alias(client: Client, means: str) -> HttpResponse:
    fields = {"phrase": "dragon & fruit", "means": means, "key": str(uuid4())}
    return client.post(reverse("desk_gaps_alias"), fields)


@pytest.mark.django_db(transaction=True)
def test_count_now_counts_now(editor_client: Client, loaded: object) -> None:
    answer = editor_client.post(reverse("desk_gaps_count"), {"key": str(uuid4())})
    assert answer.status_code == 303
    assert set(Count.objects.values_list("subject", "state")) == {(subject, "done") for subject in JOBS}


def test_the_page_takes_as_many_queries_however_long_the_lists(
    editor_client: Client, five: list[User], django_assert_max_num_queries
) -> None:
    for user in five:
        say(user, *(f"word {number}" for number in range(30)))
        log(user, 1200)
    for job in (Words, Lacking, Duplicates):
        count(job)
    with django_assert_max_num_queries(25):
        editor_client.get(reverse("desk_gaps"))


def test_who_is_no_editor_is_refused(bob_client: Client, loaded: object) -> None:
    assert bob_client.get(reverse("desk_gaps")).status_code == 403
    assert bob_client.post(reverse("desk_gaps_count")).status_code == 403
