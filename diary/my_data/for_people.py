"""The part of the file that a spreadsheet opens: every entry, and every kept report."""

from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _

from accounts.models import User
from diary.handed_out.as_csv import BYTE_ORDER_MARK, columns_of
from diary.kept.some_nutrients import read_kept_nutrients
from diary.kept.values import Unreadable
from diary.models import Assumed, Entry, Meal, SavedReport
from diary.quantities import amount_text
from diary.weeks import Week
from nutrients.tables.csvfile import Cell, write_to

AT_ONCE = 2000  # rows fetched
Row = dict[str, Cell]


def write_entries(text: TextIO, person: User) -> None:
    """One row an entry, the oldest day first. The grams of a supplement are no weight, so they are blank."""
    text.write(BYTE_ORDER_MARK)
    columns = [_("Date"), _("Meal"), _("Food"), _("Amount"), _("Weight [g]"), _("Assumed"), _("In your words")]
    write_to(text, columns, (dict(zip(columns, cells, strict=True)) for cells in _entries(person)))


def _entries(person: User) -> Iterator[tuple[Cell, ...]]:
    rows = Entry.objects.of(person).order_by("eaten_on", "pk").values_list(
        "eaten_on", "meal", "portion__food__name", "quantity", "portion__description", "grams",
        "portion__food__is_supplement", "assumed", "sentence__text",
    )  # fmt: skip
    meals, assumptions = dict(Meal.choices), dict(Assumed.choices)
    for on, meal, food, quantity, portion, grams, is_supplement, assumed, words in rows.iterator(chunk_size=AT_ONCE):
        taken = "; ".join(str(assumptions.get(code, code)) for code in assumed.split())
        amount = amount_text(quantity, portion)
        yield on, str(meals.get(meal, meal)), food, amount, None if is_supplement else grams, taken, words


def write_reports(text: TextIO, person: User) -> None:
    """One row a nutrient and kept week. A report that can no longer be read is passed over."""
    text.write(BYTE_ORDER_MARK)
    columns: list[str] = []
    for saved in SavedReport.objects.of(person).order_by("first_day").iterator(chunk_size=20):
        try:
            kept = read_kept_nutrients(saved.report)
        except Unreadable:
            continue
        cells = columns_of(Week.of(saved.first_day), kept.quality.complete_days, saved.release)
        rows = ({name: cell(row) for name, cell in cells.items()} for row in kept.rows.values())
        write_to(text, list(cells), rows, with_header=not columns)
        columns = list(cells)
