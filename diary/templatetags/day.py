"""What a day prints by the dozen and alike for everybody: each is drawn once for a language, and kept.

Nothing here is given a value of the page but what is named, so nothing of a person can be kept.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache, wraps
from html import escape

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from diary.closing.check_in import CheckInForm
from diary.models import Meal
from diary.weekstrip import StripDay

register = template.Library()
NUMBERS = (1, 2, 5)  # between them every form that "n entries" has in most languages; the script picks among them


def kept_by_language(draw: Callable[..., str]) -> Callable[..., SafeString]:
    kept = lru_cache(maxsize=500)(lambda language, *args: SafeString(draw(*args)))

    @wraps(draw)
    def drawn(*args: Hashable) -> SafeString:
        return kept(get_language(), *args)

    return drawn


@register.simple_tag
@kept_by_language
def alike(template_name: str) -> str:
    """A part that is the same for everybody who reads its language, such as the pieces a script builds with."""
    return render_to_string(template_name, {"meals": list(Meal), "samples": NUMBERS})


@register.simple_tag
@kept_by_language
def meal_options(chosen: str = "") -> str:
    """The four meals to choose from."""
    return "".join(
        f'<option value="{meal.value}"{" selected" if meal == chosen else ""}>{escape(str(meal.label))}</option>'
        for meal in Meal
    )


@register.simple_tag
def strip_day(day: StripDay, shown: date) -> SafeString:
    """A day of the strip of a week, by its date, its state and whether the page is its own."""
    return _strip_day(day, day.date == shown)


@kept_by_language
def _strip_day(day: StripDay, is_shown: bool) -> str:
    return render_to_string("diary/_strip_day.html", {"day": day, "is_shown": is_shown}).strip()


@register.simple_tag
def question(field: BoundField) -> SafeString:
    """A question of the check-in, its answer chosen. Kept by question and answer, but for one that was refused."""
    return _drawn(field) if field.errors else _kept_question(field.name, str(field.value()))


@kept_by_language
def _kept_question(name: str, answer: str) -> str:
    return _drawn(CheckInForm(initial={name: answer})[name])


def _drawn(field: BoundField) -> SafeString:
    page = {"field": field, "has_shapes": field.name == "stool_form"}
    return SafeString(render_to_string("diary/_question.html", page).strip())
