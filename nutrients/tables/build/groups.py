"""Which foods belong to a food group, and with what share of their weight."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nutrients.tables.build.catalogue import Catalogue, FdcFood
from nutrients.tables.build.curated import TableRow, read_rows
from nutrients.tables.build.ingredients import Part, labelled, leaves, walk

DECIMALS = 3
SMALLEST_SHARE = 0.0005  # less than half a gram in a kilogram is not written
UNLISTED_FROM = 0.2  # from this share of unlisted mixtures on, the make-up of a food counts as unknown
NEVER = re.compile(r"(?!)")


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE) if text else NEVER


@dataclass(frozen=True)
class GroupRule:
    """Foods whose official description matches belong to the group with `share` of their weight."""

    group: str
    for_survey_foods: bool  # else for ingredients: SR Legacy foods and survey ingredients without a list of their own
    include: re.Pattern[str]
    exclude: re.Pattern[str]
    only_in: re.Pattern[str] | None  # the food eaten must match too: a culture is alive in yogurt, not in a curry
    share: float
    stops: bool  # the ingredient list only stands in for the food (other fruit for dragon fruit) and is not walked
    is_judged: bool

    def covers(self, part: Part, eaten: FdcFood) -> bool:
        return (
            part.is_survey_food == self.for_survey_foods
            and bool(self.include.search(part.description))
            and not self.exclude.search(part.description)
            and (self.only_in is None or bool(self.only_in.search(eaten.description)))
        )


def read_rules(path: Path) -> list[GroupRule]:
    return [
        GroupRule(
            row["group"],
            row["applies_to"] == "survey food",
            pattern(row["include"]),
            pattern(row["exclude"]),
            pattern(row["only_in"]) if row["only_in"] else None,
            float(row["share"]),
            row["stop"] == "yes",
            row["reason"].startswith("judgement"),
        )
        for row in read_rows(path)
    ]


def group_rows(catalogue: Catalogue, foods: Iterable[FdcFood], rules: list[GroupRule]) -> Iterator[TableRow]:
    """Rows of group_shares."""
    for food in foods:
        for group, share, basis in shares_of(catalogue, food, rules):
            yield {"fdc_id": food.fdc_id, "group": group, "share": share, "basis": basis}


def shares_of(catalogue: Catalogue, food: FdcFood, rules: list[GroupRule]) -> Iterator[tuple[str, float, str]]:
    """Group, share of the food's weight [0 to 1] and its basis. A group is not looked for inside its own members."""
    total: dict[str, float] = defaultdict(float)
    judged = set()
    for part, matching in matches(catalogue, food, rules):
        for rule in matching:
            total[rule.group] += part.share * rule.share
            judged |= {rule.group} if rule.is_judged else set()
    for group, share in sorted(total.items()):
        if share >= SMALLEST_SHARE:
            yield group, min(round(share, DECIMALS), 1.0), basis_of(catalogue, food, share, group in judged)


def matches(catalogue: Catalogue, food: FdcFood, rules: list[GroupRule]) -> Iterator[tuple[Part, list[GroupRule]]]:
    """Every part of the food with the rules that hold for it and for nothing above it."""
    open_below: dict[tuple[int, ...], list[GroupRule]] = {(): rules}
    for part in walk(catalogue, food):
        still_open = open_below[part.path]
        matching = [rule for rule in still_open if rule.covers(part, food)]
        done = {rule.group for rule in matching}
        stopped = any(rule.stops for rule in matching)
        open_below[(*part.path, part.fdc_id or 0)] = (
            [] if stopped else [rule for rule in still_open if rule.group not in done]
        )
        yield part, matching


def basis_of(catalogue: Catalogue, food: FdcFood, share: float, is_judged: bool) -> str:
    listed = bool(catalogue.recipes.get(food.fdc_id)) and share < 1
    basis = "ingredient list, FNDDS 2021-2023" if listed else "whole food"
    return f"{basis}; part of a food judged" if is_judged else basis


@dataclass(frozen=True)
class MixedFoods:
    """Foods that are mixtures but come without an ingredient list."""

    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]

    @classmethod
    def read(cls, path: Path) -> "MixedFoods":
        return cls(tuple((pattern(row["include"]), pattern(row["exclude"])) for row in read_rows(path)))

    def holds(self, text: str) -> bool:
        return any(include.search(text) and not exclude.search(text) for include, exclude in self.patterns)

    def makeup_known(self, catalogue: Catalogue, food: FdcFood) -> bool:
        """False when a fifth or more of the food is a mixture whose ingredients are not listed."""
        unlisted = [
            part.share
            for part in leaves(catalogue, food)
            if part.is_survey_food or self.holds(labelled(catalogue, part))
        ]
        return sum(unlisted) < UNLISTED_FROM
