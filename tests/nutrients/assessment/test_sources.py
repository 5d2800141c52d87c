"""On how many days the log held a source, and on which it may have held one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from nutrients.assessment.eaten import Composition, DayIntake, FoodEaten
from nutrients.assessment.sources import SourceEvidence, SourceExposure, plant_variety, source_evidence
from nutrients.assessment.tables import NutrientSource
from tests.nutrients.assessment.kitchen import GROUPS, MONDAY, TABLES, diary_of, food, tables_with

Diary = Sequence[DayIntake]


def evidence(tagname: str, days: Diary, target: float | None = None) -> SourceEvidence:
    found = source_evidence(tagname, days, target, TABLES)
    assert found is not None
    return found


def named(tagname: str, days: Diary) -> SourceExposure:
    found = evidence(tagname, days).named
    assert found is not None
    return found


def a_day(*eaten: tuple[Composition, float]) -> Diary:
    return (DayIntake(MONDAY, True, tuple(FoodEaten(what, grams) for what, grams in eaten)),)


def test_half_a_serving_makes_an_exposure_day(diary: Diary) -> None:
    """
    mon  egg, whole   25 g   complete
    tue  egg, whole   24 g   complete
    wed  bread       300 g   complete
    thu  egg, whole  100 g
    """
    exposure = named("GLN", diary)  # a serving of eggs is 50 g
    assert [day.servings for day in exposure.days] == pytest.approx([0.5, 0.48, 0.0])
    assert [day.date.day for day in exposure.exposure_days] == [9]
    assert exposure.share == pytest.approx(1 / 3)
    assert exposure.foods == ("egg, whole",)


def test_servings_of_several_groups_add_up(diary: Diary) -> None:
    """
    mon  egg, whole   15 g     complete
    mon  roast beef   17 g
    """
    exposure = named("GLN", diary)
    assert exposure.days[0].servings == pytest.approx(15 / 50 + 17 / 85)
    assert exposure.foods == ("egg, whole", "roast beef")


def test_only_the_share_of_a_mixed_food_counts() -> None:
    stew = food("beef stew", 120.0, shares={"beef": 0.14})
    assert named("GLN", a_day((stew, 300))).days[0].servings == pytest.approx(42 / 85)


def test_a_food_of_unknown_make_up_leaves_its_day_open(diary: Diary) -> None:
    """
    mon  stew         300 g   complete
    tue  bread        300 g   complete
    wed  egg, whole   100 g   complete
    wed  stew         300 g
    """
    exposure = named("GLN", diary)
    assert [day.date.day for day in exposure.possible_days] == [9]
    assert exposure.days[0].unknown_foods == ("stew",)
    assert (exposure.share, exposure.possible_share) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_a_trace_that_is_known_does_not_close_the_day(diary: Diary) -> None:
    """
    mon  soup   300 g   complete

    0.3 g of garlic are known in it, a tenth of a serving; what else is in the soup is not.
    """
    exposure = named("PREBIOTIC", diary)
    assert exposure.days[0].servings == pytest.approx(0.1)
    assert len(exposure.possible_days) == 1


def test_without_a_complete_day_there_is_no_share() -> None:
    exposure = named("GLN", diary_of("mon  egg, whole  100 g"))
    assert (exposure.days, exposure.share, exposure.possible_share) == ((), None, None)


def test_a_usual_portion_with_a_fifth_of_the_target_is_a_source_by_composition() -> None:
    """RDA 8 mg of zinc, a fifth 1.6 mg. 100 g at 1.6 mg are a source, at 1.59 mg none."""
    rich = food("rich", amounts={"ZN": 1.6}, usual_grams=100.0)
    poor = food("poor", amounts={"ZN": 1.59}, usual_grams=100.0)
    assert evidence("ZN", a_day((rich, 50)), 8.0).every.days[0].servings == pytest.approx(0.5)
    assert evidence("ZN", a_day((poor, 500)), 8.0).every.days[0].servings == 0.0
    assert source_evidence("ZN", a_day((rich, 50)), 8.0, tables_with(composition_source_share=0.5)) is not None


def test_the_share_of_the_target_is_a_setting() -> None:
    rich = food("rich", amounts={"ZN": 1.6}, usual_grams=100.0)
    found = source_evidence("ZN", a_day((rich, 50)), 8.0, tables_with(composition_source_share=0.5))
    assert found is not None
    assert found.every.days[0].servings == 0.0


def test_a_food_is_one_source_not_two(diary: Diary) -> None:
    """
    mon  pumpkin seeds   30 g   complete

    One serving of the article's group; by composition (7.5 mg in 100 g) one usual portion of 30 g as well.
    """
    both = evidence("ZN", diary, 8.0)
    assert both.every.days[0].servings == pytest.approx(1.0)
    assert both.named is not None
    assert both.named.days[0].servings == pytest.approx(1.0)


def test_the_articles_foods_are_counted_apart_from_sources_by_composition(diary: Diary) -> None:
    """
    mon  liver        100 g   complete
    tue  oysters       85 g   complete
    """
    both = evidence("ZN", diary, 8.0)  # liver holds 4 mg of zinc and is not in the article
    assert both.named is not None
    assert (len(both.named.exposure_days), len(both.every.exposure_days)) == (1, 2)


def test_a_group_that_counts_by_composition_is_not_named() -> None:
    tables = replace(TABLES, sources={"ZN": (NutrientSource("ZN", "kefir", "composition"),)})
    found = source_evidence("ZN", diary_of("mon  kefir  200 g  complete"), None, tables)
    assert found is not None
    assert found.named is None
    assert found.every.share == 1.0


def test_where_no_value_is_known_the_day_stays_open(diary: Diary) -> None:
    """
    mon  tofu   200 g   complete
    """
    both = evidence("ZN", diary, 8.0)
    assert len(both.every.possible_days) == 1
    assert both.named is not None
    assert both.named.possible_days == ()  # its make-up is known, and the article names no tofu


def test_make_up_is_of_no_matter_where_no_group_counts(diary: Diary) -> None:
    """
    mon  stew   100 g   complete
    """
    assert evidence("FE", diary, 18.0).every.possible_days == ()  # 1 mg of iron is known, and no source


def test_without_groups_and_without_a_target_nothing_can_be_a_source() -> None:
    assert source_evidence("RETOL", diary_of("mon  liver  100 g  complete"), None, TABLES) is None


def test_two_halves_of_a_food_are_the_whole() -> None:
    """Also where the usual portion is not known and what the day held stands for it."""
    rich = food("rich", amounts={"ZN": 1.6})
    whole = evidence("ZN", a_day((rich, 100)), 8.0)
    halves = evidence("ZN", a_day((rich, 50), (rich, 50)), 8.0)
    assert whole == halves
    assert whole.every.days[0].servings == 1.0


def test_live_cultures_do_not_hide_in_a_stew(diary: Diary) -> None:
    """
    mon  stew   300 g   complete

    Its make-up is unknown, but what counts as live does not survive the pot.
    """
    assert named("LIVECULT", diary).possible_days == ()
    assert len(named("GLN", diary).possible_days) == 1


def test_a_meal_of_which_nothing_is_known_may_hold_what_cooking_destroys() -> None:
    meal, stew = food("unknown meal", makeup_known=False), food("stew", 120.0, makeup_known=False, amounts={"FE": 1.0})
    assert [day.date for day in named("LIVECULT", a_day((meal, 500))).possible_days] == [MONDAY]
    assert named("LIVECULT", a_day((stew, 500))).possible_days == ()


def test_a_plant_counts_once_from_the_day_on_which_there_is_half_a_serving_of_it(diary: Diary) -> None:
    """
    mon  spinach          20 g   complete
    mon  pumpkin seeds    30 g
    tue  spinach          20 g
    wed  roast beef       85 g
    thu  soup           1499 g
    fri  soup              1 g
    sat  spinach         500 g

    Spinach: 40 of 80 g by Tuesday. Garlic: 0.1 % of the soup, 1.5 of 3 g by Friday.
    """
    plants = plant_variety(diary, GROUPS, 0.5)
    assert plants.names == ("Garlic", "Pumpkin seeds", "Spinach")
    assert [new for _, new in plants.new_by_day] == [1, 1, 0, 0, 1, 0, 0]


def test_a_trace_of_a_plant_is_none() -> None:
    assert plant_variety(diary_of("mon-sun  soup  200 g  complete"), GROUPS, 0.5).names == ()


def test_a_group_that_is_in_no_table_is_no_plant() -> None:
    stranger = food("stranger", shares={"unlisted": 1.0})
    assert plant_variety(a_day((stranger, 100)), GROUPS, 0.5).names == ()
