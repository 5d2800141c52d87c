"""Foods and portions: which foods a new install knows, what people call them, and what a portion weighs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutrients.tables.build.catalogue import Catalogue, FdcFood
from nutrients.tables.build.curated import Row, TableRow
from nutrients.tables.build.groups import MixedFoods
from nutrients.tables.fdc import Release

SURVEY_SOURCE = "USDA FNDDS 2021-2023"
SR_SOURCE = "USDA SR Legacy 2018-04"
NOT_SPECIFIED = "Quantity not specified"
ONE_GRAM = "1 g"
UNDETERMINED = "undetermined"
FRACTIONS = {0.25: "1/4", 0.5: "1/2", 0.75: "3/4"}


@dataclass(frozen=True)
class Measure:
    """A household measure as published; a weight of 0 means unknown."""

    position: int
    description: str
    grams: float


def food_rows(
    catalogue: Catalogue, starters: Iterable[Row], measures: dict[int, list[Measure]], mixed: MixedFoods
) -> Iterator[TableRow]:
    """Rows of foods."""
    for starter in starters:
        food = catalogue.foods[int(starter["fdc_id"])]
        yield {
            "fdc_id": food.fdc_id,
            "name": starter["display_name"],
            "description": food.description,
            "data_type": food.data_type,
            "category": starter["category"],
            "food_code": food.food_code,
            "usual_portion [g]": usual_grams(measures.get(food.fdc_id, [])),
            "common": True,
            "makeup_known": mixed.makeup_known(catalogue, food),
            "source": source_of(food),
        }


def source_of(food: FdcFood) -> str:
    return SURVEY_SOURCE if food.food_code else SR_SOURCE


def usual_grams(measures: Iterable[Measure]) -> float | None:
    """What the survey takes when no amount was said [g]; None when it does not say, which it writes as 0."""
    return next((m.grams for m in measures if m.description == NOT_SPECIFIED and m.grams > 0), None)


def read_measures(release: Release) -> dict[int, list[Measure]]:
    """Household measures by food, in the order published."""
    units = release.lookup("measure_unit.csv", "id", "name")
    found: dict[int, list[Measure]] = defaultdict(list)
    for fdc_id, position, amount, unit, text, modifier, grams in release.rows(
        "food_portion.csv",
        "fdc_id",
        "seq_num",
        "amount",
        "measure_unit_id",
        "portion_description",
        "modifier",
        "gram_weight",
    ):
        description = text or spelled(amount, units.get(unit, ""), modifier)
        found[int(fdc_id)].append(Measure(int(position or 0), " ".join(description.split()), float(grams or 0)))
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
