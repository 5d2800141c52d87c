"""A file taken in is the diary it was written from; taken in twice, it is that once."""

import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile, User
from diary.kept.report import read_kept
from diary.models import Entry, Reader, SavedReport, Sentence, ShareLink
from diary.my_data.planning import plan_of
from diary.my_data.reading import MyData, read_file
from diary.my_data.taking_in import take_in
from diary.own.unknown import UNKNOWN_MEAL
from nutrients.models import Food, Portion
from tests.diary.larder import food
from tests.diary.my_data.filled import file_of, fill, keep_report, members_of, packed

pytestmark = pytest.mark.django_db
TOLD = {"share_links.jsonl", "readers.jsonl", "readings.jsonl", "reads_others.jsonl", "about.json", "account.json"}


def read(whole: bytes) -> MyData:
    return read_file(io.BytesIO(whole), len(whole))


def content_of(whole: bytes) -> dict[str, Any]:
    """All that a file can bring back."""
    members = members_of(whole)
    account = members["account.json"][0]
    rows: dict[str, Any] = {name: found for name, found in members.items() if name not in TOLD}
    return rows | {"profile": account["profile"], "not eaten": account["foods_not_eaten"]}


def test_taken_in_by_somebody_else_it_is_written_the_same_again(ada: User, bob: User) -> None:
    fill(ada)
    Profile.objects.filter(user=bob).delete()
    bob = User.objects.get(pk=Profile.objects.create(user=bob).user_id)
    whole = file_of(ada)
    assert all(rows for name, rows in members_of(whole).items() if name not in {"reads_others.jsonl"} | {
        "kept_reports.jsonl"
    })  # fmt: skip
    take_in(bob, read(whole))
    assert content_of(file_of(bob)) == content_of(whole)


def test_the_same_file_twice_changes_nothing(ada: User, bob: User) -> None:
    fill(ada)
    whole = file_of(ada)
    take_in(bob, read(whole))
    once = file_of(bob)
    plan = take_in(bob, read(whole))
    assert not plan.changes_something
    assert content_of(file_of(bob)) == content_of(once)


def test_into_the_diary_it_came_from_it_brings_nothing(ada: User) -> None:
    fill(ada)
    whole = file_of(ada)
    assert not take_in(ada, read(whole)).changes_something
    assert content_of(file_of(ada)) == content_of(whole)


def test_what_was_lost_since_comes_back_and_what_changed_stays(ada: User) -> None:
    fill(ada)
    whole = file_of(ada)
    Entry.objects.of(ada).filter(quantity=2).delete()
    Entry.objects.of(ada).update(quantity=7)
    plan = take_in(ada, read(whole))
    assert [row["quantity"] for row in plan.new["entries"]] == [2]
    assert sorted(Entry.objects.of(ada).values_list("quantity", flat=True)) == [2, 7]


def test_answers_given_here_stay(ada: User, bob: User) -> None:
    fill(ada)
    take_in(bob, read(file_of(ada)))
    answers = Profile.objects.get(user=bob)
    assert (answers.birth_year, answers.sex, answers.time_zone) == (1985, "male", "America/New_York")
    assert (answers.weight_kg, answers.asks_forgotten, answers.diet) == (61.3, False, "vegan")


def test_answers_that_do_not_go_together_are_all_left(ada: User, bob: User) -> None:
    fill(ada)
    Profile.objects.filter(user=ada).update(physiology="pregnant")
    take_in(bob, read(file_of(ada)))
    answers = Profile.objects.get(user=bob)
    assert (answers.sex, answers.physiology, answers.diet) == ("male", "", "")


def test_no_link_and_no_reader_comes_back_to_life(ada: User, bob: User) -> None:
    fill(ada)
    take_in(bob, read(file_of(ada)))
    assert not ShareLink.objects.of(bob).exists()
    assert not Reader.objects.of(bob).exists()


def test_a_food_that_is_unknown_here_is_kept_in_words(ada: User, bob: User) -> None:
    fill(ada)
    whole = file_of(ada)
    Entry.objects.all().delete()
    members = members_of(whole)
    for name in ("foods.jsonl", "entries.jsonl", "saved_foods.jsonl"):
        for row in members[name]:
            row["food"] = "fdc:999" if row["food"] == "fdc:1" else row["food"]
    other = packed(members)
    plan = take_in(bob, read(other))
    assert plan.unknown == {"Egg": 1}
    assert plan.left_out == ["midnight stew"]
    words = Sentence.objects.of(bob).get(state="waiting")
    assert words.text == "2 × egg Egg"
    assert not take_in(bob, read(other)).changes_something
    food(999, "Egg", ("1 egg", 50))
    take_in(bob, read(other))
    assert not Sentence.objects.of(bob).filter(state="waiting").exists()
    assert Entry.objects.of(bob).filter(portion__food__fdc_id=999, quantity=2, grams=100).exists()


def test_a_portion_that_is_gone_leaves_the_grams(ada: User, bob: User) -> None:
    fill(ada)
    whole = file_of(ada)
    Portion.objects.filter(food__fdc_id=1, description="1 egg").update(description="1 large egg")
    take_in(bob, read(whole))
    entry = Entry.objects.of(bob).get(portion__food__fdc_id=1)
    assert (entry.portion.description, entry.quantity, entry.grams) == ("1 g", 100, 100)


def test_own_foods_are_not_offered_for_being_taken_in(ada: User, bob: User) -> None:
    fill(ada)
    Food.objects.filter(owner=ada).update(is_offered=True)
    take_in(bob, read(file_of(ada)))
    assert not Food.objects.get(owner=bob).is_offered


def test_a_kept_report_names_the_foods_of_this_database(ada: User, bob: User, shipped_tables: None) -> None:
    fill(ada)
    keep_report(ada)
    take_in(bob, read(file_of(ada)))
    kept = read_kept(SavedReport.objects.of(bob).get().report)
    assert kept.own_foods == set(Food.objects.filter(owner=bob).values_list("pk", flat=True))
    named = {food.food.food_id for day in kept.report.days for food in day.eaten}
    named.discard(Food.objects.get(fdc_id=UNKNOWN_MEAL).pk)  # what words stand for that nobody has looked at
    assert named == set(Entry.objects.of(bob).values_list("portion__food", flat=True))
    assert SavedReport.objects.get(person=bob).closed_at == SavedReport.objects.get(person=ada).closed_at


def test_a_look_at_it_writes_nothing(ada: User, bob: User) -> None:
    fill(ada)
    data = read(file_of(ada))
    with CaptureQueriesContext(connection) as queries:
        plan = plan_of(bob, data)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert len(plan.new["entries"]) == 2


def test_the_file_says_what_it_is(ada: User) -> None:
    fill(ada)
    about = members_of(file_of(ada))["about.json"][0]
    assert (about["format"], about["version"]) == ("gutcheck-my-data", 1)
    assert about["rows"]["entries"] == 2
    assert json.dumps(about).count("secret") >= 2
