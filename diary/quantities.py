"""How many portions: text a person types <-> a number."""

import math
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FRACTIONS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
    "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
GRAM = "1 g"  # the portion every food has, so that grams can be logged
DECIMAL = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,9})?|[.,][0-9]{1,9}")
FRACTION = re.compile(r"(?:([0-9]{1,4})[ ]+)?([0-9]{1,4}) ?[/⁄] ?([0-9]{1,4})")
SIGN = re.compile(rf"([0-9]{{1,4}})? ?([{''.join(FRACTIONS)}])")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


def quantity_of(text: str) -> float:
    """Read "2", "1.5", "1,5", "1/2", "1 1/2" or "1½". ValidationError, in words for the person, for all else."""
    text = text.strip()
    if THOUSANDS.fullmatch(text):
        whole, rest = text.split(",")
        message = _("“%(text)s” can be read in two ways. Write %(big)s, or %(small)s with a point.")
        params = {"text": text, "big": whole + rest, "small": f"{whole}.{rest}"}
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
    return f"{quantity:.6g}"


def amount_text(quantity: float, description: str) -> str:
    """A quantity of a portion in words: "1 cup", "2 × cup", "½ cup", "150 g"."""
    unit = description.removeprefix("1 ")
    if description == GRAM:
        return f"{as_written(quantity)} {unit}"
    if quantity == 1:
        return description
    return f"{as_written(quantity)} {unit}" if quantity < 1 else f"{as_written(quantity)} × {unit}"
