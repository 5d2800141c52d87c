"""A folder's tables -> database, remembered as a change where there were tables before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nutrients.changesets.difference import Cells, RowDifference
from nutrients.changesets.numbering import next_release
from nutrients.changesets.publishing import MOST_ROWS, lock_tables, record
from nutrients.changesets.rows import table_of
from nutrients.models import ChangeSet, Food, Nutrient, TableRelease
from nutrients.tables.load import Progress, Reading, quietly
from nutrients.tables.recorded import cell_of
from nutrients.tables.sanity import SAME_SOURCE, Finding, findings
from nutrients.tables.synchronise import Change, Key, Plan, Rest, carry_out, compared


@dataclass(frozen=True)
class Loaded:
    """What a load did. `changeset` None: nothing differed, or these are the first tables, or it was a trial."""

    changes: list[Change]
    findings: list[Finding]
    changeset: ChangeSet | None = None


class Doubtful(Exception):
    """The checks object to what would change, and nobody said why in spite of them. Nothing was written."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.text for finding in findings))


def has_tables() -> bool:
    return TableRelease.objects.exists() or Nutrient.objects.exists() or Food.objects.exists()


@transaction.atomic
def load(
    reading: Reading, *, reason: str, override: str = "", at: datetime, is_trial: bool = False,
    progress: Progress = quietly,
) -> Loaded:  # fmt: skip
    """Make the tables what was read. What differs is remembered row by row, but for the first tables of an install.

    Rows that something beside the tables points at are kept and told. Reports name the newest release of the files
    from now on, or a new number where a release of this install stands above it. Raises Doubtful for errors, and for
    warnings without a reason why in spite of them (`override`).
    """
    lock_tables()
    is_first = not has_tables()
    plans = compared(reading.rows)
    differences = [] if is_first else [*differences_of(plans)]
    found = doubts(differences) if len(differences) <= MOST_ROWS else []
    if not is_trial and any(finding.is_error or not override for finding in found):
        raise Doubtful(found)
    carry_out(plans, progress)
    changes = [plan.change for plan in plans]
    changed = without_kept(differences, plans)
    if is_trial:
        transaction.set_rollback(True)
    if is_trial or not changed:
        return Loaded(changes, found)
    changeset = record(
        changed, origin=ChangeSet.Origin.COMMAND, reason=reason, release=release_of(reading, at, reason), at=at,
        override=override if found else "",
    )  # fmt: skip
    return Loaded(changes, found, changeset)


def doubts(differences: list[RowDifference]) -> list[Finding]:
    """What the checks object to. A release corrects its own amounts: that their source stays is no doubt of it."""
    return [finding for finding in findings({}, differences) if finding.code != SAME_SOURCE]


def release_of(reading: Reading, at: datetime, reason: str) -> TableRelease:
    """The newest release of the files, or a new number where this install's own history stands above it."""
    of_files = {row["version"] for row in reading.rows[TableRelease]}
    newest = TableRelease.objects.first()
    if newest is not None and newest.version in of_files:
        return newest
    shipped = TableRelease.objects.filter(pk__in=of_files).first()
    return next_release(at, reason, upon=shipped.version.partition("+")[0] if shipped else "")


def without_kept(differences: list[RowDifference], plans: Sequence[Plan]) -> list[RowDifference]:
    kept = {
        (table_of(plan.shape.model).name, tuple(cell_of(part) for part in key))
        for plan in plans
        for key in plan.change.kept
    }
    return [change for change in differences if change.row not in kept]


def differences_of(plans: Sequence[Plan]) -> Iterator[RowDifference]:
    """What the plans would do, as changed rows; not of the list of releases, which is a history itself."""
    units = dict(Nutrient.objects.values_list("tagname", "unit"))
    for plan in plans:
        if plan.shape.model is TableRelease:
            continue
        told = Telling(plan, units)
        for key in plan.gone:
            yield told.difference(key, plan.before[key], None)
        for key, rest in plan.differing.items():
            if (change := told.difference(key, plan.before[key], rest)).touched:
                yield change
        for key, rest in plan.wanted.items():
            yield told.difference(key, None, rest)


class Telling:
    """How rows of a plan are told as cells."""

    def __init__(self, plan: Plan, units: dict[str, str]) -> None:
        self.table, self.units = table_of(plan.shape.model), units
        self.fields = (*plan.shape.key, *plan.shape.rest)
        self.columns = [column for column in self.table.columns if column.name not in self.table.key]

    def difference(self, key: Key, before: Rest | None, after: Rest | None) -> RowDifference:
        cells = tuple(cell_of(part) for part in key)
        return RowDifference(self.table.name, cells, "", self.cells(key, before), self.cells(key, after))

    def cells(self, key: Key, rest: Rest | None) -> Cells | None:
        if rest is None:
            return None
        values = dict(zip(self.fields, (*key, *rest), strict=True))
        return {
            column.name: self.units.get(values["nutrient_id"], "") if column.is_unit else cell_of(values[column.field])
            for column in self.columns
        }
