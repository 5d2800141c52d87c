"""A report without the names of foods of one's own: whatever is said of it, in every field."""

import json
from dataclasses import replace

from diary.kept.report import SHARED
from diary.kept.values import Writer
from diary.sharing.anonymous import without_own_names
from nutrients.assessment.coverage import assess_week, with_suggestions
from nutrients.assessment.eaten import DayIntake
from tests.nutrients.assessment.kitchen import FOODS, PORTIONS, TABLES, diary_of, person

SLICE = "grandmother's slice"
NAMES = ("midnight stew", "morning bread", "little helper", SLICE)
STEW = replace(FOODS["stew"], name=NAMES[0], food_id=901)  # of unknown make-up, so named among possible sources
BREAD = replace(FOODS["pumpkin seeds"], name=NAMES[1], food_id=902)  # a suggestion, and a source
PILL = replace(FOODS["oysters"], name=NAMES[2], food_id=903)


def week() -> list[DayIntake]:
    days = []
    for day in diary_of("mon-sun  potatoes  700 g  complete\nmon-sun  tofu  30 g"):
        stew, bread, pill = (replace(day.eaten[0], food=food, grams=20.0) for food in (STEW, BREAD, PILL))
        days.append(replace(day, eaten=(*day.eaten, stew, stew, bread), supplements=(pill,)))
    return days


def report():
    own = {FOODS[name]: grams for name, grams in PORTIONS.items()} | {BREAD: 30.0}
    found = with_suggestions(assess_week(week(), person(), TABLES), own)
    return replace(found, nutrients=tuple(_measured(row) for row in found.nutrients))


def _measured(row):
    """Portions of own foods go by names of their owner too."""
    foods = (replace(food, measure=f"1 {SLICE} (30 g)") if food.food_id == 902 else food for food in row.suggestions)
    return replace(row, suggestions=tuple(foods))


def text_of(report) -> str:
    writer = Writer(SHARED)
    return json.dumps([writer.write(report), writer.shared], ensure_ascii=False)


def test_no_field_holds_the_name_of_an_own_food():
    before, after = report(), without_own_names(report(), {901, 902, 903})
    for name in NAMES:
        assert name in text_of(before)
        assert name not in text_of(after)
    for number in (1, 2, 3):
        assert f"a food of their own, no. {number}" in text_of(after)
    assert "potatoes" in text_of(after)


def test_figures_and_verdicts_stay_and_a_food_is_still_one_food():
    before, after = report(), without_own_names(report(), {901, 902, 903})
    for then, now in zip(before.nutrients, after.nutrients, strict=True):
        assert (now.verdict, now.probability, now.intake.recorded) == (
            then.verdict, then.probability, then.intake.recorded
        )  # fmt: skip
    assert len(after.days[0].by_food) == len(before.days[0].by_food)


def test_without_own_foods_it_is_the_same_report():
    before = report()
    assert without_own_names(before, set()) is before
    assert text_of(without_own_names(before, {999})) == text_of(before)
