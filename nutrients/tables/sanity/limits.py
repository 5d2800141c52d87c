"""The numbers of the checks. Those of a nutrient are rows of limits.csv, with their source."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Parts of 100 g, each rounded, come to 101.3 g at most in the 5,450 foods shipped; the guidelines of FAO/INFOODS
# (2012) take 95 to 105 g as usual.
MOST_IN_ALL = 105.0  # [g] in 100 g
# Energy by other factors than the general ones (fibre, polyols, cocoa: Merrill & Watt 1973, table 13). Beyond both.
ENERGY_SHARE, ENERGY_LEAST = 0.25, 20.0  # of the sum; [kcal]
# Parts and whole of one food often come from two analyses. Beyond both.
PART_SHARE, PART_LEAST = 0.10, 1.0  # of the whole; [g], for amounts in grams
# A value is far from its category's: so many times the median, and so many times the next food's. Chosen on the
# shipped tables: each side speaks of less than 1 % of their foods, and finds 84 % of values 40 times too high.
FAR = 10.0
BEYOND_MOST, BEYOND_LEAST = 3.0, 5.0
ENOUGH = 20  # known values of a category, or weights of a measure, before its median says anything
IU_NEAR = 1.25  # times or a part: a ratio so near to the factor reads like the other unit
SAME_RATIO = 0.01  # a value before and after stands in this ratio: as good as exactly
UNITS_APART = (1000.0, 1_000_000.0)  # g, mg, mcg
POINTS_APART = (10.0, 100.0)  # a decimal point moved
# What is in force against what it becomes: a food whose recipe changed, or whose analysis was renewed, seldom holds
# ten times or a tenth of what it did. The same step as FAR, which a category is allowed around its median.
LEAP = 10.0
# Where a category says nothing, all foods do: beyond one value in a thousand. Chosen on the shipped tables: it speaks
# of 0.01 % of their values (43 of 374,643), and only where so many are known that the thousandth part is some of them.
ALMOST_ALL, ENOUGH_FOODS = 0.999, 1000


class Limit(NamedTuple):
    check: str
    tagname: str
    of: str  # the nutrient it is a part of, or adds to
    number: float


@cache
def limits() -> tuple[Limit, ...]:
    return tuple(_read())


def limits_of(check: str) -> tuple[Limit, ...]:
    return tuple(limit for limit in limits() if limit.check == check)


def _read() -> Iterator[Limit]:
    with Path(__file__).with_name("limits.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Limit(row["check"], row["tagname"], row["of"], float(row["number"] or "nan"))
