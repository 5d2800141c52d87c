"""Writing the file, table by table and row by row, so that ten years take no more memory than a month."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import TextIOWrapper
from typing import IO, Any, TextIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Q
from django.template.loader import render_to_string

from accounts.models import User
from accounts.my_account import account_of
from diary.kept.packing import as_it_was_packed, foods_in
from diary.kept.values import Unreadable
from diary.models import Helping
from diary.my_data import shape
from diary.my_data.foods import FoodNames, Row
from diary.my_data.for_people import write_entries, write_reports
from diary.my_data.one_view import one_view
from diary.my_data.tables import LEFT_OUT, LEFT_OUT_FIELDS, TABLES, Table

AT_ONCE = 2000  # rows fetched


def write_file(file: IO[bytes], person: User, at: datetime) -> None:
    """Everything of the person, as it is at one moment."""
    with one_view(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        foods = FoodNames(person)
        counts = {table.name: write_rows(archive, table.member, rows_of(table, person, foods)) for table in TABLES}
        counts["foods"] = write_rows(archive, shape.FOODS, foods.rows())
        write_object(archive, shape.ACCOUNT, account_of(person))
        with member(archive, shape.ENTRIES_CSV) as text:
            write_entries(text, person)
        with member(archive, shape.REPORTS_CSV) as text:
            write_reports(text, person)
        with member(archive, shape.README) as text:
            text.write(render_to_string("diary/my_data.txt", {"at": at, "left_out": [*LEFT_OUT.items()]}))
        write_object(archive, shape.ABOUT, {
            "format": shape.FORMAT, "version": shape.VERSION, "made_at": at, "rows": counts,
            "left_out": LEFT_OUT | LEFT_OUT_FIELDS,
        })  # fmt: skip


@contextmanager
def member(archive: ZipFile, name: str) -> Iterator[TextIO]:
    """A text file within the zip, written as it comes."""
    with archive.open(name, "w", force_zip64=True) as raw, TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        yield text


def write_rows(archive: ZipFile, name: str, rows: Iterable[Row]) -> int:
    """One JSON object a line; how many."""
    count = 0
    with member(archive, name) as text:
        for row in rows:
            count += 1
            text.write(as_json(row) + "\n")
    return count


def write_object(archive: ZipFile, name: str, value: Row) -> None:
    with member(archive, name) as text:
        text.write(as_json(value, indent=2) + "\n")


def as_json(value: Row, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # and datetime, to the microsecond
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(value)  # a lazy text


def rows_of(table: Table, person: User, foods: FoodNames) -> Iterator[Row]:
    """The rows of one table, in the order they were made."""
    columns = {name: name for name in table.fields} | dict(table.joined)
    helpings = helping_numbers(person) if "helping" in columns else {}
    for values in _mine(table, person).values_list(*columns.values()).iterator(chunk_size=AT_ONCE):
        row = dict(zip(columns, values, strict=True))
        if "food" in row:
            row["food"] = foods.name(row["food"])
        if "helping" in row:
            row["helping"] = helpings.get(row["helping"])
        if "report" in row:
            row["foods"] = foods_of_report(row["report"], foods)
            row["report"] = as_it_was_packed(row["report"])
        yield row


def _mine(table: Table, person: User) -> Any:
    mine = Q()
    for lookup in table.owner:
        mine |= Q(**{lookup: person})
    return table.model._default_manager.filter(mine).order_by("pk")


def helping_numbers(person: User) -> dict[int, int]:
    """Helpings are numbered within the file."""
    pks = Helping.objects.of(person).order_by("pk").values_list("pk", flat=True)
    return {pk: n for n, pk in enumerate(pks, start=1)}


def foods_of_report(report: Any, foods: FoodNames) -> dict[str, str]:
    """The numbers a kept report gives its foods -> their names in the file. {} for a report that cannot be read."""
    try:
        here = foods_in(report)
    except Unreadable:
        return {}
    names = foods.names(here.values())
    return {str(number): names[pk] for number, pk in sorted(here.items()) if pk in names}
