"""Which of the person's own foods would close a gap."""

import pytest

from nutrients.assessment.coverage import assess_week
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import Composition
from nutrients.assessment.rules import Verdict, verdict_of
from nutrients.assessment.suggestions import Upper, suggest
from tests.nutrients.assessment.kitchen import FOODS, TABLES, diary_of, food, person, tables_with

OWN = {FOODS[name]: grams for name, grams in [("egg, whole", 50.0), ("roast beef", 85.0), ("pumpkin seeds", 30.0)]}


def low_zinc() -> Adequacy:
    """4 mg a day over a week, 6.8 mg needed."""
    adequacy = assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES)["ZN"].adequacy
    assert adequacy is not None
    return adequacy


def named(foods: dict[Composition, float], *uppers: Upper, count: int = 9) -> list[str]:
    return [suggestion.name for suggestion in suggest("ZN", low_zinc(), foods, uppers, count)]


def test_foods_are_ranked_by_what_one_portion_a_day_would_gain() -> None:
    """Beef 85 g x 6 = 5.1 mg, pumpkin seeds 30 g x 7.5 = 2.25 mg, egg 50 g x 1.3 = 0.65 mg."""
    found = suggest("ZN", low_zinc(), OWN, (), 9)
    assert [suggestion.name for suggestion in found] == ["roast beef", "pumpkin seeds", "egg, whole"]
    assert [suggestion.adds for suggestion in found] == pytest.approx([5.1, 2.25, 0.65])
    assert [suggestion.grams for suggestion in found] == [85.0, 30.0, 50.0]
    for suggestion in found:
        assert suggestion.probability == low_zinc().with_mean(4.0 + suggestion.adds).probability
        assert suggestion.verdict == verdict_of(suggestion.probability, TABLES.settings)
        assert suggestion.probability > low_zinc().probability
    assert found[0].verdict == Verdict.LOOKS_FINE


def test_only_so_many_are_named() -> None:
    assert named(OWN, count=2) == ["roast beef", "pumpkin seeds"]


def test_a_food_without_a_value_or_with_none_of_it_is_not_named() -> None:
    assert named({FOODS["tofu"]: 200.0, FOODS["sugar"]: 50.0}) == []


def test_a_food_that_gains_nothing_is_not_named() -> None:
    """Where nothing was recorded the mean enters as the floor, 0.19 mg; a trace below it moves nothing."""
    nothing = assess_week(diary_of("mon-sun  sugar  500 g  complete"), person(), TABLES)["ZN"].adequacy
    assert nothing is not None
    trace = food("trace", amounts={"ZN": 0.1})
    assert suggest("ZN", nothing, {trace: 100.0}, (), 9) == ()


def test_nothing_that_passes_an_upper_level_is_named() -> None:
    """Liver, 100 g: 4 mg of zinc, and 9000 mcg of retinol where 3000 are the limit."""
    retinol = Upper("RETOL", level=3000.0, recorded=100.0)
    assert named({FOODS["liver"]: 100.0, **OWN}, retinol) == ["roast beef", "pumpkin seeds", "egg, whole"]
    assert "liver" in named({FOODS["liver"]: 100.0})
    assert "liver" in named({FOODS["liver"]: 30.0}, retinol)  # 100 + 2700 stays below


def test_the_upper_level_of_the_nutrient_itself_holds_too() -> None:
    assert named({FOODS["oysters"]: 85.0}, Upper("ZN", level=40.0, recorded=4.0)) == []
    assert named({FOODS["oysters"]: 60.0}, Upper("ZN", level=40.0, recorded=4.0)) == ["oysters"]  # 36 mg: exactly 40


def test_a_level_already_passed_does_not_hide_foods_that_add_nothing_to_it() -> None:
    retinol = Upper("RETOL", level=3000.0, recorded=5000.0)
    assert named(OWN, retinol) == ["roast beef", "pumpkin seeds"]  # the egg holds retinol


def test_equal_gains_are_named_in_a_fixed_order() -> None:
    twins = {food("b", amounts={"ZN": 2.0}, food_id=2): 50.0, food("a", amounts={"ZN": 1.0}, food_id=1): 100.0}
    assert named(twins) == ["a", "b"]


def test_a_week_suggests_for_what_reads_low_and_for_nothing_else() -> None:
    report = assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES, OWN)
    assert [suggestion.name for suggestion in report["ZN"].suggestions] == ["roast beef", "pumpkin seeds", "egg, whole"]
    assert report["THIA"].verdict == Verdict.LOOKS_FINE
    assert report["THIA"].suggestions == ()
    assert report["K"].suggestions == ()  # below an AI is no gap
    one = assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), tables_with(suggestion_count=1), OWN)
    assert [suggestion.name for suggestion in one["ZN"].suggestions] == ["roast beef"]


def test_a_week_knows_what_it_holds_of_the_upper_levels() -> None:
    """Liver on every day of the week: no food with retinol is suggested any more, whatever it would bring."""
    days = diary_of("mon-sun  liver  50 g  complete\nmon-sun  sugar  300 g")
    row = assess_week(days, person(), TABLES, {**OWN, FOODS["liver"]: 100.0})["ZN"]
    assert row.verdict == Verdict.LOOKS_LOW
    assert [suggestion.name for suggestion in row.suggestions] == ["roast beef", "pumpkin seeds"]


def test_without_own_foods_nothing_is_suggested() -> None:
    assert assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES)["ZN"].suggestions == ()
    assert assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES, {})["ZN"].suggestions == ()
