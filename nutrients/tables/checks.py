"""What a cell, a row or a table may not say. Every answer is one sentence: what is wrong, and what to do."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.db import models

from nutrients.assessment.tables import BOUNDS, NOT_FALLING, RISING, Bounds
from nutrients.models import gtin_of
from nutrients.tables.cells import Kind, Value
from nutrients.tables.columns import Column, Table
from nutrients.tables.definitions import (
    ESTIMATES,
    INTAKE_PRIORS,
    REFERENCE_INTAKES,
    REQUIREMENT_PERCENTILES,
    RULE_SETTINGS,
)

Row = Mapping[str, Value]
Said = tuple[str, str]  # the column, and what is wrong with it
Told = tuple[int, str, str]  # the line too

# The most of a unit that fits into 100 g of food. Mass: 100 g. Energy: 100 g of pure fat, 902 kcal (USDA, lard).
MOST_PER_100_G = {"g": 100.0, "mg": 100e3, "mcg": 100e6, "kcal": 902.0, "kJ": 902 * 4.184}
SLUG = re.compile(r"[-a-zA-Z0-9_]+", re.ASCII)
TAGNAME = re.compile(r"[A-Z0-9_+]+", re.ASCII)


def cell_problem(table: Table, column: Column, value: Value) -> str:
    """What is wrong with a cell that could be read, or nothing. References and units are looked at elsewhere."""
    if value is None:
        return "blank; a value is required" if column.required else ""
    if column.kind is Kind.TEXT:
        return text_problem(table, column, str(value))
    if column.kind in {Kind.NUMBER, Kind.WHOLE}:
        return number_problem(column, float(value))
    return ""


def text_problem(table: Table, column: Column, value: str) -> str:
    if column.refers or column.is_unit:
        return ""
    stored = table.stored(column)
    choices = {str(choice): str(label) for choice, label in stored.choices or ()}
    if table.wide and column.name == "derivation":
        choices.pop("estimated")  # estimates have their own file, with a low and a high
    if choices and value not in choices:
        return f"{value!r} is not known here; write one of: {', '.join(choices)}"
    if stored.max_length and len(value) > stored.max_length:
        return f"{len(value)} characters; shorten it to {stored.max_length}"
    if isinstance(stored, models.SlugField) and not SLUG.fullmatch(value):
        return f"{value!r} is not a key; use letters without accents, digits, - and _ only"
    if column.field == "tagname" and not TAGNAME.fullmatch(value):
        return f"{value!r} is not a tagname; use capital letters, digits, _ and + only"
    if column.field == "gtin" and gtin_of(value) != value:
        return f"{value!r} is not a barcode number in 14 digits with its check digit; correct it or leave it blank"
    return ""


def number_problem(column: Column, value: float) -> str:
    unknown = "" if column.required else ", or leave it blank if unknown"
    if column.above is not None and value <= column.above:
        return f"{value:g} is not allowed; write a number above {column.above:g}{unknown}"
    if column.least is not None and value < column.least:
        return f"{value:g} is not allowed; write a number from {column.least:g} up{unknown}"
    if column.most is not None and value > column.most:
        return f"{value:g} is above {column.most:g}; correct it"
    return ""


def amount_problem(amount: float, unit: str) -> str:
    """What is wrong with an amount per 100 g of food, or nothing."""
    most = MOST_PER_100_G.get(unit)
    if most is not None and amount > most:
        return f"{amount:g} {unit} cannot be in 100 g (at most {most:g}); check the unit and the decimal point"
    return ""


def estimate_problems(row: Row) -> Iterator[Said]:
    low, amount, high = (row[f"{name} per 100 g"] for name in ("low", "amount", "high"))
    if low is not None and low > amount:
        yield "low per 100 g", f"{low:g} is above the amount {amount:g}; correct one of them"
    if high is not None and high < amount:
        yield "high per 100 g", f"{high:g} is below the amount {amount:g}; correct one of them"
    for name, value in (("amount", amount), ("high", high)):
        if value is not None and (problem := amount_problem(value, row["unit"])):
            yield f"{name} per 100 g", problem


def life_stage_problems(row: Row) -> Iterator[Said]:
    low, high = row["age_min [y]"], row["age_max [y]"]
    if high is not None and high <= low:
        yield "age_max [y]", f"{high:g} is not above age_min {low:g}; age_max is the first age that is too old"
    if row["sex"] == "male" and row["physiology"] in {"pregnant", "lactating"}:
        yield "physiology", f"{row['physiology']!r} does not go with sex 'male'; correct one of them"


def reference_problems(row: Row) -> Iterator[Said]:
    ear, rda, ai, ul = (row[name] for name in ("EAR", "RDA", "AI", "UL"))
    if ear is not None and rda is not None and ear > rda:
        yield "EAR", f"{ear:g} is above the RDA {rda:g}; check both"
    if ear is not None and ai is not None:
        yield "EAR", f"stands beside an AI of {ai:g}, which is given only where no EAR can be; clear one of them"
    if ul is None and row["ul_tagname"] is not None:
        yield "ul_tagname", "names what the UL covers, but there is no UL; fill in UL or leave both blank"
    if ul is not None and row["ul_tagname"] == row["tagname"]:
        for name, value in (("EAR", ear), ("RDA", rda), ("AI", ai)):
            if value is not None and value > ul:
                yield name, f"{value:g} is above the UL {ul:g}; check both, and what the UL covers (ul_tagname)"


def rising_requirements(lines: Iterable[tuple[int, Row]]) -> Iterator[Told]:
    """In one group of people a higher percentile needs more."""
    group = ("reference_set", "tagname", "life_stage")
    ordered = sorted(lines, key=lambda line: [line[1][name] for name in (*group, "percentile")])
    for _, members in groupby(ordered, key=lambda line: [line[1][name] for name in group]):
        below = 0.0
        for line, row in members:
            if row["requirement"] < below:
                text = f"{row['requirement']:g} is less than at a lower percentile ({below:g}); check both"
                yield line, "requirement", text
            below = row["requirement"]


def setting_problems(row: Row) -> Iterator[Said]:
    key, value = row["key"], row["value"]
    if key not in BOUNDS:
        yield "key", f"no rule reads {key!r}; correct it to one of {', '.join(sorted(BOUNDS))}, or remove the row"
    elif not BOUNDS[key].hold(value):
        yield "value", f"{value:g} would stop the rules from working; write {allowed(BOUNDS[key])}"


def allowed(bounds: Bounds) -> str:
    number = "a whole number" if bounds.is_whole else "a number"
    return f"{number} {'above' if bounds.is_open else 'from'} {bounds.least:g} up to {bounds.most:g}"


def crossed_settings(values: Mapping[str, float]) -> Iterator[tuple[str, str, str]]:
    """Lines of the rules that stand in the wrong order: both keys, and what to do. Keys without a value are skipped."""
    for pairs, is_right, words in ((RISING, operator.lt, "be below"), (NOT_FALLING, operator.le, "not be above")):
        for lower, upper in pairs:
            if lower in values and upper in values and not is_right(values[lower], values[upper]):
                text = f"{lower} ({values[lower]:g}) must {words} {upper} ({values[upper]:g}); change one of them"
                yield lower, upper, text


def ordered_settings(lines: Sequence[tuple[int, Row]]) -> Iterator[Told]:
    place = {row["key"]: line for line, row in lines}
    values = {row["key"]: row["value"] for _, row in lines}
    for lower, _, text in crossed_settings(values):
        yield place[lower], "value", text


ROW_CHECKS: dict[str, tuple[Callable[[Row], Iterator[Said]], ...]] = {
    ESTIMATES.name: (estimate_problems,),
    REFERENCE_INTAKES.name: (life_stage_problems, reference_problems),
    REQUIREMENT_PERCENTILES.name: (life_stage_problems,),
    INTAKE_PRIORS.name: (life_stage_problems,),
    RULE_SETTINGS.name: (setting_problems,),
}
TABLE_CHECKS: dict[str, Callable[[Sequence[tuple[int, Row]]], Iterator[Told]]] = {
    REQUIREMENT_PERCENTILES.name: rising_requirements,
    RULE_SETTINGS.name: ordered_settings,
}
COMPLETE_KEYS: dict[str, frozenset[str]] = {RULE_SETTINGS.name: frozenset(BOUNDS)}  # tables that need a row for each
