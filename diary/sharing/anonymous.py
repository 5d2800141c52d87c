"""A report without the names its person gave to foods of their own: those are words of theirs, not of the tables."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from nutrients.assessment.coverage import CoverageReport

T = TypeVar("T")
NAMES = {
    "foods",
    "unknown_foods",
    "unknown",
}  # fields that hold names of foods; elsewhere a name stands beside a food_id


def without_own_names(report: CoverageReport, own_foods: Collection[int]) -> CoverageReport:
    """The same report, foods of one's own as "a food of their own, no. 1" and so on. Amounts and verdicts stay."""
    named = {pk: _("a food of their own, no. %d") % n for n, pk in enumerate(sorted(own_foods), 1)}
    if not named:
        return report
    eaten = [food.food for day in report.days for food in (*day.eaten, *day.supplements)]
    suggested = [food for row in report.nutrients for food in row.suggestions]
    names = {food.name: named[food.food_id] for food in eaten if food.food_id in named}
    names |= {food.name: named[food.food_id] for food in suggested if food.food_id in named}
    renaming = _Renaming(named, names)
    return replace(report, days=renaming.of(report.days), nutrients=renaming.of(report.nutrients))


class _Renaming:
    """Walks frozen values; an object met twice becomes one new object, so that a food is still the same on all days."""

    def __init__(self, named: Mapping[int, str], names: Mapping[str, str]) -> None:
        self._named, self._names = named, names
        self._done: dict[int, Any] = {}

    def of(self, value: T) -> T:
        if isinstance(value, tuple):
            return tuple(map(self.of, value))  # type: ignore[return-value]  # a tuple of the same kind
        if not is_dataclass(value):
            return value
        if id(value) not in self._done:
            self._done[id(value)] = self._renamed(value)
        renamed: T = self._done[id(value)]
        return renamed

    def _renamed(self, value: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new: Any
            if field.name in NAMES:
                new = tuple(self._names.get(name, name) for name in old)
            elif field.name == "name" and getattr(value, "food_id", None) in self._named:
                new = self._named[value.food_id]
            elif field.name == "measure" and value.food_id in self._named:
                new = ""  # the portions of an own food are named by its owner too
            else:
                new = self.of(old)
            if new is not old and new != old:
                changes[field.name] = new
        return replace(value, **changes) if changes else value
