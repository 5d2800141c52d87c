"""The rule book: what each rule says, in which order they are asked, and that none is out of reach."""

from dataclasses import dataclass, fields, replace

import pytest

from nutrients.assessment.coverage import NutrientReport, assess_week
from nutrients.assessment.reference import LifeStage, Person
from nutrients.assessment.rules import RULE_BOOK, Reason, Verdict, verdict_of
from nutrients.assessment.tables import RuleSettings, Tables
from tests.nutrients.assessment.kitchen import ADA, BOB, TABLES, diary_of, person, tables_with

ANYONE = person()
PREGNANT_ADA = LifeStage("female", 35, "pregnant", False)
SIZED = person(weight_kg=60.0, height_cm=165.0)  # under 1364 kcal a day the log looks cut short


@dataclass
class Case:
    """A diary, the nutrient asked about, and what must be said of it by which rule."""

    diary: str
    tagname: str
    verdict: Verdict
    rule: str
    reason: Reason | None = None
    who: Person = ANYONE
    tables: Tables = TABLES


WITHOUT_SOURCES = replace(TABLES, sources={})
CASES = {
    # sources alone
    "eggs on 3 of 7 days": Case(
        "mon-wed  egg, whole  50 g  complete\nthu-sun  bread  9 g  complete", "GLN", Verdict.SOME_SOURCES, "GC-SOURCES"
    ),
    "eggs on 2 of 5 days": Case(
        "mon-tue  egg, whole  50 g  complete\nwed-fri  bread  9 g  complete", "GLN", Verdict.SOME_SOURCES, "GC-SOURCES"
    ),
    "eggs on 1 of 5 days": Case(
        "mon  egg, whole  50 g  complete\ntue-fri  bread  300 g  complete", "GLN", Verdict.FEW_SOURCES, "GC-SOURCES"
    ),
    "eggs on 5 of 7 days": Case(
        "mon-fri  egg, whole  50 g  complete\nsat-sun  bread  9 g  complete",
        "GLN", Verdict.WELL_REPRESENTED, "GC-SOURCES",
    ),
    "a stew that may hold a source": Case(
        "mon-tue  stew  50 g  complete\nwed-fri  bread  9 g  complete",
        "GLN", Verdict.CANNOT_TELL, "GC-SOURCES", Reason.MAKEUP_UNKNOWN,
    ),
    "one stew changes nothing": Case(
        "mon  stew  50 g  complete\ntue-fri  bread  300 g  complete", "GLN", Verdict.FEW_SOURCES, "GC-SOURCES"
    ),
    "two days of eggs": Case(
        "mon-tue  egg, whole  50 g  complete", "GLN", Verdict.CANNOT_TELL, "GC-SOURCES", Reason.FEW_DAYS
    ),
    "no source in the tables": Case(
        "mon-sun  egg, whole  50 g  complete",
        "GLN", Verdict.CANNOT_TELL, "GC-SOURCES", Reason.NO_REFERENCE, tables=WITHOUT_SOURCES,
    ),
    # withheld
    "an amount alone": Case(
        "mon-sun  egg, whole  200 g  complete", "ID", Verdict.CANNOT_TELL, "GC-AMOUNT", Reason.AMOUNT_ONLY
    ),
    "an upper level alone": Case(
        "mon-sun  bread  900 g  complete", "NA", Verdict.CANNOT_TELL, "GC-AMOUNT", Reason.AMOUNT_ONLY
    ),
    "under 18": Case(
        "mon-sun  bread  900 g  complete",
        "ZN", Verdict.CANNOT_TELL, "GC-MINOR", Reason.MINOR, person(LifeStage("female", 16), is_minor=True),
    ),
    "sources under 18": Case(
        "mon-sun  egg, whole  50 g  complete",
        "GLN", Verdict.CANNOT_TELL, "GC-MINOR", Reason.MINOR, person(is_minor=True),
    ),
    "may be under 18": Case(
        "mon-sun  bread  900 g  complete", "ZN", Verdict.CANNOT_TELL, "GC-MINOR", Reason.MINOR, person(is_minor=True)
    ),
    "two days": Case("mon-tue  bread  300 g  complete", "ZN", Verdict.CANNOT_TELL, "GC-DAYS", Reason.FEW_DAYS),
    "open days": Case("mon-sun  bread  300 g", "ZN", Verdict.CANNOT_TELL, "GC-DAYS", Reason.FEW_DAYS),
    "a fifth and more unknown": Case(
        "mon-sun  bread  319 g  complete\nmon-sun  tofu  200 g",
        "ZN", Verdict.CANNOT_TELL, "GC-KNOWN", Reason.FEW_KNOWN,
    ),
    "nothing known": Case("mon-sun  tofu  500 g  complete", "ZN", Verdict.CANNOT_TELL, "GC-KNOWN", Reason.FEW_KNOWN),
    "no reference": Case(
        "mon-sun  bread  600 g  complete",
        "K", Verdict.CANNOT_TELL, "GC-REFERENCE", Reason.NO_REFERENCE, person(reference_set="EFSA"),
    ),
    "no iron table for pregnancy": Case(
        "mon-sun  bread  600 g  complete",
        "FE", Verdict.CANNOT_TELL, "GC-REFERENCE", Reason.NO_REFERENCE, person(PREGNANT_ADA),
    ),
    "a skipped answer that matters": Case(
        "mon-sun  bread  600 g  complete",
        "ZN", Verdict.CANNOT_TELL, "GC-ANSWERS", Reason.ANSWERS_DIFFER, person(ADA, BOB),
    ),
    "only part of niacin is known": Case(
        "mon-sun  egg, whole  1000 g  complete", "NIA", Verdict.CANNOT_TELL, "GC-PARTIAL", Reason.PARTIAL_AMOUNTS
    ),
    "a log that looks cut short": Case(
        "mon-sun  bread  500 g  complete", "ZN", Verdict.CANNOT_TELL, "GC-CUT-SHORT", Reason.CUT_SHORT, SIZED
    ),
    "below an AI": Case(
        "mon-sun  bread  900 g  complete", "K", Verdict.CANNOT_TELL, "GC-AI", Reason.BELOW_ADEQUATE_INTAKE
    ),
    # said
    "at or above an AI": Case("mon-sun  potatoes  900 g  complete", "K", Verdict.LOOKS_FINE, "GC-AI"),
    "little iron": Case("mon-sun  sugar  500 g  complete", "FE", Verdict.LOOKS_LOW, "GC-DISTRIBUTION"),
    "some iron": Case("mon-sun  bread  150 g  complete", "FE", Verdict.MAY_BE_LOW, "GC-DISTRIBUTION"),
    "more iron": Case("mon-sun  bread  300 g  complete", "FE", Verdict.NO_CLEAR_SIGN, "GC-DISTRIBUTION"),
    "much iron": Case("mon-sun  bread  900 g  complete", "FE", Verdict.LOOKS_FINE, "GC-DISTRIBUTION"),
    "little zinc": Case("mon-sun  bread  500 g  complete", "ZN", Verdict.LOOKS_LOW, "GC-EAR"),
    "some zinc": Case("mon-sun  bread  600 g  complete", "ZN", Verdict.MAY_BE_LOW, "GC-EAR"),
    "more zinc": Case("mon-sun  bread  900 g  complete", "ZN", Verdict.NO_CLEAR_SIGN, "GC-EAR"),
    "much zinc": Case("mon-sun  bread  1200 g  complete", "ZN", Verdict.LOOKS_FINE, "GC-EAR"),
    "three days are enough to look": Case("mon-wed  bread  300 g  complete", "ZN", Verdict.LOOKS_LOW, "GC-EAR"),
    "four fifths known are enough to look": Case(
        "mon-sun  bread  320 g  complete\nmon-sun  tofu  200 g", "ZN", Verdict.LOOKS_LOW, "GC-EAR"
    ),
    "a skipped answer that does not matter": Case(
        "mon-sun  bread  300 g  complete", "ZN", Verdict.LOOKS_LOW, "GC-EAR", None, person(ADA, BOB)
    ),
    "enough niacin, though only part is known": Case(
        "mon-sun  bread  500 g  complete", "NIA", Verdict.LOOKS_FINE, "GC-EAR"
    ),
    "enough, though the log looks cut short": Case(
        "mon-sun  oysters  100 g  complete", "ZN", Verdict.LOOKS_FINE, "GC-EAR", None, SIZED
    ),
    # with supplements
    "little zinc and a tablet": Case(
        "mon-sun  bread  500 g  complete\nmon-sun  zinc tablet  1 g", "ZN", Verdict.LOOKS_FINE, "GC-EAR"
    ),
    "little is known, and the tablet is enough alone": Case(
        "mon-sun  bread  100 g  complete\nmon-sun  tofu  300 g\nmon-sun  strong zinc tablet  1 g", "ZN",
        Verdict.LOOKS_FINE, "GC-SUPPLEMENT",
    ),
    "little is known, and the tablet is not enough alone": Case(
        "mon-sun  bread  100 g  complete\nmon-sun  tofu  300 g\nmon-sun  zinc tablet  1 g", "ZN",
        Verdict.CANNOT_TELL, "GC-KNOWN", Reason.FEW_KNOWN,
    ),
}  # fmt: skip


