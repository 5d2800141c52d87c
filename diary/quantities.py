"""How many portions: text a person types <-> a number."""

import math
import re

from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

FRACTIONS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
    "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
GRAM = "1 g"  # the portion every food has, so that grams can be logged
THOUSANDS = {".": re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})"), ",": re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")}
DECIMAL = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,9})?|[.,][0-9]{1,9}")
LARGE = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:[eE]\+?[0-9]{1,3})?")
TOO_LARGE = 1e7  # portions; DECIMAL reads up to here
FRACTION = re.compile(r"(?:([0-9]{1,4})[ ]+)?([0-9]{1,4}) ?[/⁄] ?([0-9]{1,4})")
SIGN = re.compile(rf"([0-9]{{1,4}})? ?([{''.join(FRACTIONS)}])")


def quantity_of(text: str) -> float:
    """Read "2", "1.5", "1,5", "1/2", "1 1/2" or "1½". ValidationError, in words for the person, for all else.

    The sign that is no decimal sign in the person's language may part thousands: 1,000 in English, 1.000 in Spanish.
    """
    text, sign = text.strip(), decimal_sign()
    if match := THOUSANDS[sign].fullmatch(text):
        message = _("“%(text)s” can be read in two ways. Write %(big)s, or %(small)s with a point.")
        params = {"text": text, "big": "".join(match.groups()), "small": sign.join(match.groups())}
        raise ValidationError(message, code="ambiguous", params=params)
    if DECIMAL.fullmatch(text):
        quantity = float(text.replace(",", "."))
    elif match := FRACTION.fullmatch(text):
        units, top, bottom = (int(part or 0) for part in match.groups())
        quantity = units + top / bottom if bottom else math.nan
    elif match := SIGN.fullmatch(text):
        top, bottom = FRACTIONS[match[2]]
        quantity = int(match[1] or 0) + top / bottom
    else:
        quantity = math.nan
    if LARGE.fullmatch(text) and float(text.replace(",", ".")) >= TOO_LARGE:
        message = _("That is too large for an amount. Check it, or choose a larger portion.")
        raise ValidationError(message, code="too_large")
    if math.isnan(quantity):
        message = _("This is not an amount GutCheck can read. Write a number such as 2, 1.5 or 1/2.")
        raise ValidationError(message, code="unreadable")
    return quantity


def as_written(quantity: float) -> str:
    """The shortest text a person would write: 2, 1½, 0.35. quantity_of() reads it back."""
    whole = int(quantity)
    for sign, (top, bottom) in FRACTIONS.items():
        if math.isclose(quantity - whole, top / bottom, abs_tol=1e-6):
            return f"{whole or ''}{sign}"
    return plain(quantity)


def plain(value: float, digits: int = 6) -> str:
    """A number of so many significant digits with the decimal sign of the language: 0.35, in Spanish 0,35."""
    return f"{value:.{digits}g}".replace(".", decimal_sign())


def decimal_sign() -> str:
    return "," if get_format("DECIMAL_SEPARATOR") == "," else "."


def amount_text(quantity: float, description: str) -> str:
    """A quantity of a portion in words: "1 cup", "2 × cup", "½ cup", "150 g"."""
    unit = description.removeprefix("1 ")
    if description == GRAM:
        return f"{as_written(quantity)} {unit}"
    if quantity == 1:
        return description
    return f"{as_written(quantity)} {unit}" if quantity < 1 else f"{as_written(quantity)} × {unit}"


def servings_text(servings: float) -> str:
    """So much of a recipe in words: "½ serving", "1 serving", "1½ servings"."""
    text = ngettext("%(servings)s serving", "%(servings)s servings", math.ceil(servings))
    return text % {"servings": as_written(servings)}
