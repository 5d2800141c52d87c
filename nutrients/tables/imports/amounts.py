"""Amounts of FoodData Central -> amounts of ours: nutrient numbers, units, and the few that stand in for another."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from nutrients.tables.build.catalogue import IU_PER_MICROGRAM, VITAMIN_D, VITAMIN_D_IU
from nutrients.tables.build.composition import derivation_of
from nutrients.tables.fdc import Release, nutrient_numbers
from nutrients.tables.imports.food import Amount, Derivation
from nutrients.tables.imports.staging import StagedAmount

# Taken where the first is not given: energy by specific, then by general Atwater factors; sugars by another method; the
# n-3 part of 18:3 alone.
STAND_INS = {"208": ("958", "957"), "269": ("269.3",), "619": ("851",)}
IN_OURS = {("g", "G"): 1, ("g", "MG"): 1e-3, ("g", "UG"): 1e-6, ("mg", "G"): 1e3, ("mg", "MG"): 1, ("mg", "UG"): 1e-3,
           ("mcg", "G"): 1e6, ("mcg", "MG"): 1e3, ("mcg", "UG"): 1, ("kcal", "KCAL"): 1}  # fmt: skip
NOT_A_NUMBER = "not a number"
NEGATIVE = "below zero"
TWO_VALUES = "two different amounts in one file"

LeaveOut = Callable[[str, str, str], None]  # tagname, reason, example


@dataclass(frozen=True)
class Nutrients:
    """A release's nutrients. `tagnames`: number -> tagname; `ours`: tagname -> unit; `theirs`: number -> unit."""

    numbers: Mapping[str, str]
    tagnames: Mapping[str, str]
    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    codes: Mapping[str, str]

    @classmethod
    def read(
        cls, release: Release, tagnames: Mapping[str, str], ours: Mapping[str, str], codes: Mapping[str, str]
    ) -> "Nutrients":
        """`codes`: derivation id -> code, for releases that come without the list."""
        theirs = {number: unit.upper() for number, unit in release.rows("nutrient.csv", "nutrient_nbr", "unit_name")}
        if "food_nutrient_derivation.csv" in release:
            codes = {**codes, **release.lookup("food_nutrient_derivation.csv", "id", "code")}
        return cls(nutrient_numbers(release), tagnames, ours, theirs, codes)

    def amounts(self, rows: list[StagedAmount], *, is_survey: bool, leave_out: LeaveOut) -> dict[str, Amount]:
        """By tagname; what is not a possible amount is left out, and told."""
        found = self._by_number(rows, leave_out)
        amounts = {}
        for number, tagname in self.tagnames.items():
            chosen = next((n for n in (number, *STAND_INS.get(number, ())) if n in found), None)
            if number == VITAMIN_D and VITAMIN_D_IU in found and not found.get(number, (0.0, ""))[0]:
                value, derivation = found[VITAMIN_D_IU]
                amounts[tagname] = Amount(value / IU_PER_MICROGRAM, self._derivation(derivation, is_survey=is_survey))
            elif chosen:
                value, derivation = found[chosen]
                factor = IN_OURS.get((self.ours[tagname], self.theirs.get(chosen, "")))
                if factor is None:
                    leave_out(tagname, f"in {self.theirs.get(chosen)}, which is not a unit of it here", "")
                    continue
                amounts[tagname] = Amount(value * factor, self._derivation(derivation, is_survey=is_survey))
        return amounts

    def _by_number(self, rows: list[StagedAmount], leave_out: LeaveOut) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        refused = set()
        for row in rows:
            number = self.numbers.get(row.nutrient_id, row.nutrient_id)
            tagname = self._meant.get(number)
            if tagname is None:
                continue
            value = number_of(row.amount)
            if value is None or value < 0:
                leave_out(tagname, NOT_A_NUMBER if value is None else NEGATIVE, f"line {row.line}: {row.amount!r:.40}")
            elif number in found and found[number][0] != value:
                leave_out(tagname, TWO_VALUES, f"line {row.line}: {row.amount} beside {found[number][0]:g}")
                refused.add(number)
            else:
                found[number] = (value, row.derivation)
        return {number: value for number, value in found.items() if number not in refused}

    @cached_property
    def _meant(self) -> dict[str, str]:
        """Every number that is read -> the tagname it may speak for."""
        others = {
            n: self.tagnames[number] for number, more in STAND_INS.items() if number in self.tagnames for n in more
        }
        return {VITAMIN_D_IU: self.tagnames.get(VITAMIN_D, ""), **others, **self.tagnames}

    def _derivation(self, derivation_id: str, *, is_survey: bool) -> str:
        if is_survey:
            return Derivation.CALCULATED.value
        return derivation_of(self.codes.get(derivation_id, "")).value


def number_of(text: str) -> float | None:
    """A finite number, or None: no formula, no "nan", no digits of other scripts."""
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
