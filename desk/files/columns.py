"""The names at the top of a sheet -> columns of a table. In any order; a unit that is not ours stops the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.files.sheet import Sheet, Unreadable
from nutrients.models import Nutrient
from nutrients.tables.columns import Column, Table
from nutrients.tables.write import amount_column

TOLD = 5  # columns that do not fit; with more it is seldom their names that are wrong
AMOUNT_HEADER = re.compile(r"(\S+)(?: \[(\S*)\])?")


@dataclass(frozen=True)
class Layout:
    """places: which column stands at each place of a line. missing: columns that the file does not have."""

    table: Table
    places: tuple[Column, ...]
    missing: tuple[Column, ...]

    @cached_property
    def amounts(self) -> tuple[tuple[int, Column], ...]:
        """The places of amounts, in a table that has one column a nutrient."""
        own = set(self.table.columns)
        return tuple((place, column) for place, column in enumerate(self.places) if column not in own)


def columns_wanted(table: Table) -> list[Column]:
    """The table's own, and of composition one for each nutrient."""
    return [*table.columns, *(amount_columns() if table.wide else ())]


def amount_columns() -> list[Column]:
    return [amount_column(tagname, unit) for tagname, unit in Nutrient.objects.values_list("tagname", "unit")]


def layout_of(table: Table, sheet: Sheet) -> Layout:
    """Raises Unreadable, naming every column that does not fit. Adds what was left out to the sheet's notices."""
    refuse_repeats(sheet.header)
    wanted = {column.name: column for column in columns_wanted(table)}
    strange = [(place, name) for place, name in enumerate(sheet.header) if name not in wanted]
    problems = [column_problem(wanted, name, place) for place, name in strange[:TOLD]]
    if len(strange) > TOLD:
        more = ngettext(
            "And %(count)d more column does not fit; is the file of another table?",
            "And %(count)d more columns do not fit; is the file of another table?",
            len(strange) - TOLD,
        )
        problems.append(more % {"count": len(strange) - TOLD})
    missing = [column for name, column in wanted.items() if name not in sheet.header]
    needed = [column.name for column in missing if column.name in table.key]
    if needed:
        problems.append(
            _("These columns are missing, without which no row can be told from another: %(names)s. Add them.")
            % {"names": ", ".join(needed)}
        )
    if problems:
        raise Unreadable(" ".join(problems))
    say_missing(table, sheet, missing)
    return Layout(table, tuple(wanted[name] for name in sheet.header), tuple(missing))


def say_missing(table: Table, sheet: Sheet, missing: Sequence[Column]) -> None:
    own = [column.name for column in missing if column in table.columns and not column.is_unit]
    if own:
        sheet.notices.append(
            _("The file has no column %(names)s: what is there stays as it is.") % {"names": ", ".join(own)}
        )


def refuse_repeats(header: Sequence[str]) -> None:
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise Unreadable(
            _("These columns are there twice: %(names)s. Which one counts? Remove the other.")
            % {"names": ", ".join(repeated)}
        )


def column_problem(wanted: dict[str, Column], name: str, place: int) -> str:
    if not name:
        return _("Column %(number)s has cells, but no name; name or clear it.") % {"number": place + 1}
    if (match := AMOUNT_HEADER.fullmatch(name)) and (right := right_header(wanted, match[1])):
        return _("“%(name)s” has another unit than ours: convert its numbers and call it “%(right)s”.") % {
            "name": name, "right": right,
        }  # fmt: skip
    near = next((known for known in wanted if known.lower() == name.lower()), "")
    if near:
        return _("There is no column “%(name)s”; it is written “%(near)s”.") % {"name": name, "near": near}
    return _("There is no column “%(name)s”; correct its name or remove it.") % {"name": name[:80]}


def right_header(wanted: dict[str, Column], tagname: str) -> str:
    return next((name for name in wanted if name.partition(" [")[0] == tagname and "[" in name), "")
