"""Why a shipped row cannot be taken as it is: a name there is but once is another row's here."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.drafts.places import stored
from desk.drafts.words import row_name, table_name
from nutrients.changesets.rows import key_of, rows_of
from nutrients.models import RowChange
from nutrients.tables.recorded import BY_NAME, Key


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the name here. model: the name of its admin page."""

    name: str
    table: str
    key: Key
    model: str
    pk: object


def in_the_way(changes: Iterable[RowChange]) -> list[Holder]:
    """Of rows in dispute, those here whose name they would get; a query for each table that has such names."""
    found: dict[tuple[str, Key], Holder] = {}
    wanted = [change for change in changes if change.after is not None and BY_NAME[change.table].unique]
    for name in dict.fromkeys(change.table for change in wanted):
        here, moving = rows_of(name), {key_of(change.key) for change in wanted if change.table == name}
        for column in BY_NAME[name].unique:
            names = {(change.after or {}).get(column, "") for change in wanted if change.table == name}
            for (_table, key), cells in here.items():
                if key not in moving and cells[column] in names:
                    model = BY_NAME[name].model._meta.model_name or ""
                    found[name, key] = Holder(
                        row_name(cells[column]), table_name(name), key, f"admin:nutrients_{model}_change",
                        stored((name, key)),
                    )  # fmt: skip
    return list(found.values())