def of(case: Case) -> NutrientReport:
    return assess_week(diary_of(case.diary), case.who, case.tables)[case.tagname]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_said_of_a_diary(case: Case) -> None:
    finding = of(case).finding
    assert (finding.verdict, finding.rule, finding.reason) == (case.verdict, case.rule, case.reason)
    assert finding.version == next(rule.version for rule in RULE_BOOK if rule.id == case.rule)


def test_every_rule_decides_somewhere() -> None:
    assert {of(case).finding.rule for case in CASES.values()} == {rule.id for rule in RULE_BOOK}


def test_every_verdict_and_every_reason_is_reached() -> None:
    findings = [of(case).finding for case in CASES.values()]
    assert {finding.verdict for finding in findings} == set(Verdict)
    assert {finding.reason for finding in findings} == {*Reason, None}


def test_rules_have_their_own_names() -> None:
    assert len({rule.id for rule in RULE_BOOK}) == len(RULE_BOOK)


def test_a_reason_stands_with_cannot_tell_and_only_there() -> None:
    for case in CASES.values():
        finding = of(case).finding
        assert (finding.reason is None) == (finding.verdict != Verdict.CANNOT_TELL)


@pytest.mark.parametrize(
    ("p", "verdict"),
    [
        (0.0, Verdict.LOOKS_LOW), (0.1499, Verdict.LOOKS_LOW), (0.15, Verdict.MAY_BE_LOW), (0.4999, Verdict.MAY_BE_LOW),
        (0.5, Verdict.NO_CLEAR_SIGN), (0.8499, Verdict.NO_CLEAR_SIGN), (0.85, Verdict.LOOKS_FINE),
        (1.0, Verdict.LOOKS_FINE),
    ],
)  # fmt: skip
def test_the_lines_between_verdicts(p: float, verdict: Verdict) -> None:
    assert verdict_of(p, TABLES.settings) == verdict


