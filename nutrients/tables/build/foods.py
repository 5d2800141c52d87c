"""Foods and portions: which foods a new install knows, what people call them, and what a portion weighs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutrients.tables.build.animal_origin import animal_origin
from nutrients.tables.build.catalogue import Catalogue, FdcFood
from nutrients.tables.build.curated import Row, TableRow
from nutrients.tables.build.groups import MixedFoods
from nutrients.tables.fdc import Release

SURVEY_SOURCE = "USDA FNDDS 2021-2023"
SR_SOURCE = "USDA SR Legacy 2018-04"
GUTCHECK_SOURCE = "GutCheck; portion weights are assumed"
GUTCHECK_FOOD = "gutcheck_food"
NOT_SPECIFIED = "Quantity not specified"
ONE_GRAM = "1 g"
LONGEST_NAME = 160
UNDETERMINED = "undetermined"
FRACTIONS = {0.25: "1/4", 0.5: "1/2", 0.75: "3/4"}


@dataclass(frozen=True)
class Measure:
    """A household measure as published; a weight of 0 means unknown."""

    position: int
    description: str
    grams: float


def all_survey_foods(catalogue: Catalogue, categories: dict[int, str], starters: list[Row]) -> list[Row]:
    """The starter rows, and every other survey food that has values, in the same form: not common."""
    named = {int(row["fdc_id"]) for row in starters}
    others = [
        food for food in catalogue.foods.values()
        if food.food_code and food.fdc_id not in named and food.fdc_id in catalogue.amounts
    ]  # fmt: skip
    return starters + [
        {
            "fdc_id": str(food.fdc_id),
            "display_name": spoken(food.description),
            "category": categories[food.fdc_id],
            "sr_legacy_fdc_id": "",
            "common": "no",
        }
        for food in others
    ]


def spoken(description: str) -> str:
    """The official description without survey shorthand: "Milk, NFS" -> "Milk, not specified"."""
    text = re.sub(r"\bNS as to ([^,()]+)", r"\1 not specified", description)
    text = re.sub(r"\bNFS\b", "not specified", text)
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rpartition(" ")[0].rstrip(",;") + "…"


def survey_categories(survey: Release) -> dict[int, str]:
    """The survey's own category of each food, without its remarks: "Beef, excludes ground" -> "Beef"."""
    names = survey.lookup("wweia_food_category.csv", "wweia_food_category", "wweia_food_category_description")
    rows = survey.rows("survey_fndds_food.csv", "fdc_id", "wweia_category_number")
    return {int(fdc_id): re.sub(r", excludes .*| \([<>=].*", "", names[number]) for fdc_id, number in rows}


def food_rows(
    catalogue: Catalogue, listed: Iterable[Row], measures: dict[int, list[Measure]], mixed: MixedFoods
) -> Iterator[TableRow]:
    """Rows of foods."""
    for row in listed:
        food = catalogue.foods[int(row["fdc_id"])]
        yield {
            "fdc_id": food.fdc_id,
            "name": row["display_name"],
            "description": food.description,
            "data_type": food.data_type,
            "category": row["category"],
            "food_code": food.food_code,
            "usual_portion [g]": usual_grams(measures.get(food.fdc_id, [])),
            "common": row.get("common", "yes"),
            "makeup_known": mixed.makeup_known(catalogue, food),
            "animal_origin": animal_origin(catalogue, food),
            "supplement": False,
            "source": source_of(food),
        }


def gutcheck_food_rows(listed: Iterable[Row]) -> Iterator[TableRow]:
    """Rows of foods that no publisher has: a meal of which nothing is known. They have portions and no composition."""
    for row in listed:
        yield {
            "fdc_id": int(row["fdc_id"]),
            "name": row["name"],
            "description": row["description"],
            "data_type": GUTCHECK_FOOD,
            "category": row["category"],
            "usual_portion [g]": float(row["usual_portion [g]"]),
            "common": True,
            "makeup_known": False,
            "supplement": False,
            "source": GUTCHECK_SOURCE,
        }


def gutcheck_measures(listed: Iterable[Row]) -> dict[int, list[Measure]]:
    """Portions written "1 meal = 500; 1 small meal = 300"."""
    found = {}
    for row in listed:
        pairs = [portion.rpartition("=") for portion in row["portions"].split(";")]
        measures = [Measure(place, text.strip(), float(grams)) for place, (text, _, grams) in enumerate(pairs)]
        found[int(row["fdc_id"])] = measures
    return found


def source_of(food: FdcFood) -> str:
    return SURVEY_SOURCE if food.food_code else SR_SOURCE


def usual_grams(measures: Iterable[Measure]) -> float | None:
    """What the survey takes when no amount was said [g]; None when it does not say, which it writes as 0."""
    return next((m.grams for m in measures if m.description == NOT_SPECIFIED and m.grams > 0), None)


def read_measures(release: Release) -> dict[int, list[Measure]]:
    """Household measures by food, in the order published."""
    units = release.lookup("measure_unit.csv", "id", "name")
    found: dict[int, list[Measure]] = defaultdict(list)
    rows = release.numbered_rows(
        "food_portion.csv",
        "fdc_id",
        "seq_num",
        "amount",
        "measure_unit_id",
        "portion_description",
        "modifier",
        "gram_weight",
    )
    for line, (fdc_id, position, amount, unit, text, modifier, grams) in rows:
        try:
            description = text or spelled(amount, units.get(unit, ""), modifier)
            measure = Measure(int(position or 0), " ".join(description.split()), float(grams or 0))
            found[int(fdc_id)].append(measure)
        except ValueError as error:
            raise ValueError(f"{release.name}: food_portion.csv:{line}: {error}") from error
    return {fdc_id: sorted(measures, key=lambda m: m.position) for fdc_id, measures in found.items()}


def spelled(amount: str, unit: str, modifier: str) -> str:
    """ "0.5", "undetermined", "cup" -> "1/2 cup"."""
    number = FRACTIONS.get(float(amount), f"{float(amount):g}") if amount else "1"
    return " ".join(part for part in (number, "" if unit == UNDETERMINED else unit, modifier) if part)


def portion_rows(fdc_id: int, measures: list[Measure]) -> Iterator[TableRow]:
    """Rows of portions of one food: the usual one first, then as published, "1 g" last."""
    usual = usual_grams(measures)
    kept = distinct([m for m in measures if m.grams > 0 and m.description != NOT_SPECIFIED])
    first = next((m for m in kept if m.grams == usual), None)
    ordered = [*([first] if first else []), *(m for m in kept if m is not first), Measure(0, ONE_GRAM, 1)]
    for position, measure in enumerate(ordered, start=1):
        yield {"fdc_id": fdc_id, "position": position, "description": measure.description, "weight [g]": measure.grams}


def distinct(measures: list[Measure]) -> list[Measure]:
    """Measures with tidy descriptions, each description once. A tidy one that is taken stays as published."""
    tidied: dict[str, Measure] = {}
    published = {measure.description for measure in measures}
    for measure in measures:
        text = tidy(measure.description)
        if text != measure.description and (text in published or text in tidied):
            text = measure.description
        tidied.setdefault(text, Measure(measure.position, text, measure.grams))
    return list(tidied.values())


def tidy(description: str) -> str:
    """Survey shorthand spelled out: no "NFS", no "NS as to size", and "typical amount" for "guideline amount"."""
    text = re.sub(r",? \(?(NFS|NS as to [a-z ]+|any size)\)?$", "", description)
    return re.sub(r"^(1 )?guideline amount", "typical amount", text, flags=re.IGNORECASE)
