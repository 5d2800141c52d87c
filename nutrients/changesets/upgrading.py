"""A new version of GutCheck's tables beside what this install made of the old one: three-way, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nutrients.changesets import shipped as files
from nutrients.changesets.difference import Row, RowDifference, Rows, merged
from nutrients.changesets.drafts import propose, send
from nutrients.changesets.merging import dispute, referred, referring
from nutrients.changesets.numbering import next_release
from nutrients.changesets.publishing import MOST_ROWS, lock_tables, record
from nutrients.changesets.rows import hanging_on, labelled, rows_now, rows_of, rows_referring_to
from nutrients.changesets.writing import are_needed, write
from nutrients.models import ChangeSet, Food, TableRelease
from nutrients.tables.cells import Value
from nutrients.tables.definitions import FOODS, RELEASES
from nutrients.tables.load import Reading
from nutrients.tables.recorded import RECORDED, goes_with
from nutrients.tables.sanity import Finding
from nutrients.tables.sanity.around import Around
from nutrients.tables.sanity.rows import errors
from nutrients.tables.synchronise import compared, take_over


@dataclass
class Upgrade:
    """What a new version came to. `conflicts` wait for a person in `undecided`, a set of changes to be reviewed."""

    taken: list[RowDifference]
    conflicts: list[RowDifference]
    kept: list[Row]  # no longer shipped, but something beside the tables points at them
    release: TableRelease | None = None
    changeset: ChangeSet | None = None
    undecided: ChangeSet | None = None

    @property
    def changed(self) -> list[RowDifference]:
        """What is taken over, but for the list of releases, which is a history itself."""
        return [change for change in self.taken if change.table != RELEASES.name]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """(table, "new" | "changed" | "removed") -> rows taken over."""
        return Counter((change.table, kind_of(change)) for change in self.changed)


def kind_of(change: RowDifference) -> str:
    return "new" if change.before is None else "removed" if change.after is None else "changed"


@transaction.atomic
def upgrade(base: files.Files, now: files.Files, reading: Reading, *, at: datetime) -> Upgrade:
    """Take over what only the shipped files changed, keep what only this install changed, and ask about the rest.

    `reading`: the new files, read and checked. Raises Refused where the database refuses what would come of it.
    """
    lock_tables()
    imported = take_over([row["fdc_id"] for row in reading.rows[Food]])
    before = TableRelease.objects.first()
    old, new = files.changed_rows(base, now)
    old = as_imported(imported) | old
    kept = keep_what_is_pointed_at(old, new)
    local = surroundings(old, new, now)
    taken, conflicts = without_errors(*merged(with_new_columns(old, local), new, local))
    write(taken)
    done = Upgrade(taken, labelled(conflicts), [row for row in kept if row in local])
    done.release = release_after(done, reading, before, at)
    remember(done, files.version_of(reading), at)
    files.remember(now, files.version_of(reading))
    return done


def as_imported(fdc_ids: list[Value]) -> Rows:
    """Foods that were imported and are shipped now, with all they had: nobody's edit stands against what is shipped."""
    foods = [(FOODS.name, (str(fdc_id),)) for fdc_id in fdc_ids]
    return rows_now(foods) | hanging_on(foods)


def keep_what_is_pointed_at(old: Rows, new: Rows) -> list[Row]:
    """Rows that go as shipped, but that a diary needs, stay as if they were shipped still, with what hangs on them."""
    needed = are_needed(row for row in old if row not in new)
    hung = referring(needed, old)
    kept = [*needed, *(row for parent in needed for row in hung[parent] if goes_with(row[0], parent[0]))]
    kept = [row for row in dict.fromkeys(kept) if row not in new]
    new.update((row, old[row]) for row in kept)
    return kept


def surroundings(old: Rows, new: Rows, now: files.Files) -> Rows:
    """The local rows that bear on the changed ones. Of what editors removed and a new row names, `old` and `new` gain
    the shipped rows, which did not change."""
    gone = [row for row in old if row not in new]
    local = rows_now({**old, **new}) | rows_referring_to(gone) | rows_of_unique_names()
    local |= hanging_on([row for row in new if row not in old and row in local])
    asked: set[Row] = set()
    while named := {other for row, cells in new.items() for other in referred(row, cells)} - asked:
        asked |= named
        local |= rows_now(named - local.keys())
        again = files.rows_about(now, {row for row in named if row not in local})
        old.update((row, cells) for row, cells in again.items() if row not in new)
        new.update((row, cells) for row, cells in again.items() if row not in new)
        local |= rows_now(again.keys() - local.keys())
    return local


def rows_of_unique_names() -> Rows:
    """All rows of the (small) tables in which a name is there but once: a shipped row may get the name of any."""
    found: Rows = {}
    for table in RECORDED:
        if table.unique:
            found |= rows_of(table.name)
    return found


def with_new_columns(old: Rows, local: Rows) -> Rows:
    """Columns that the old files did not have yet: no editor of this install can have meant anything by them."""
    return {row: {**local.get(row, {}), **cells} for row, cells in old.items()}


def without_errors(
    taken: list[RowDifference], conflicts: list[RowDifference]
) -> tuple[list[RowDifference], list[RowDifference]]:
    """What would be wrong beside what editors changed is in dispute too. Warnings were the makers' to answer."""
    if len(taken) > MOST_ROWS:
        return taken, conflicts
    chosen, disputed = ({change.row: change for change in some} for some in (taken, conflicts))
    while wrong := rows_meant(errors(Around({}, list(chosen.values()))), chosen):
        dispute(wrong, chosen, disputed)
    return list(chosen.values()), list(disputed.values())


def rows_meant(found: Iterable[Finding], chosen: Mapping[Row, RowDifference]) -> set[Row]:
    """The rows that the findings are of; of one that is not taken over, its whole table."""
    rows: set[Row] = set()
    for finding in found:
        row = (finding.table, finding.key)
        rows |= {row} if row in chosen else {each for each in chosen if each[0] == row[0]}
    return rows


def release_after(done: Upgrade, reading: Reading, before: TableRelease | None, at: datetime) -> TableRelease:
    """The shipped release where the tables are just that; the one before where nothing changed; else a new number."""
    newest, version = TableRelease.objects.first(), files.version_of(reading)
    if newest is not None and newest == before and not done.changed:
        return newest
    if newest is not None and newest.version == version and are_as_read(reading):
        return newest
    return next_release(at, f"Tables of GutCheck {version} beside the changes made here", upon=version)


def are_as_read(reading: Reading) -> bool:
    plans = [plan for plan in compared(reading.rows) if plan.shape.model is not TableRelease]
    return not any(plan.wanted or plan.differing or plan.gone for plan in plans)


def remember(done: Upgrade, version: str, at: datetime) -> None:
    origin, reason = ChangeSet.Origin.UPGRADE, f"Tables of GutCheck {version}"
    if done.changed and done.release is not None:
        done.changeset = record(done.changed, origin=origin, reason=reason, release=done.release, at=at)
    if done.conflicts:
        reason = f"{reason}: changed here too. Leave out the rows that should stay as they are here."
        done.undecided = propose(None, done.conflicts, reason=reason, origin=origin)
        send(done.undecided)