# Each threshold moved, and the case whose verdict must move with it.
MOVED = {
    "looks_low_below": ("some zinc", 0.3, Verdict.LOOKS_LOW),
    "may_be_low_below": ("some zinc", 0.2, Verdict.NO_CLEAR_SIGN),
    "looks_fine_from": ("more zinc", 0.7, Verdict.LOOKS_FINE),
    "minimum_days": ("two days", 2, Verdict.LOOKS_LOW),
    "minimum_known_share": ("a fifth and more unknown", 0.7, Verdict.LOOKS_LOW),
    "few_sources_below": ("eggs on 1 of 5 days", 0.2, Verdict.SOME_SOURCES),
    "well_represented_from": ("eggs on 2 of 5 days", 0.4, Verdict.WELL_REPRESENTED),
    "exposure_servings": ("eggs on 5 of 7 days", 1.1, Verdict.FEW_SOURCES),
    "pal_expected": ("a log that looks cut short", 1.3, Verdict.LOOKS_LOW),
    "under_report_sds": ("a log that looks cut short", 3, Verdict.LOOKS_LOW),
    "intake_cv": ("a log that looks cut short", 0.8, Verdict.LOOKS_LOW),
    "bmr_cv": ("a log that looks cut short", 0.3, Verdict.LOOKS_LOW),
    "pal_cv": ("a log that looks cut short", 0.3, Verdict.LOOKS_LOW),
    "tau": ("little zinc", 0.8, Verdict.MAY_BE_LOW),
    "error_cv": ("little zinc", 0.25, Verdict.MAY_BE_LOW),
}


