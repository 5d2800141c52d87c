"""The effect of a draft against the slow way: publish it, read every report again, compare."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile, User
from desk import counting
from desk.effect.job import Effect
from desk.effect.tally import Json
from desk.effect.windows import WEEKS, weeks_of
from desk.models import Count
from diary.kept.keeping import keep_week
from diary.models import Day, Entry, Sentence
from diary.report import report_over
from nutrients import models
from nutrients.changesets import acts
from nutrients.changesets.difference import RowDifference
from nutrients.changesets.rows import rows_of
from nutrients.models import ChangeSet, Food, Portion
from tests.conftest import person

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)
TODAY = NOW.date()
MILK, EGG, BREAD = "milk", "egg", "bread"


@pytest.fixture
def people(shipped_tables: None) -> list[User]:
    """Six people who differ, with four weeks of common foods each; the first keeps one of the weeks."""
    everyday = Food.objects.everyday().filter(usual_grams__lte=300).order_by("fdc_id")[::7]
    portions = list(Portion.objects.filter(food__in=everyday, description="1 g").select_related("food"))
    answers: list[dict[str, Any]] = [
        {"birth_year": 1990, "sex": "female", "menstruating": True, "time_zone": "Pacific/Auckland"},
        {"birth_year": 1960, "sex": "male", "reference_set": "EFSA"},
        {"birth_year": 2012, "sex": "male"},
        {},
        {"birth_year": 1985, "sex": "female", "menstruating": False, "diet": "vegan"},
        {"birth_year": 1975, "sex": "male", "time_zone": "America/Los_Angeles"},
    ]
    found = [person(f"p{number}@example.org", **answer) for number, answer in enumerate(answers)]
    for number, user in enumerate(found):
        log(user, number, portions)
    keep_week(found[0], weeks_of(found[0].profile, NOW)[0], TODAY)
    Sentence.objects.create(
        person=found[1], eaten_on=TODAY, meal="lunch", text="dragon fruit", not_understood=["dragon fruit"], key=KEY
    )
    return found


KEY = "00000000-0000-4000-8000-000000000001"


def log(user: User, number: int, portions: list[Portion]) -> None:
    dates = [TODAY - timedelta(days=back) for back in range(1, 7 * WEEKS)]
    Entry.objects.bulk_create(
        Entry(
            person=user, eaten_on=on, meal="lunch", portion=portions[(7 * number + 5 * place + back) % len(portions)],
            quantity=1, grams=40 + 30 * place,
        )
        for back, on in enumerate(dates)
        for place in range(6)
    )  # fmt: skip
    Day.objects.bulk_create(Day(person=user, date=on, complete=on.day % 6 > 0) for on in dates)


def draft(table: str, key: tuple[str, ...], **cells: str) -> ChangeSet:
    """cells: with _ for a space; none: the row goes."""
    named = {name.replace("_per_", " per ").replace("100_g", "100 g"): cell for name, cell in cells.items()}
    before = rows_of(table, [key])[table, key]
    after = {**before, **named} if cells else None
    return acts.propose(None, [RowDifference(table, key, "x", before, after)], reason="Test", origin="command")


def eaten_food() -> str:
    """One of the foods logged by some and not by all."""
    rows = Entry.objects.values_list("portion__food__fdc_id", "person").distinct()
    by: dict[int, set[int]] = {}
    for fdc_id, who in rows:
        by.setdefault(fdc_id, set()).add(who)
    return str(next(fdc_id for fdc_id, who in sorted(by.items()) if 1 < len(who) < 6))


def values_of(fdc_id: str, tagname: str) -> ChangeSet:
    return draft("values", (fdc_id, tagname), amount_per_100_g="77.5")


DRAFTS: dict[str, Callable[[str], ChangeSet]] = {
    "a value more": lambda food: values_of(food, "ZN"),
    "a value unknown": lambda food: draft("values", (food, "FE")),
    "its energy": lambda food: draft("values", (food, "ENERC_KCAL"), amount_per_100_g="600"),
    "make-up": lambda food: draft("foods", (food,), makeup_known="no"),
    "a supplement after all": lambda food: draft("foods", (food,), supplement="yes"),
    "its name only": lambda food: draft("foods", (food,), name="Otherwise"),
    "a threshold": lambda food: draft("rule_settings", ("looks_low_below",), value="0.4"),
    "days asked for": lambda food: draft("rule_settings", ("minimum_days",), value="6"),
    "a reference": lambda food: draft("reference_intakes", reference("ZN"), EAR="4"),
    "a serving": lambda food: draft("food_groups", (models.FoodGroup.objects.earliest("key").key,), is_plant="no"),
}


def reference(tagname: str) -> tuple[str, ...]:
    return next(key for table, key in rows_of("reference_intakes") if key[:2] == ("DRI", tagname) and "19-30" in key[3])


def counted(changeset: ChangeSet) -> Json:
    job = Effect(changeset, NOW)
    counting.ask(job, NOW, lambda: None, at_once=1000)
    count = Count.objects.get(subject=f"effect:{changeset.pk}")
    assert count.state == Count.State.DONE
    told = counting.told(count)
    assert told is not None
    return told


Figures = dict[tuple[int, date], dict[str, tuple[Any, ...]]]


def figures() -> Figures:
    """Of every open report of these weeks, by the report itself."""
    found: Figures = {}
    for profile in Profile.objects.all():
        for week in weeks_of(profile, NOW):
            logged = Entry.objects.of(profile.user).in_week(week).exists()
            if not logged or profile.user.saved_reports.filter(first_day=week.first_day).exists():
                continue
            report = report_over(profile, week.days)
            found[profile.user_id, week.first_day] = {
                row.nutrient.tagname: (
                    row.finding, row.intake.recorded, row.intake.known_share, row.probability, row.reference,
                    row.supplements and row.supplements.amount, row.sources and row.sources.every.share,
                    row.sources and row.sources.every.possible_share,
                )
                for row in report.nutrients
            }  # fmt: skip
    return found


@pytest.mark.parametrize("name", DRAFTS)
def test_what_is_told_before_is_what_happens_after(name: str, people: list[User]) -> None:
    changeset = DRAFTS[name](eaten_food())
    told, before = counted(changeset), figures()
    ChangeSet.objects.filter(pk=changeset.pk).update(state=ChangeSet.State.REVIEW)
    changeset.refresh_from_db()
    acts.publish([changeset], reviewer=None, at=NOW)
    after = figures()
    assert told["reports"] == sum(before[key] != after[key] for key in before)
    assert told["people"] == len({who for who, _ in before if any(
        before[key] != after[key] for key in before if key[0] == who
    )})  # fmt: skip
    moves: dict[tuple[str, str, str], set[tuple[int, date]]] = {}
    for key in before:
        for tagname in before[key].keys() & after[key].keys():
            one, other = before[key][tagname][0].verdict, after[key][tagname][0].verdict
            if one != other:
                moves.setdefault((tagname, one.value, other.value), set()).add(key)
    assert {tuple(move[:3]): move[3:] for move in told["moves"]} == {
        move: [len({who for who, _ in reports}), len(reports)] for move, reports in moves.items()
    }
    assert told["flips"] == sum(map(len, moves.values()))


def test_something_changes_in_most_of_these(people: list[User]) -> None:
    """Else the comparison above would hold of a count that never counts."""
    food = eaten_food()
    assert counted(DRAFTS["a threshold"](food))["flips"] > 0
    assert counted(DRAFTS["a value more"](food))["reports"] > 0
    assert counted(DRAFTS["its name only"](food))["reports"] == 0


def test_nothing_of_the_trial_is_left(people: list[User]) -> None:
    food = eaten_food()
    before = rows_of("values", [(food, "ZN")])
    counted(values_of(food, "ZN"))
    assert rows_of("values", [(food, "ZN")]) == before


def test_only_people_who_ate_the_food_are_counted(people: list[User]) -> None:
    food = eaten_food()
    changeset = values_of(food, "ZN")
    counted(changeset)
    ate = Entry.objects.filter(portion__food__fdc_id=food).values("person").distinct().count()
    assert Count.objects.get().total == ate < len(people)


def test_progress_grows_and_a_piece_goes_on_where_the_last_one_ended(
    people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BATCH", 2)
    whole = counted(DRAFTS["a threshold"](""))
    changeset = ChangeSet.objects.get()
    job, seen = Effect(changeset, NOW), []
    counting.ask(job, NOW, lambda: None, anew=True)
    for _ in range(9):
        ended = counting.carry_on(Effect(changeset, NOW), NOW, lambda: True)
        count = Count.objects.get()
        seen.append(count.done)
        if ended:
            break
    assert seen == [2, 4, 6, 6]
    assert counting.told(count) == whole


def test_two_workers_at_one_count_count_nobody_twice(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BATCH", 2)
    whole = counted(DRAFTS["a threshold"](""))
    changeset = ChangeSet.objects.get()
    counting.ask(Effect(changeset, NOW), NOW, lambda: None, anew=True)
    other = Effect(changeset, NOW)

    def meanwhile() -> bool:
        monkeypatch.setattr(other, "add", Effect.add.__get__(other))
        counting.carry_on(Effect(changeset, NOW), NOW, lambda: False)
        return False

    counting.carry_on(other, NOW, meanwhile)
    assert counting.told(Count.objects.get()) == whole


def test_a_draft_that_was_changed_is_counted_anew(people: list[User]) -> None:
    food = eaten_food()
    changeset = values_of(food, "ZN")
    first = counted(changeset)
    before = rows_of("values", [(food, "ZN")])["values", (food, "ZN")]
    same = RowDifference("values", (food, "ZN"), "x", before, {**before, "source": "Another label"})
    acts.propose(None, [same], reason="Test", origin="command", changeset=changeset)
    changeset.refresh_from_db()
    assert first["reports"] > 0
    assert counted(changeset)["reports"] == 0


def test_a_new_release_makes_it_stale(people: list[User]) -> None:
    changeset = values_of(eaten_food(), "ZN")
    counted(changeset)
    basis = Count.objects.get().basis
    models.TableRelease.objects.create(version="2999.1.1", published_on=date(2999, 1, 1))
    counted(changeset)
    assert Count.objects.get().basis != basis


def test_queries_do_not_grow_with_the_people(people: list[User]) -> None:
    changeset = DRAFTS["a threshold"]("")
    counted(changeset)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            counting.ask(Effect(changeset, NOW), NOW, lambda: None, at_once=1000, anew=True)
        return len(captured)

    few = queries()
    User.objects.filter(pk__in=[user.pk for user in people[3:]]).delete()
    assert abs(queries() - few) <= 2
