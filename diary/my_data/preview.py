"""What a file would bring, in words and numbers, before it is taken in; and what it brought."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from diary.my_data.planning import Plan
from diary.my_data.reading import MyData

MOST_NAMED = 50  # unknown foods told by name

LABELS = {
    "entries": _("Foods logged"),
    "days": _("Days"),
    "sentences": _("Meals in your words"),
    "check_ins": _("How days felt"),
    "saved_meals": _("Saved meals and recipes"),
    "planned_foods": _("Planned foods"),
    "taught_phrases": _("Words taught"),
    "kept_reports": _("Kept reports"),
}


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    new: int
    there: int


@dataclass(frozen=True, slots=True)
class Preview:
    """lines: tables that hold something. unknown: (food, how often it was logged), the most often first."""

    lines: tuple[Line, ...]
    own_foods: int
    unknown: tuple[tuple[str, int], ...]
    more_unknown: int
    left_out: tuple[str, ...]
    is_news: bool


def preview_of(plan: Plan, data: MyData) -> Preview:
    lines = [
        Line(str(label), len(plan.new[name]), plan.there[name])
        for name, label in LABELS.items()
        if plan.new[name] or plan.there[name]
    ]
    return Preview(
        tuple(lines), len(plan.foods.own_to_make), tuple(plan.unknown.most_common(MOST_NAMED)),
        max(len(plan.unknown) - MOST_NAMED, 0), tuple(plan.left_out[:MOST_NAMED]), plan.changes_something,
    )  # fmt: skip
