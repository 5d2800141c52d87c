"""Short ways to draft, publish and look at the tables of tests/small_tables.py."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management import call_command

from nutrients.changesets import acts
from nutrients.changesets.difference import Cells, RowDifference
from nutrients.changesets.rows import rows_of
from nutrients.models import ChangeSet, TableRelease

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
EGG = ("foods", ("900",))
EGG_ZINC = ("values", ("900", "ZN"))


def now(table: str, *key: str) -> Cells | None:
    return rows_of(table, [key]).get((table, key))


def change(table: str, *key: str, **cells: str) -> RowDifference:
    """The row with other cells; spaces in a column's name are written _."""
    before = now(table, *key)
    assert before is not None
    names = {name.replace(" ", "_"): name for name in before}
    return RowDifference(table, key, "", before, before | {names[name]: cell for name, cell in cells.items()})


def new(table: str, *key: str, **cells: str) -> RowDifference:
    return RowDifference(table, key, "", None, cells)


def removal(table: str, *key: str) -> RowDifference:
    return RowDifference(table, key, "", now(table, *key), None)


def value(fdc_id: str, tagname: str, amount: str, source: str = "Laboratory") -> RowDifference:
    """A new amount of a food, which had none."""
    cells = {"amount per 100 g": amount, "derivation": "analysed", "source": source}
    return RowDifference("values", (fdc_id, tagname), "", None, cells)


def draft(*changes: RowDifference, author: object = None, reason: str = "Label of 2026") -> ChangeSet:
    return acts.propose(author, changes, reason=reason, origin=ChangeSet.Origin.FORM)


def sent(*changes: RowDifference, author: object = None, reason: str = "Label of 2026") -> ChangeSet:
    changeset = draft(*changes, author=author, reason=reason)
    acts.send(changeset)
    return changeset


def published(*changes: RowDifference, days: int = 0) -> ChangeSet:
    changeset = sent(*changes)
    publish(changeset, days=days)
    changeset.refresh_from_db()
    return changeset


def publish(*changesets: ChangeSet, days: int = 0) -> TableRelease:
    for changeset in changesets:
        if changeset.state == ChangeSet.State.DRAFT:
            acts.send(changeset)
    return acts.publish(changesets, reviewer=None, at=NOON + timedelta(days=days))


def dumped(folder: Path) -> dict[str, str]:
    """Every table file as dump_tables writes it now."""
    call_command("dump_tables", folder, verbosity=0)
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.csv")}


def without_releases(files: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in files.items() if name != "releases"}
