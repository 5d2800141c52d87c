"""Which of the person's own foods would close a gap."""

import pytest

from nutrients.assessment.coverage import assess_week, short_of_own_foods, with_suggestions
from nutrients.assessment.eaten import Composition
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.rules import Verdict, verdict_of
from nutrients.assessment.suggestions import suggest
from nutrients.assessment.uppers import Upper
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
        assert suggestion.probability == low_zinc().probability_with(mean=4.0 + suggestion.adds)
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
    report = with_suggestions(assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES), OWN)
    assert [suggestion.name for suggestion in report["ZN"].suggestions] == ["roast beef", "pumpkin seeds", "egg, whole"]
    assert report["THIA"].verdict == Verdict.LOOKS_FINE
    assert report["THIA"].suggestions == ()
    assert report["K"].suggestions == ()  # below an AI is no gap
    one = with_suggestions(
        assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), tables_with(suggestion_count=1)), OWN
    )
    assert [suggestion.name for suggestion in one["ZN"].suggestions] == ["roast beef"]


def test_a_week_knows_what_it_holds_of_the_upper_levels() -> None:
    """Liver on every day of the week: no food with retinol is suggested any more, whatever it would bring."""
    days = diary_of("mon-sun  liver  50 g  complete\nmon-sun  sugar  300 g")
    row = with_suggestions(assess_week(days, person(), TABLES), {**OWN, FOODS["liver"]: 100.0})["ZN"]
    assert row.verdict == Verdict.LOOKS_LOW
    assert [suggestion.name for suggestion in row.suggestions] == ["roast beef", "pumpkin seeds"]


def test_without_own_foods_nothing_is_suggested() -> None:
    report = assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES)
    assert report["ZN"].suggestions == ()
    assert with_suggestions(report, {})["ZN"].suggestions == ()


def everyday(name: str, zinc: float, group: str = "", food_id: int = 0, **values: float) -> Composition:
    shares = {group: 1.0} if group else {}
    return food(name, 100.0, food_id, amounts={"ZN": zinc, **values}, shares=shares)


def told(foods: dict[Composition, float], others: dict[Composition, float], count: int = 3) -> list[tuple[str, bool]]:
    return [(s.name, s.is_eaten) for s in suggest("ZN", low_zinc(), foods, (), count, others)]


def test_everyday_foods_fill_up_what_the_own_ones_leave() -> None:
    """Zinc looks low at 4 mg. A bite of egg, 0.13 mg, changes nothing of that; beef and 3 mg of anything do."""
    egg, crab = {FOODS["egg, whole"]: 10.0}, {everyday("crab", 3.0): 100.0}
    assert told(egg, crab) == [("egg, whole", True), ("crab", False)]
    assert told({FOODS["roast beef"]: 85.0, **egg}, crab, count=2) == [("roast beef", True), ("crab", False)]
    assert told({}, crab) == [("crab", False)]


def test_no_everyday_food_is_named_where_enough_own_ones_would_read_better() -> None:
    own = {FOODS["roast beef"]: 85.0, FOODS["pumpkin seeds"]: 30.0}
    assert told(own, {everyday("crab", 9.0): 100.0}, count=2) == [("roast beef", True), ("pumpkin seeds", True)]


def test_no_two_everyday_foods_are_of_a_kind() -> None:
    others = {
        everyday("crab", 9.0, "shellfish", 1): 100.0, everyday("lobster", 8.0, "shellfish", 2): 100.0,
        everyday("lamb", 5.0, "lamb", 3): 100.0,
    }  # fmt: skip
    assert told({}, others) == [("crab", False), ("lamb", False)]
    assert told({everyday("prawns", 4.0, "shellfish", 4): 100.0}, others) == [("prawns", True), ("lamb", False)]


def test_an_unknown_amount_is_taken_like_the_energy_of_the_log() -> None:
    """0.5 mcg of retinol in 1 kcal logged: 100 kcal of an unknown food may bring 50 to the 2960 of 3000."""
    tight = Upper("RETOL", level=3000.0, recorded=2960.0, per_kcal=0.5)
    unknown = {everyday("stew", 3.0): 100.0}
    assert [food.energy for food in unknown] == [100.0]
    assert named(unknown, tight) == []
    assert named(unknown, Upper("RETOL", level=3000.0, recorded=2940.0, per_kcal=0.5)) == ["stew"]
    assert named({everyday("stew", 3.0, RETOL=0.0): 100.0}, tight) == ["stew"]  # known to hold none


def test_where_nothing_is_known_of_a_level_only_what_is_above_it_holds_back() -> None:
    unknown = {everyday("stew", 3.0): 100.0}
    assert named(unknown, Upper("RETOL", level=3000.0, recorded=2999.0)) == ["stew"]
    assert named(unknown, Upper("RETOL", level=3000.0, recorded=3000.0)) == []


def test_a_week_says_what_is_wanting_and_takes_everyday_foods() -> None:
    report = assess_week(diary_of("mon-sun  bread  500 g  complete"), person(), TABLES)
    with_own = with_suggestions(report, {FOODS["egg, whole"]: 50.0})
    assert "ZN" in short_of_own_foods(with_own)
    assert "ZN" not in short_of_own_foods(with_suggestions(report, {**OWN, everyday("crab", 9.0): 100.0}))
    helped = with_suggestions(report, {FOODS["egg, whole"]: 50.0}, {everyday("crab", 9.0): 100.0})
    assert [(s.name, s.is_eaten) for s in helped["ZN"].suggestions] == [("egg, whole", True), ("crab", False)]
    assert helped["THIA"].suggestions == ()
