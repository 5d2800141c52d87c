"""One cell of a table: text -> value. A ValueError says what is wrong and what to write instead."""

import math
import re
from datetime import date
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

Value = Any  # str, float, int, bool or date, as the column's Kind says; None is unknown

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# Line breaks, what no keyboard types, and what turns the letters after it round, so that a name reads as another one.
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    DATE = "date"


def number(text: str) -> float:
    """A decimal number in ASCII digits with a point, finite; -0 is 0."""
    if not NUMBER.fullmatch(text):
        raise ValueError(_("%(text)r is not a number; write digits and a point only, like 1250.5") % {"text": text})
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(_("%(text)r is too large; write a smaller number") % {"text": text})
    return value + 0.0


def whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise ValueError(
            _("%(text)r is not a whole number; write up to 18 digits and nothing else, like 173944") % {"text": text}
        )
    return int(text)


def yes_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(_("%(text)r is neither yes nor no; write one of them") % {"text": text})
    return text == "yes"


def day(text: str) -> date:
    try:
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(_("%(text)r is not a date; write it like 2026-11-22") % {"text": text})


def plain_text(text: str) -> str:
    if CONTROL.search(text):
        raise ValueError(_("holds a line break or another control character; write it on one line"))
    return text


def one_line(text: str) -> str:
    """Text from a form on one line, as a file holds it."""
    return CONTROL.sub(" ", text.replace("\r\n", "\n")).strip()


READERS = {Kind.TEXT: plain_text, Kind.NUMBER: number, Kind.WHOLE: whole, Kind.YES_NO: yes_no, Kind.DATE: day}


def value_of(kind: Kind, text: str) -> Value:
    """The value of one cell; blank is None (unknown). Raises ValueError."""
    text = text.strip()
    return READERS[kind](text) if text else None
