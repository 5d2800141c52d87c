"""A small world for the tests: a few foods, nutrients and people, with numbers that can be followed by hand.

Zinc, iron and the rule settings are the published figures; the rest is made of round numbers.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nutrients.assessment.eaten import Composition, DayIntake, Estimate, FoodEaten
from nutrients.assessment.reference import (
    ForLifeStage,
    IntakePrior,
    LifeStage,
    Person,
    ReferenceIntake,
    RequirementDistribution,
)
from nutrients.assessment.tables import FoodGroup, Nutrient, NutrientSource, RuleSettings, Tables

MONDAY = date(2026, 2, 9)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# --- foods, per 100 g -------------------------------------------------------------------------------------------

COLUMNS = ("ZN", "FE", "K", "NIA", "THIA", "PROCNT", "VITA_RAE", "RETOL", "NA", "ID")
FIGURES: dict[str, tuple[float | None, ...]] = {
    # kcal, then COLUMNS; None = no value
    "egg, whole": (140, 1.3, 1.8, 140, 0.1, 0.04, 12.6, 160, 160, 140, 50),
    "bread": (250, 0.8, 3.0, 120, 4.0, 0.40, 9.0, 0, 0, 450, None),
    "oysters": (80, 60.0, 5.0, 150, 2.0, 0.02, 9.0, 30, 30, 200, 100),
    "roast beef": (200, 6.0, 2.5, 300, 5.0, 0.06, 27.0, 0, 0, 60, 5),
    "spinach": (25, 0.5, 2.7, 560, 0.7, 0.08, 2.9, 470, 0, 80, 10),
    "liver": (150, 4.0, 6.0, 300, 12.0, 0.20, 21.0, 9000, 9000, 80, 5),
    "pumpkin seeds": (560, 7.5, 8.0, 800, 5.0, 0.27, 30.0, 0, 0, 7, 5),
    "potatoes": (80, 0.3, 0.5, 420, 1.4, 0.10, 2.0, 0, 0, 5, 2),
    "sugar": (400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "tofu": (100, None, 2.0, 120, 0.2, 0.06, 10.0, 0, 0, 10, None),
    "kefir": (60, 0.4, 0.0, 150, 0.1, 0.03, 3.5, 30, 30, 40, 15),
    "snack bar": (None, 2.0, None, None, None, None, None, None, None, None, None),
    "water": (0, None, None, None, None, None, None, None, None, None, None),
    "stew": (100, 1.0, 1.0, 200, 2.0, 0.08, 6.0, 20, 20, 300, None),
    "soup": (50, 0.3, 0.4, 120, 0.5, 0.04, 2.0, 20, 0, 300, None),
}
SHARES = {
    "egg, whole": {"eggs": 1.0},
    "oysters": {"oysters": 1.0},
    "roast beef": {"beef": 1.0},
    "spinach": {"spinach": 1.0},
    "pumpkin seeds": {"pumpkin_seeds": 1.0},
    "kefir": {"kefir": 1.0},
    "soup": {"garlic": 0.001},
}
PORTIONS = {"egg, whole": 50.0, "bread": 30.0, "roast beef": 85.0, "pumpkin seeds": 30.0, "kefir": 200.0}
MAKEUP_UNKNOWN = {"stew", "soup"}
ESTIMATES = {"egg, whole": {"GLN": Estimate(0.6, 0.4, 0.9)}, "roast beef": {"GLN": Estimate(1.2, 1.0, 2.0)}}


def food(name: str, energy: float | None = None, food_id: int = 1, **known: Any) -> Composition:
    return Composition(food_id, name, energy, **known)


def _food(food_id: int, name: str) -> Composition:
    energy, *amounts = FIGURES[name]
    return Composition(
        food_id,
        name,
        energy,
        {tagname: amount for tagname, amount in zip(COLUMNS, amounts, strict=True) if amount is not None},
        ESTIMATES.get(name, {}),
        SHARES.get(name, {}),
        PORTIONS.get(name),
        name not in MAKEUP_UNKNOWN,
    )


FOODS = {name: _food(number, name) for number, name in enumerate(FIGURES, start=1)}

# --- supplements, in one unit, which counts as 1 g ---------------------------------------------------------------

LABELS: dict[str, dict[str, float]] = {
    "zinc tablet": {"ZN": 5.0},
    "strong zinc tablet": {"ZN": 50.0},
    "iron tablet": {"FE": 7.0},
    "potassium sachet": {"K": 1000.0},
    "niacin tablet": {"NIA": 40.0},
    "vitamin A drop": {"VITA_RAE": 2000.0},
    "retinol drop": {"VITA_RAE": 2000.0, "RETOL": 2000.0},
    "multi tablet": {"ZN": 5.0, "FE": 5.0, "K": 80.0, "NIA": 16.0, "THIA": 1.1, "VITA_RAE": 800.0, "RETOL": 400.0},
    "plain tablet": {},
}
SUPPLEMENTS = {
    name: Composition(number, name, None, {tagname: 100 * amount for tagname, amount in label.items()})
    for number, (name, label) in enumerate(LABELS.items(), start=901)
}

# --- diaries ------------------------------------------------------------------------------------------------------

LINE = re.compile(
    r"(?P<first>[a-z]{3})(-(?P<last>[a-z]{3}))?  +(?P<food>\S.*?)(  +(?P<grams>[\d.]+) g)?(  +(?P<complete>complete))?"
)


def diary_of(text: str) -> tuple[DayIntake, ...]:
    """A week, one line a food: `mon  egg, whole   100 g   complete`, `mon-fri  bread  80 g`, `sun  nothing  complete`.

    A supplement is counted in grams too: `mon-sun  zinc tablet  1 g`. A day is complete when one of its lines says so;
    a day without a line is open and empty.
    """
    eaten: dict[str, list[FoodEaten]] = {day: [] for day in WEEKDAYS}
    taken: dict[str, list[FoodEaten]] = {day: [] for day in WEEKDAYS}
    complete: set[str] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        found = LINE.fullmatch(line)
        assert found, f"no line of a diary: {line!r}"
        first = WEEKDAYS.index(found["first"])
        last = WEEKDAYS.index(found["last"]) if found["last"] else first
        for day in WEEKDAYS[first : last + 1]:
            if found["food"] in SUPPLEMENTS:
                taken[day].append(FoodEaten(SUPPLEMENTS[found["food"]], float(found["grams"])))
            elif found["food"] != "nothing":
                eaten[day].append(FoodEaten(FOODS[found["food"]], float(found["grams"])))
            if found["complete"]:
                complete.add(day)
    return tuple(
        DayIntake(MONDAY + timedelta(days=number), day in complete, tuple(eaten[day]), "", tuple(taken[day]))
        for number, day in enumerate(WEEKDAYS)
    )


# --- people -------------------------------------------------------------------------------------------------------

ADA = LifeStage("female", 35, "none", True, False)
BOB = LifeStage("male", 40)


def person(*stages: LifeStage, reference_set: str = "DRI", **answers: Any) -> Person:
    return Person(stages or (ADA,), reference_set, **answers)


# --- tables -------------------------------------------------------------------------------------------------------

# Institute of Medicine 2001, table 14-1: women 19-50 who menstruate and take no oral contraceptive [mg/d].
PERCENTILES = (2.5, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 97.5)
IRON = (4.42, 4.88, 5.45, 6.22, 6.87, 7.46, 8.07, 8.76, 9.63, 10.82, 13.05, 15.49, 18.23)
TOP = 1.35  # all needs are met at this many times the last of these; as in the shipped rule settings
METHOD = {"tau": 1.25, "error_cv": 0.15, "floor": 0.02}  # docs/method.md, chapter 3

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


def shipped_settings() -> RuleSettings:
    """The numbers of the rules as they are shipped, so that a change of one is seen by the tests of its meaning."""
    with (FIXTURES / "rule_settings.csv").open(encoding="utf-8", newline="") as file:
        values = {row["key"]: float(row["value"]) for row in csv.DictReader(file)}
    return RuleSettings(**{field.name: values[field.name] for field in fields(RuleSettings)})


def stage(life_stage: str = "anyone", **depends: Any) -> ForLifeStage:
    return ForLifeStage(life_stage, **depends)


WOMEN = stage("women 19+", sex="female", age_min=19, physiology="none")
MEN = stage("men 19+", sex="male", age_min=19)
PREGNANT = stage("pregnancy 19-50", sex="female", age_min=19, age_max=51, physiology="pregnant")
MENSTRUATING = stage(
    "women 19-50, menstruating", sex="female", age_min=19, age_max=51, physiology="none", menstruating="yes"
)
NOT_MENSTRUATING = stage("women, not menstruating", sex="female", age_min=19, physiology="none", menstruating="no")


def reference(tagname: str, for_whom: ForLifeStage = WOMEN, **figures: Any) -> ReferenceIntake:
    return ReferenceIntake(tagname, figures.pop("reference_set", "DRI"), for_whom, **figures)


REFERENCES = (
    reference("ZN", ear=6.8, rda=8.0, ul=40.0, ul_tagname="ZN", requirement_cv=0.1),
    reference("ZN", MEN, ear=9.4, rda=11.0, ul=40.0, ul_tagname="ZN", requirement_cv=0.1),
    reference("ZN", PREGNANT, ear=9.5, rda=11.0, ul=40.0, ul_tagname="ZN", requirement_cv=0.1),
    reference("ZN", stage("adults"), ear=7.5, rda=9.0, requirement_cv=0.1, reference_set="EFSA"),
    reference("FE", ear=8.1, rda=18.0, ul=45.0, ul_tagname="FE"),
    reference("FE", MEN, ear=6.0, rda=8.0, ul=45.0, ul_tagname="FE"),
    reference("FE", PREGNANT, ear=22.0, rda=27.0, ul=45.0, ul_tagname="FE"),
    reference("FE", stage("adults"), ear=7.0, rda=16.0, reference_set="EFSA"),
    reference("K", ai=2600.0),
    reference("K", MEN, ai=3400.0),
    reference("NIA", ear=11.0, rda=14.0, ul=35.0, requirement_cv=0.15),
    reference("NIA", MEN, ear=12.0, rda=16.0, ul=35.0, requirement_cv=0.15),
    reference("THIA", ear=0.9, rda=1.1, requirement_cv=0.1),
    reference("THIA", MEN, ear=1.0, rda=1.2, requirement_cv=0.1),
    reference("THIA", stage("adults"), basis="MJ", ear=0.072, rda=0.1, requirement_cv=0.2, reference_set="EFSA"),
    reference("PROCNT", ear=38.0, rda=46.0, requirement_cv=0.12),
    reference("PROCNT", stage("adults", age_min=19), basis="kg", ear=0.66, rda=0.8, requirement_cv=0.12),
    reference("VITA_RAE", ear=500.0, rda=700.0, ul=3000.0, ul_tagname="RETOL", requirement_cv=0.2),
    reference("VITA_RAE", MEN, ear=625.0, rda=900.0, ul=3000.0, ul_tagname="RETOL", requirement_cv=0.2),
    reference("NA", stage("adults", age_min=19), ai=1500.0, cdrr=2300.0),
    reference("ID", stage("adults", age_min=19), ear=95.0, rda=150.0, requirement_cv=0.2),
)

WOMEN_PRIOR = stage("women 19+", sex="female", age_min=19)


def prior(
    tagname: str, mean: float, sd_between: float, sd_within: float, whom: ForLifeStage = WOMEN_PRIOR
) -> IntakePrior:
    return IntakePrior(tagname, whom, mean, sd_between, sd_within)


PRIORS = (
    prior("ZN", 9.723, 2.974, 4.503),  # women 31-50, two recalls, NHANES 2007-2012
    prior("ZN", 14.0, 4.2, 7.0, MEN),
    prior("FE", 13.5, 3.5, 5.5),
    prior("FE", 17.0, 4.5, 7.0, MEN),
    prior("K", 2400.0, 600.0, 700.0),
    prior("K", 3000.0, 800.0, 900.0, MEN),
    prior("NIA", 21.0, 5.0, 8.0),
    prior("NIA", 28.0, 7.0, 10.0, MEN),
    prior("THIA", 1.4, 0.3, 0.5),
    prior("THIA", 1.8, 0.4, 0.7, MEN),
    prior("PROCNT", 70.0, 16.0, 24.0),
    prior("PROCNT", 98.0, 24.0, 34.0, MEN),
    prior("VITA_RAE", 600.0, 250.0, 500.0),
    prior("VITA_RAE", 650.0, 280.0, 600.0, MEN),
)

NUTRIENTS = (
    Nutrient("ZN", "Zinc", "mg", "adequacy"),
    Nutrient("FE", "Iron", "mg", "adequacy"),
    Nutrient("K", "Potassium", "mg", "adequacy", decimals=0),
    Nutrient("NIA", "Niacin", "mg", "adequacy", partial_note="preformed niacin only"),
    Nutrient("THIA", "Thiamin", "mg", "adequacy", decimals=2),
    Nutrient("PROCNT", "Protein", "g", "adequacy", decimals=0),
    Nutrient("VITA_RAE", "Vitamin A", "mcg", "adequacy", decimals=0),
    Nutrient("RETOL", "Retinol", "mcg", "amount", decimals=0),
    Nutrient("NA", "Sodium", "mg", "upper", decimals=0),
    Nutrient("ID", "Iodine", "mcg", "amount", decimals=0),
    Nutrient("GLN", "L-glutamine", "g", "sources"),
    Nutrient("LIVECULT", "Live cultures", "-", "sources"),
    Nutrient("PREBIOTIC", "Prebiotic foods", "-", "sources"),
)

GROUPS = {
    "eggs": FoodGroup("eggs", "Eggs", 50.0),
    "oysters": FoodGroup("oysters", "Oysters", 85.0),
    "beef": FoodGroup("beef", "Beef", 85.0),
    "pumpkin_seeds": FoodGroup("pumpkin_seeds", "Pumpkin seeds", 30.0, is_plant=True),
    "spinach": FoodGroup("spinach", "Spinach", 80.0, is_plant=True),
    "kefir": FoodGroup("kefir", "Kefir", 200.0, survives_cooking=False),
    "garlic": FoodGroup("garlic", "Garlic", 3.0, is_plant=True),
}

SOURCES = (
    NutrientSource("ZN", "oysters", "article"),
    NutrientSource("ZN", "beef", "article"),
    NutrientSource("ZN", "pumpkin_seeds", "article"),
    NutrientSource("GLN", "eggs", "article"),
    NutrientSource("GLN", "beef", "article"),
    NutrientSource("LIVECULT", "kefir", "article"),
    NutrientSource("PREBIOTIC", "garlic", "article"),
)

DISTRIBUTIONS = (
    RequirementDistribution("FE", "DRI", MENSTRUATING, PERCENTILES, IRON),
    RequirementDistribution("FE", "DRI", NOT_MENSTRUATING, (2.5, 50.0, 97.5), (2.7, 5.0, 8.0)),
    RequirementDistribution("FE", "DRI", MEN, (2.5, 50.0, 97.5), (3.9, 6.0, 8.5)),
)


def by_tagname(rows: Any) -> Mapping[str, Any]:
    tagnames = dict.fromkeys(row.tagname for row in rows)
    return {tagname: tuple(row for row in rows if row.tagname == tagname) for tagname in tagnames}


TABLES = Tables(
    "2026.2.1",
    NUTRIENTS,
    by_tagname(REFERENCES),
    by_tagname(DISTRIBUTIONS),
    by_tagname(PRIORS),
    by_tagname(SOURCES),
    GROUPS,
    shipped_settings(),
)


def tables_with(**settings: float) -> Tables:
    """The same tables with some numbers of the rules changed."""
    return replace(TABLES, settings=replace(TABLES.settings, **settings))
