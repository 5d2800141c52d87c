"""One editor, one object, one request: what is in force of it, what the page showed, what the draft wants.

Nothing here writes. What a form comes to is read in a transaction that is rolled back (desk/admin/trying.py).
"""

import json
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest

from desk.admin.meanwhile import Refusal, acknowledged, laid_over, mine_onto
from nutrients.changesets.difference import difference
from nutrients.changesets.rows import key_of, rows_of_object, table_of
from nutrients.models import ChangeSet
from nutrients.tables.recorded import Cells, Key, Row, Rows, cell_of, own_columns
from nutrients.tables.sanity import SAME_SOURCE, Finding, findings

Drafted = dict[Row, tuple[Cells | None, Cells | None]]  # before and after
# What is edited on another row's page, and which cell of its key names that row.
HANGING = {"foods": {"portions": 0, "values": 0, "group_shares": 0}, "food_groups": {"nutrient_sources": 1}}


@dataclass
class Edit:
    """What one request knows of its object."""

    draft: ChangeSet | None = None  # the one that is continued
    in_force: Rows = field(default_factory=dict)  # none: the object is to be added
    opened: Rows = field(default_factory=dict)  # what the editor was shown as in force
    wanted: Rows = field(default_factory=dict)  # what an untouched form shows: in force, with the draft laid over
    mine: Rows | None = None  # what the form came to when it was tried
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    own: frozenset[Row] = frozenset()  # rows of the draft that belong to the object
    has_begun: bool = False
    is_filling: bool = False  # the page is only filled in, and comes back

    def begin(self, obj: models.Model | None, model: type[models.Model], sent: str = "", added: str = "") -> None:
        """Read what is in force, once. sent: what the page carried. added: the key of the row that the draft adds."""
        if self.has_begun:
            return
        self.has_begun = True
        drafted = self.drafted()
        self.in_force = rows_of_object(obj) if obj else {}
        main = row_of(obj) if obj else added_row(drafted, table_of(model).name, added)
        mine = rows_about(main, drafted) if main else {}
        self.own = frozenset(mine)
        self.opened, self.wanted = laid_over(self.in_force, mine)
        if mine:
            self.warnings = self.found(self.wanted)
        if sent:
            self.opened = read(sent)

    def drafted(self) -> Drafted:
        changes = self.draft.rows.all() if self.draft else ()
        return {(change.table, key_of(change.key)): (change.before, change.after) for change in changes}

    def found(self, after: Rows) -> list[Finding]:
        """A source that stayed is asked about in its own row (desk/admin/composition.py), not here once more."""
        found = findings(after, difference(self.in_force, after))
        return [finding for finding in found if finding.code != SAME_SOURCE]

    def settled(self) -> Rows:
        """The rows as they are to be. Afterwards `refusals` and `warnings` say what stands against them."""
        after, meanwhile = mine_onto(self.opened, self.in_force, self.mine or {})
        self.opened = acknowledged(self.opened, self.in_force, meanwhile)
        found = self.found(after)
        self.warnings = [finding for finding in found if not finding.is_error]
        self.refusals = [*meanwhile, *(Refusal(*finding[1:5]) for finding in found if finding.is_error)]
        return after

    @property
    def as_opened(self) -> str:
        """For a hidden field of the page."""
        return json.dumps([[table, key, cells] for (table, key), cells in self.opened.items()])

    def cells_of(self, table: str) -> dict[Key, Cells]:
        """What an untouched form shows of one table, by key."""
        return {key: cells for (name, key), cells in self.wanted.items() if name == table}


def edit_of(request: HttpRequest) -> Edit:
    """One for each request: its view and the forms of its page speak of the same."""
    return vars(request).setdefault("edit", Edit())


def row_of(obj: models.Model) -> Row:
    table = table_of(type(obj))
    return table.name, tuple(cell_of(value_at(obj, table.by_name[name].field)) for name in table.key)


def value_at(obj: object, lookup: str) -> object:
    for name in lookup.split("__"):
        obj = getattr(obj, name)
    return obj


def added_row(drafted: Drafted, table: str, key: str) -> Row | None:
    """The row that a draft adds to a table, the one with this key (as RowChange has it) if it is said."""
    added = [row for row, (before, _) in drafted.items() if row[0] == table and before is None]
    return next((row for row in added if not key or row[1] == key_of(key)), None)


def rows_about(main: Row, drafted: Drafted) -> Drafted:
    """Of a draft the rows that are edited on the page of `main`, also where it gives that row another key."""
    places = HANGING.get(main[0], {})
    about = {
        row: cells
        for row, cells in drafted.items()
        if row == main or (row[0] in places and row[1][places[row[0]]] == main[1][0])
    }
    if main in drafted and drafted[main][1] is None:
        added = [row for row, (before, _) in drafted.items() if row[0] == main[0] and before is None]
        about |= {row: drafted[row] for row in added[:1]}
    return about


def read(sent: str) -> Rows:
    """What a page carried. Raises BadRequest for anything else."""
    try:
        return {
            (table, tuple(map(str, key))): {column.name: str(cells[column.name]) for column in own_columns(table)}
            for table, key, cells in json.loads(sent)
        }
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest("no memory of a page") from error
