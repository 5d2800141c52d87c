"""What is easily forgotten at the end of a day, and what of it the log holds already.

The questions follow the "forgotten foods" pass of the Automated Multiple-Pass Method (Moshfegh et al. 2008, American
Journal of Clinical Nutrition 88, 324-332). Which foods answer one is in easily_forgotten.csv, by FNDDS food code.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from diary.models import ListedRow, Meal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CODES = Path(__file__).with_name("easily_forgotten.csv")
SNACKS, SUPPLEMENTS = "snacks", "supplements"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to think of: its words, what the box asks for it, and the meal such a food mostly goes to."""

    key: str
    label: "StrOrPromise"
    add: "StrOrPromise"
    prompt: "StrOrPromise"
    meal: Meal


@dataclass(frozen=True, slots=True)
class Reminder:
    """A question as it stands today. logged: the names of the foods that answer it, as first eaten."""

    question: Question
    logged: tuple[str, ...]
    is_ticked: bool


QUESTIONS = (
    Question("drinks", _("Drinks"), _("Add a drink"), _("What did you drink?"), Meal.SNACK),
    Question(
        "fats", _("Oil, butter, dressing"), _("Add oil, butter or dressing"),
        _("Which oil, butter or dressing was it?"), Meal.DINNER,
    ),
    Question(
        SNACKS, _("Snacks, sweets"), _("Add a snack or something sweet"), _("What did you eat in between?"), Meal.SNACK
    ),
    Question(
        SUPPLEMENTS, _("Supplements"), _("Add a supplement"), _("Which supplement did you take?"), Meal.BREAKFAST
    ),
)  # fmt: skip


def question_of(key: str) -> Question | None:
    return next((question for question in QUESTIONS if question.key == key), None)


def prompt_of(key: str) -> "StrOrPromise":
    """What the box asks in place of its usual question; blank where nothing was forgotten."""
    question = question_of(key)
    return question.prompt if question else ""


def reminders(entries: Iterable[ListedRow], ticked: Collection[str] = ()) -> tuple[Reminder, ...]:
    """Every question, ticked where the day's log answers it, or where the person has ticked it."""
    logged: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        if key := _answered_by(entry):
            logged[key][entry.food] = None
    return tuple(
        Reminder(question, names := tuple(logged.get(question.key, ())), bool(names) or question.key in ticked)
        for question in QUESTIONS
    )


def _answered_by(entry: ListedRow) -> str:
    """The key of the question that a food answers; "" for most foods. What is eaten in between is a snack."""
    if entry.is_supplement:
        return SUPPLEMENTS
    return _by_code(entry.food_code) or (SNACKS if entry.meal == Meal.SNACK else "")


def _by_code(code: str) -> str:
    codes = food_codes()
    return next((codes[start] for n in range(len(code), 1, -1) if (start := code[:n]) in codes), "")


@cache
def food_codes() -> Mapping[str, str]:
    """The beginning of an FNDDS food code -> the key of the question that such foods answer."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["food_code"]: row["question"] for row in csv.DictReader(file)}
