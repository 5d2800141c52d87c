"""What a cell, a row or a table may not say. Every answer is one sentence: what is wrong, and what to do."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _

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
        return _("blank; a value is required") if column.required else ""
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
        return _("%(value)r is not known here; write one of: %(choices)s") % {
            "value": value,
            "choices": ", ".join(choices),
        }
    if stored.max_length and len(value) > stored.max_length:
        return _("%(count)s characters; shorten it to %(most)s") % {"count": len(value), "most": stored.max_length}
    if isinstance(stored, models.SlugField) and not SLUG.fullmatch(value):
        return _("%(value)r is not a key; use letters without accents, digits, - and _ only") % {"value": value}
    if column.field == "tagname" and not TAGNAME.fullmatch(value):
        return _("%(value)r is not a tagname; use capital letters, digits, _ and + only") % {"value": value}
    if column.field == "gtin" and gtin_of(value) != value:
        return _(
            "%(value)r is not a barcode number in 14 digits with its check digit; correct it or leave it blank"
        ) % {"value": value}
    return ""


def number_problem(column: Column, value: float) -> str:
    said = {"value": f"{value:g}"}
    if column.above is not None and value <= column.above:
        return above_only(column.required) % (said | {"bound": f"{column.above:g}"})
    if column.least is not None and value < column.least:
        return from_only(column.required) % (said | {"bound": f"{column.least:g}"})
    if column.most is not None and value > column.most:
        return _("%(value)s is above %(bound)s; correct it") % (said | {"bound": f"{column.most:g}"})
    return ""


def above_only(required: bool) -> str:
    if required:
        return _("%(value)s is not allowed; write a number above %(bound)s")
    return _("%(value)s is not allowed; write a number above %(bound)s, or leave it blank if unknown")


def from_only(required: bool) -> str:
    if required:
        return _("%(value)s is not allowed; write a number from %(bound)s up")
    return _("%(value)s is not allowed; write a number from %(bound)s up, or leave it blank if unknown")


def amount_problem(amount: float, unit: str) -> str:
    """What is wrong with an amount per 100 g of food, or nothing."""
    most = MOST_PER_100_G.get(unit)
    if most is not None and amount > most:
        return _("%(amount)s %(unit)s cannot be in 100 g (at most %(most)s); check the unit and the decimal point") % {
            "amount": f"{amount:g}", "unit": unit, "most": f"{most:g}",
        }  # fmt: skip
    return ""


def estimate_problems(row: Row) -> Iterator[Said]:
    low, amount, high = (row[f"{name} per 100 g"] for name in ("low", "amount", "high"))
    if low is not None and low > amount:
        yield "low per 100 g", _("%(low)s is above the amount %(amount)s; correct one of them") % {
            "low": f"{low:g}", "amount": f"{amount:g}",
        }  # fmt: skip
    if high is not None and high < amount:
        yield "high per 100 g", _("%(high)s is below the amount %(amount)s; correct one of them") % {
            "high": f"{high:g}", "amount": f"{amount:g}",
        }  # fmt: skip
    for name, value in (("amount", amount), ("high", high)):
        if value is not None and (problem := amount_problem(value, row["unit"])):
            yield f"{name} per 100 g", problem


def life_stage_problems(row: Row) -> Iterator[Said]:
    low, high = row["age_min [y]"], row["age_max [y]"]
    if high is not None and high <= low:
        yield "age_max [y]", _("%(high)s is not above age_min %(low)s; age_max is the first age that is too old") % {
            "high": f"{high:g}", "low": f"{low:g}",
        }  # fmt: skip
    if row["sex"] == "male" and row["physiology"] in {"pregnant", "lactating"}:
        yield (
            "physiology",
            _("%(physiology)r does not go with sex 'male'; correct one of them") % {"physiology": row["physiology"]},
        )


def reference_problems(row: Row) -> Iterator[Said]:
    ear, rda, ai, ul = (row[name] for name in ("EAR", "RDA", "AI", "UL"))
    if ear is not None and rda is not None and ear > rda:
        yield "EAR", _("%(ear)s is above the RDA %(rda)s; check both") % {"ear": f"{ear:g}", "rda": f"{rda:g}"}
    if ear is not None and ai is not None:
        yield (
            "EAR",
            _("stands beside an AI of %(ai)s, which is given only where no EAR can be; clear one of them")
            % {"ai": f"{ai:g}"},
        )
    if ul is None and row["ul_tagname"] is not None:
        yield "ul_tagname", _("names what the UL covers, but there is no UL; fill in UL or leave both blank")
    if ul is not None and row["ul_tagname"] == row["tagname"]:
        for name, value in (("EAR", ear), ("RDA", rda), ("AI", ai)):
            if value is not None and value > ul:
                yield name, _("%(value)s is above the UL %(ul)s; check both, and what the UL covers (ul_tagname)") % {
                    "value": f"{value:g}", "ul": f"{ul:g}",
                }  # fmt: skip


def rising_requirements(lines: Iterable[tuple[int, Row]]) -> Iterator[Told]:
    """In one group of people a higher percentile needs more."""
    group = ("reference_set", "tagname", "life_stage")
    ordered = sorted(lines, key=lambda line: [line[1][name] for name in (*group, "percentile")])
    for _group, members in groupby(ordered, key=lambda line: [line[1][name] for name in group]):
        below = 0.0
        for line, row in members:
            if row["requirement"] < below:
                text = _("%(requirement)s is less than at a lower percentile (%(below)s); check both") % {
                    "requirement": f"{row['requirement']:g}", "below": f"{below:g}",
                }  # fmt: skip
                yield line, "requirement", text
            below = row["requirement"]


def setting_problems(row: Row) -> Iterator[Said]:
    key, value = row["key"], row["value"]
    if key not in BOUNDS:
        yield "key", _("no rule reads %(key)r; correct it to one of %(keys)s, or remove the row") % {
            "key": key, "keys": ", ".join(sorted(BOUNDS)),
        }  # fmt: skip
    elif not BOUNDS[key].hold(value):
        yield "value", not_allowed(BOUNDS[key], value)


def not_allowed(bounds: Bounds, value: float) -> str:
    kinds = {
        (True, True): _(
            "%(value)s would stop the rules from working; write a whole number above %(least)s up to %(most)s"
        ),
        (True, False): _(
            "%(value)s would stop the rules from working; write a whole number from %(least)s up to %(most)s"
        ),
        (False, True): _("%(value)s would stop the rules from working; write a number above %(least)s up to %(most)s"),
        (False, False): _("%(value)s would stop the rules from working; write a number from %(least)s up to %(most)s"),
    }
    return kinds[bounds.is_whole, bounds.is_open] % {
        "value": f"{value:g}", "least": f"{bounds.least:g}", "most": f"{bounds.most:g}",
    }  # fmt: skip


def crossed_settings(values: Mapping[str, float]) -> Iterator[tuple[str, str, str]]:
    """Lines of the rules that stand in the wrong order: both keys, and what to do. Keys without a value are skipped."""
    below = _("%(lower)s (%(low)s) must be below %(upper)s (%(high)s); change one of them")
    not_above = _("%(lower)s (%(low)s) must not be above %(upper)s (%(high)s); change one of them")
    for pairs, is_right, words in ((RISING, operator.lt, below), (NOT_FALLING, operator.le, not_above)):
        for lower, upper in pairs:
            if lower in values and upper in values and not is_right(values[lower], values[upper]):
                text = words % {
                    "lower": lower, "low": f"{values[lower]:g}", "upper": upper, "high": f"{values[upper]:g}",
                }  # fmt: skip
                yield lower, upper, text


def ordered_settings(lines: Sequence[tuple[int, Row]]) -> Iterator[Told]:
    place = {row["key"]: line for line, row in lines}
    values = {row["key"]: row["value"] for _line, row in lines}
    for lower, _upper, text in crossed_settings(values):
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
