"""What an editor reads of an effect: counts, and none by which somebody could be told."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from desk.effect.page import effect_page
from desk.effect.tally import Shift, Tally
from desk.models import Count
from desk.privacy import Few, few_for
from diary.models import Day, Entry, Meal
from nutrients.changesets import acts
from nutrients.changesets.difference import RowDifference
from nutrients.changesets.rows import rows_of
from nutrients.models import ChangeSet, Portion

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)
LOW, FINE = "LOOKS_LOW", "LOOKS_FINE"


def count_of(tally: Tally) -> Count:
    return Count(
        subject="effect:1", state=Count.State.DONE, result={"told": tally.as_json(), "so_far": None}, finished_at=NOW
    )


@pytest.fixture
def tally() -> Tally:
    """Zinc: five people read fine instead of low; iron: one person."""
    moves = {("ZN", LOW, FINE): [5, 8], ("FE", LOW, FINE): [1, 1]}
    shifts = {"ZN": Shift(5, 8, 0.32, 4.0, 40.0), "FE": Shift(1, 1, 0.9, 90.0, 1.0)}
    return Tally(20, 6, 9, 9, 6, moves, shifts)


def test_the_sentence_and_the_rows(loaded: object, tally: Tally) -> None:
    page = effect_page(count_of(tally), Few(1))
    assert (page.reports, page.verdicts) == ("9 open reports", "9 verdicts")
    assert [(row.name, row.people, row.before and row.before.words) for row in page.moves] == [
        ("Zinc", "5 people", "Looks low in your log"),
        ("Iron", "1 person", "Looks low in your log"),
    ]
    assert dict(page.facts) == {"Coverage, Iron": "up 90 points on average", "Largest shift": "Iron +90.0 mg a day"}


def test_what_few_people_stand_behind_is_told_without_its_direction(loaded: object, tally: Tally) -> None:
    page = effect_page(count_of(tally), Few(3))
    iron = page.moves[-1]
    assert (iron.name, iron.people, iron.before, iron.after) == ("Iron", "fewer than 3 people", None, None)
    assert dict(page.facts) == {"Coverage, Zinc": "up 4.0 points on average", "Largest shift": "Zinc +0.5 mg a day"}


def test_an_effect_on_few_people_is_not_told_at_all(loaded: object) -> None:
    only = Tally(4, 2, 3, 1, 1, {("FE", LOW, FINE): [1, 1]}, {"FE": Shift(2, 3, 0.9, 90.0, 1.0)})
    page = effect_page(count_of(only), Few(3))
    assert (page.is_few, page.reports, page.verdicts, page.moves, page.facts) == (True, "", "", (), ())


def test_who_is_the_only_one_with_a_diary_is_told_all(ada: User, bob: User, loaded: object, settings: Settings) -> None:
    assert few_for(ada) == Few(1)
    log(bob)
    assert few_for(ada) == Few(settings.DESK_PEOPLE)
    assert few_for(bob) == Few(1)


def log(person: User) -> None:
    """A complete day: yesterday, which is over in every time zone."""
    day = datetime.now(UTC).date() - timedelta(days=1)
    portion = Portion.objects.get(food__fdc_id=900, description="1 g")
    Entry.objects.create(person=person, eaten_on=day, meal=Meal.LUNCH, portion=portion, quantity=1, grams=100)
    Day.objects.create(person=person, date=day, complete=True)


@pytest.fixture
def draft(loaded: object) -> ChangeSet:
    key = ("900", "ZN")
    before = rows_of("values", [key])["values", key]
    change = RowDifference("values", key, "Egg, zinc", before, {**before, "amount per 100 g": "9"})
    return acts.propose(None, [change], reason="New label", origin="form")


def test_a_small_install_counts_while_the_editor_waits(editor_client: Client, ada: User, draft: ChangeSet) -> None:
    log(ada)
    page = editor_client.get(reverse("desk_effect", args=[draft.pk])).content.decode()
    assert "<b>1 open report</b> would get new numbers; no verdict would flip." in page
    assert "People are counted, never named" in page


def test_no_person_and_no_word_of_a_diary_is_on_the_page(editor_client: Client, bob: User, draft: ChangeSet) -> None:
    log(bob)
    page = editor_client.get(reverse("desk_effect", args=[draft.pk])).content.decode()
    assert bob.email not in page
    assert "fewer than 3 people" in page
    assert "1 open report" not in page.replace("over 1 open report", "")


def test_a_large_install_shows_how_far_it_is(
    editor_client: Client, ada: User, draft: ChangeSet, settings: Settings
) -> None:
    log(ada)
    settings.DESK_REPORTS_AT_ONCE = 0
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    address = reverse("desk_effect", args=[draft.pk])
    page = editor_client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "Counting: 0 of 1 person." in page
    assert '<progress class="gc-progress" max="1" value="0"' in page
    assert 'hx-trigger="load delay:2s"' in page
    assert "<html" not in page
    assert "Look again" in editor_client.get(address).content.decode()


def test_count_again_counts_again(editor_client: Client, ada: User, draft: ChangeSet) -> None:
    address = reverse("desk_effect", args=[draft.pk])
    assert "No open report would get new numbers." in editor_client.get(address).content.decode()
    log(ada)
    assert "No open report would get new numbers." in editor_client.get(address).content.decode()
    answer = editor_client.post(address, {"key": str(uuid4())})
    assert answer.status_code == 303
    assert "1 open report" in editor_client.get(address).content.decode()


def test_a_draft_the_tables_cannot_take_says_so(editor_client: Client, loaded: object) -> None:
    key = ("900", "ZN")
    before = rows_of("values", [key])["values", key]
    change = RowDifference("values", key, "Egg, zinc", before, {**before, "amount per 100 g": "-4"})
    changeset = acts.propose(None, [change], reason="Slip", origin="form")
    page = editor_client.get(reverse("desk_effect", args=[changeset.pk])).content.decode()
    assert "It cannot be counted" in page


def test_what_is_published_is_not_counted(editor_client: Client, draft: ChangeSet) -> None:
    acts.withdraw(draft)
    page = editor_client.get(reverse("desk_effect", args=[draft.pk])).content.decode()
    assert "no draft any more" in page


def test_who_is_no_editor_is_refused(bob_client: Client, draft: ChangeSet) -> None:
    assert bob_client.get(reverse("desk_effect", args=[draft.pk])).status_code == 403
    assert bob_client.post(reverse("desk_effect", args=[draft.pk])).status_code == 403