@pytest.mark.parametrize("key", MOVED)
def test_a_moved_threshold_moves_the_verdict(key: str) -> None:
    name, value, verdict = MOVED[key]
    case = CASES[name]
    assert of(case).verdict != verdict
    assert of(replace(case, tables=tables_with(**{key: value}))).verdict == verdict


def test_moved_thresholds_are_settings() -> None:
    assert set(MOVED) <= {field.name for field in fields(RuleSettings)}


def test_the_line_of_an_ai_moves_with_its_setting() -> None:
    below = replace(CASES["at or above an AI"], tables=tables_with(may_be_low_below=0.9999999))
    assert of(below).finding.reason == Reason.BELOW_ADEQUATE_INTAKE


@pytest.mark.parametrize(
    ("grams", "close"),
    [(540, True), (550, True), (580, False), (740, True), (700, False), (1000, True), (1050, False)],
)
def test_a_probability_near_a_line_is_said_to_be_close(grams: int, close: bool) -> None:
    """P of zinc: 540 g .152, 550 g .167, 580 g .215, 740 g .508, 700 g .435, 1000 g .847, 1050 g .882."""
    row = assess_week(diary_of(f"mon-sun  bread  {grams} g  complete"), person(), TABLES)["ZN"]
    assert row.finding.close_to_line is close
    far = assess_week(diary_of(f"mon-sun  bread  {grams} g  complete"), person(), tables_with(close_to_line=0.0))["ZN"]
    assert far.finding.close_to_line is False


def test_an_ai_has_one_line_only() -> None:
    """P(above the AI) of .85 is near no line; of .51 it is."""
    days = [
        assess_week(diary_of(f"mon-sun  potatoes  {g} g  complete"), person(), TABLES)["K"] for g in range(600, 800, 2)
    ]
    fine = [row for row in days if row.verdict == Verdict.LOOKS_FINE]
    assert {row.finding.close_to_line for row in fine if row.probability and 0.83 < row.probability < 0.87} == {False}
    assert {row.finding.close_to_line for row in fine if row.probability and row.probability < 0.52} == {True}


# --- ignorance never makes a verdict low ------------------------------------------------------------------------------

LOW = {Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW}


@pytest.mark.parametrize("grams", [50, 150, 199, 200, 201, 400, 2000])
def test_a_food_of_unknown_amount_makes_no_verdict_low_below_four_fifths(grams: int) -> None:
    """Beside 320 g of bread (800 kcal) a food without a zinc value: from 201 kcal on nothing low is said."""
    row = assess_week(diary_of(f"mon-sun  bread  320 g  complete\nmon-sun  tofu  {grams} g"), person(), TABLES)["ZN"]
    assert row.intake.recorded == pytest.approx(2.56)
    assert (row.verdict in LOW) == (grams <= 200)


def test_a_value_that_goes_missing_never_lowers_the_estimate_of_the_rest() -> None:
    """Tofu with a zero for zinc lowers the mean; tofu without a value does not: the rest is taken as the known part."""
    unknown = assess_week(diary_of("mon-sun  bread  800 g  complete\nmon-sun  tofu  400 g"), person(), TABLES)["ZN"]
    zero = assess_week(diary_of("mon-sun  bread  800 g  complete\nmon-sun  sugar  100 g"), person(), TABLES)["ZN"]
    assert unknown.intake.known_share == zero.intake.known_share * 2000 / 2400  # type: ignore[operator]  # both known
    assert unknown.adequacy is not None
    assert zero.adequacy is not None
    assert unknown.adequacy.probability > zero.adequacy.probability
