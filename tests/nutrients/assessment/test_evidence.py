"""One nutrient of one person: which figures enter, and what is worked out from them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.evidence import Adequacy, adequacies
from nutrients.assessment.intake import estimate_intake
from nutrients.assessment.quality import log_quality
from nutrients.assessment.reference import LifeStage, Person
from nutrients.assessment.tables import Tables
from tests.nutrients.assessment.kitchen import (
    ADA,
    BOB,
    IRON,
    PERCENTILES,
    PREGNANT,
    TABLES,
    diary_of,
    food,
    person,
    tables_with,
)

Diary = Sequence[DayIntake]
WEEK_OF_BREAD = diary_of("mon-sun  bread  600 g  complete")


def all_of(tagname: str, days: Diary, who: Person, tables: Tables = TABLES) -> tuple[tuple[Adequacy, ...], bool]:
    return adequacies(estimate_intake(tagname, days), who, tables, log_quality(days, who, tables.settings))


def one_of(tagname: str, days: Diary = WEEK_OF_BREAD, who: Person | None = None, tables: Tables = TABLES) -> Adequacy:
    found, everywhere = all_of(tagname, days, who or person(), tables)
    assert everywhere
    assert len(found) == 1
    return found[0]


def test_everything_that_entered_is_carried() -> None:
    found = one_of("ZN")
    assert (found.kind, found.days, found.known_share, found.tau) == ("requirement", 7, 1.0, 1.25)
    assert found.mean == pytest.approx(4.8)
    assert (found.reference.ear, found.reference.requirement_cv) == (6.8, 0.1)
    assert (found.prior.mean, found.prior.sd_between, found.prior.sd_within) == (9.723, 2.974, 4.503)
    assert not found.capped


@pytest.mark.parametrize(
    ("who", "tau"),
    [
        (person(), 1.25),
        (person(unusual=True), 2.0),
        (person(LifeStage("female", 30, "pregnant", False)), 1.5),
        (person(LifeStage("female", 30, "pregnant", False), unusual=True), 2.0),
    ],
)
def test_the_prior_is_wider_for_people_the_survey_fits_less(who: Person, tau: float) -> None:
    assert one_of("ZN", who=who).tau == tau


def test_pregnancy_takes_the_prior_of_a_woman_of_that_age_and_its_own_reference() -> None:
    found = one_of("ZN", who=person(LifeStage("female", 30, "pregnant", False)))
    assert found.prior.stage.life_stage == "women 19+"
    assert found.reference.ear == 9.5


def test_one_day_of_oysters_does_not_settle_a_week(diary: Diary) -> None:
    """
    mon-sat  bread     300 g   complete
    sun      oysters   200 g   complete

    Sunday's 120 mg enter as 5 x 9.723 = 48.615 mg: (6 x 2.4 + 48.615) / 7 = 9.0021.
    """
    found = one_of("ZN", diary)
    assert found.mean == pytest.approx((14.4 + 48.615) / 7)
    assert found.capped
    assert one_of("ZN", diary, tables=tables_with(day_cap_means=1000.0)).mean == pytest.approx(134.4 / 7)


def test_protein_is_per_kilogram_where_the_weight_is_known() -> None:
    assert one_of("PROCNT", who=person(weight_kg=80.0)).reference.ear == pytest.approx(52.8)
    assert one_of("PROCNT", who=person(weight_kg=80.0)).reference.scaled_from == ("kg", 80.0)
    assert one_of("PROCNT").reference.ear == 38.0
    assert one_of("PROCNT").reference.scaled_from is None


def test_a_reference_per_megajoule_follows_the_energy_logged() -> None:
    """EFSA thiamin, 0.072 mg/MJ: 1500 kcal are 6.276 MJ, so 0.4519 mg a day."""
    found = one_of("THIA", who=person(reference_set="EFSA"))
    assert found.reference.ear == pytest.approx(0.4519, abs=1e-4)


def test_without_energy_a_reference_per_megajoule_says_nothing() -> None:
    blind = food("powder", None, amounts={"THIA": 0.1})
    days = [replace(day, eaten=tuple(replace(row, food=blind) for row in day.eaten)) for day in WEEK_OF_BREAD]
    assert all_of("THIA", days, person(reference_set="EFSA")) == ((), True)  # the tables have one; the log cannot say
    assert len(all_of("THIA", days, person())[0]) == 1  # the other set asks per day


def test_sets_are_never_mixed() -> None:
    assert one_of("ZN", who=person(reference_set="EFSA")).reference.ear == 7.5
    assert all_of("K", WEEK_OF_BREAD, person(reference_set="EFSA")) == ((), False)


def test_iron_is_read_from_the_table_of_ones_own_stage() -> None:
    found = one_of("FE")
    assert found.kind == "distribution"
    assert found.distribution is not None
    assert (found.distribution.percentiles, found.distribution.requirements) == (PERCENTILES, IRON)
    other = one_of("FE", who=person(LifeStage("female", 35, "none", False)))
    assert other.distribution is not None
    assert other.distribution.requirements == (2.7, 5.0, 8.0)
    assert other.probability > found.probability


@pytest.mark.parametrize("physiology", ["pregnant", "lactating"])
def test_pregnancy_does_not_use_the_iron_table_of_other_women(physiology: str) -> None:
    """Not even a table that leaves open whom it is for."""
    open_table = replace(TABLES.distributions["FE"][1], stage=replace(PREGNANT, physiology=""))
    tables = replace(TABLES, distributions={"FE": (*TABLES.distributions["FE"], open_table)})
    stage = LifeStage("female", 30, physiology, False)
    assert all_of("FE", WEEK_OF_BREAD, person(stage), tables) == ((), False)


def test_pregnancy_uses_a_table_made_for_it() -> None:
    own = replace(TABLES.distributions["FE"][1], stage=PREGNANT)
    tables = replace(TABLES, distributions={"FE": (*TABLES.distributions["FE"], own)})
    assert one_of("FE", who=person(LifeStage("female", 30, "pregnant", False)), tables=tables).distribution == own


def test_a_tabled_nutrient_is_never_taken_as_normal() -> None:
    """EFSA gives an average requirement of iron but the tables hold no distribution of that set."""
    assert all_of("FE", WEEK_OF_BREAD, person(reference_set="EFSA")) == ((), False)


def test_an_ear_without_a_spread_says_nothing() -> None:
    bare = tuple(replace(row, requirement_cv=None) for row in TABLES.references["ZN"])
    tables = replace(TABLES, references={**TABLES.references, "ZN": bare})
    assert all_of("ZN", WEEK_OF_BREAD, person(), tables) == ((), False)


def test_a_skipped_answer_gives_one_adequacy_for_each_reference_it_leads_to() -> None:
    two, everywhere = all_of("ZN", WEEK_OF_BREAD, person(ADA, BOB))
    assert ([found.reference.ear for found in two], everywhere) == ([6.8, 9.4], True)
    same, _ = all_of("ZN", WEEK_OF_BREAD, person(ADA, replace(ADA, age=36)))
    assert len(same) == 1


def test_a_life_stage_without_a_reference_leaves_it_open() -> None:
    found, everywhere = all_of("ZN", WEEK_OF_BREAD, person(ADA, LifeStage("female", 12)))
    assert (len(found), everywhere) == (1, False)


def test_no_prior_no_adequacy() -> None:
    tables = replace(TABLES, priors={})
    assert all_of("ZN", WEEK_OF_BREAD, person(), tables) == ((), False)


def test_no_life_stage_no_adequacy() -> None:
    assert all_of("ZN", WEEK_OF_BREAD, Person((), "DRI")) == ((), False)


# --- what is worked out from it -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tagname", ["ZN", "FE", "K"])
def test_the_mean_for_a_probability_reaches_it(tagname: str) -> None:
    found = one_of(tagname)
    for line in (0.15, 0.5, 0.85):
        mean = found.mean_for(line)
        assert mean is not None
        assert found.probability_with(mean=mean) == pytest.approx(line, abs=1e-5)
        assert found.probability_with(mean=mean) >= line
        assert found.probability_with(mean=mean * 0.999) < line


def test_a_mean_above_the_cap_is_no_answer() -> None:
    """With 5 survey means a day the log would reach P = 0.9999; a cap of 0.7 means lies between the lines."""
    found = one_of("ZN", tables=tables_with(day_cap_means=0.7))
    assert found.mean_for(0.5) is not None
    assert found.mean_for(0.85) is None


def test_days_to_settle_is_the_first_day_that_leaves_the_middle() -> None:
    found = one_of("ZN")  # 4.8 mg a day: P = .249
    more = found.days_to_settle()
    assert more == 10
    assert found.probability_with(days=7 + more) < 0.15
    assert found.probability_with(days=7 + more - 1) >= 0.15


def test_days_alone_may_not_settle_it() -> None:
    at_the_requirement = one_of("ZN", diary_of("mon-sun  bread  850 g  complete"))
    assert at_the_requirement.days_to_settle() is None
    assert at_the_requirement.probability_with(days=7 + 28) < 0.85
    assert one_of("ZN", tables=tables_with(more_days_limit=9)).days_to_settle() is None


def test_before_the_first_day_stands_the_survey() -> None:
    bread, oysters = one_of("ZN"), one_of("ZN", diary_of("mon-sun  oysters  100 g  complete"))
    assert bread.prior_probability == oysters.prior_probability
    assert bread.probability < bread.prior_probability < oysters.probability


def test_numbers_of_the_rules_reach_the_arithmetic() -> None:
    found = one_of("ZN")
    assert one_of("ZN", tables=tables_with(error_cv=0.4)).posterior.v > found.posterior.v
    assert one_of("ZN", tables=tables_with(tau=3.0)).posterior.own_weight > found.posterior.own_weight
    low, high = one_of("ZN", tables=tables_with(interval_level=0.95)).interval
    assert low < found.interval[0] < found.interval[1] < high
    nothing = diary_of("mon-sun  sugar  500 g  complete")
    assert one_of("ZN", nothing, tables=tables_with(floor_means=0.2)).posterior.m > one_of("ZN", nothing).posterior.m
    iron = one_of("FE", diary_of("mon-sun  liver  500 g  complete"))
    assert (
        one_of("FE", diary_of("mon-sun  liver  500 g  complete"), tables=tables_with(iron_top_factor=3.0)).probability
        < iron.probability
    )


def test_the_segments_of_iron_add_up_to_its_probability() -> None:
    iron, zinc = one_of("FE"), one_of("ZN")
    assert sum(segment.part for segment in iron.segments) == pytest.approx(iron.probability)
    assert zinc.segments == ()
