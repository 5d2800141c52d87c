"""The kept reports of a file: each is read whole, once, so that none is taken in that no page could show."""

import zlib
from typing import Any

from django.utils.translation import gettext as _

from diary.kept.packing import VERSION, expanded, renumbered
from diary.kept.report import KeptReport, from_body
from diary.kept.values import Unreadable
from diary.my_data.cells import MOST
from diary.my_data.shape import LONGEST_NUMBER, MOST_IN_REPORTS, Refused
from diary.week_page.in_words import week_in_words
from diary.week_page.page import week_page
from diary.weeks import Week

Row = dict[str, Any]
UNREADABLE = (
    Unreadable, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error
)  # fmt: skip


def check_reports(rows: list[Row], member: str) -> None:
    """Raises Refused with the line of the first that cannot be kept, or where they hold too much."""
    left = MOST_IN_REPORTS
    for line, row in enumerate(rows, start=1):
        where = f"{member}, {line}"
        try:
            body = expanded(row["report"]["packed"])
            left -= len(body)
            if left < 0:
                raise Refused(_("The kept reports of the file hold more than is read."))
            check_report(from_body(renumbered(body, {}, number)), Week.of(row["first_day"]))
        except UNREADABLE as error:
            raise Refused(_("%(where)s: this kept report cannot be read.") % {"where": where}) from error


def number(digits: str) -> float:
    """A number of a report. ValueError for one that nothing in a diary can be."""
    if len(digits) > 2 * LONGEST_NUMBER:
        raise ValueError("too many digits")
    value = int(digits) if digits.removeprefix("-").isdecimal() else float(digits)
    if not abs(value) <= MOST:  # nor NaN
        raise ValueError(f"{digits} is out of bounds")
    return value


def check_report(kept: KeptReport, week: Week) -> None:
    """ValueError for a report of other days, and for one of parts that do not go together: its page is made to see."""
    if [day.date for day in kept.report.days] != list(week.days):
        raise ValueError("the report is of other days")
    try:
        week_page(kept.report, week, kept.kept_on, kept.answers)
        week_in_words(kept.report)
    except Exception as error:  # whatever it was: nobody should find a page that does not open in their diary
        raise ValueError(f"no page can be made of it: {error}") from error


def is_report(value: Any) -> bool:
    """Whether it has the form of one; what is in it, check_reports() reads."""
    return isinstance(value, dict) and value.get("version") == VERSION and isinstance(value.get("packed"), str)
