"""Three states of the tables -> one: what GutCheck shipped before, what it ships now, what this install made of it.

Pure: no database. No cell that an editor changed is overwritten, and no row that something needs is taken away: what
both sides changed differently is a conflict, for a person to decide.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from nutrients.tables.recorded import (
    BY_NAME,
    STATEMENTS,
    Cells,
    Row,
    RowDifference,
    Rows,
    goes_with,
    references,
    touched,
)

Merge = tuple[list[RowDifference], list[RowDifference]]


def merged(base: Rows, shipped: Rows, local: Rows) -> Merge:
    """(what is taken over of the shipped rows, the conflicts), cell by cell.

    What only `shipped` changed is taken over; what only `local` changed stays; both to the same is nothing. A conflict
    tells what is in force once the rest is taken over (before) and what it would be as shipped (after). A row can be in
    both lists: some of its cells are taken over, others are in dispute.
    """
    taken: dict[Row, RowDifference] = {}
    disputed: dict[Row, RowDifference] = {}
    for row in {**base, **shipped}:
        old, new, own = base.get(row), shipped.get(row), local.get(row)
        if not touched(row[0], old, new) or not touched(row[0], new, own):
            continue
        middle = merged_row(row, old, new, own)
        if touched(row[0], own, middle):
            taken[row] = RowDifference(*row, "", own, middle)
        wanted = as_shipped(row, old, new, middle)
        if touched(row[0], middle, wanted):
            disputed[row] = RowDifference(*row, "", middle, wanted, is_conflict=True)
    keep_two_things_apart(base, shipped, local, taken, disputed)
    return settled(taken, disputed, shipped, local)


def merged_row(row: Row, old: Cells | None, new: Cells | None, own: Cells | None) -> Cells | None:
    """The local row with the shipped cells that nobody here changed; the rest of the shipped ones is in dispute."""
    ours = touched(row[0], old, own)
    if not ours:
        return new
    if old is None or new is None or own is None or row[0] in STATEMENTS:
        return own
    return own | {name: new.get(name, "") for name in touched(row[0], old, new) if name not in ours}


def as_shipped(row: Row, old: Cells | None, new: Cells | None, middle: Cells | None) -> Cells | None:
    """The merged row with every cell that the new version changed."""
    if old is None or new is None or middle is None or row[0] in STATEMENTS:
        return new
    return middle | {name: new.get(name, "") for name in touched(row[0], old, new)}


def settled(taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference], shipped: Rows, local: Rows) -> Merge:
    keep_what_is_needed(taken, disputed, local)
    bring_back_what_is_named(taken, disputed, shipped, local)
    keep_names_apart(taken, disputed, local)
    return list(taken.values()), list(disputed.values())


def keep_two_things_apart(
    base: Rows, shipped: Rows, local: Rows, taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference]
) -> None:
    """Where both sides gave one number to a row of their own, what hangs on either is in dispute with it: taken over
    alone, the values of one food would become another's. Whoever takes the shipped one lets go what hangs on ours."""
    twice = {row for row in disputed if row not in base and row in local and row in shipped}
    theirs, ours = referring(twice, {row: taken[row].after or {} for row in taken}), referring(twice, local)
    for row in twice:
        dispute({hung for hung in theirs[row] if goes_with(hung[0], row[0])}, taken, disputed)
        disputed |= {
            hung: RowDifference(*hung, "", local[hung], None, is_conflict=True)
            for hung in ours[row]
            if goes_with(hung[0], row[0]) and hung not in shipped
        }


def keep_what_is_needed(taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference], local: Rows) -> None:
    """A row that goes as shipped, but that a remaining row names, is in dispute, with all that would go with it."""
    state = {**local, **{row: change.after for row, change in taken.items() if change.after is not None}}
    gone = {row for row, change in taken.items() if change.after is None}
    users = referring(gone, state)
    while stuck := {row for row in gone if any(user not in gone for user in users[row])}:
        gone -= (leaving := stuck | {user for row in stuck for user in users[row] if user in gone})
        dispute(leaving, taken, disputed)


def bring_back_what_is_named(
    taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference], shipped: Rows, local: Rows
) -> None:
    """A shipped row that names what an editor removed is in dispute, with the removed row and what hung on it."""
    waiting = [*taken.values(), *disputed.values()]
    while waiting:
        needing: dict[Row, set[Row]] = defaultdict(set)  # what is not there -> the rows that name it
        for change in waiting:
            for row in referred(change.row, change.after or {}) if change.after is not None else ():
                if row in shipped and not (taken[row].after is not None if row in taken else row in local):
                    needing[row].add(change.row)
        dispute(set().union(*needing.values()), taken, disputed)
        hung = referring(set(needing), shipped)
        missing = {*needing, *(user for row in needing for user in hung[row] if goes_with(user[0], row[0]))}
        waiting = [
            RowDifference(*row, "", None, shipped[row], is_conflict=True)
            for row in missing
            if row not in local and row not in disputed
        ]
        disputed |= {change.row: change for change in waiting}


def keep_names_apart(taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference], local: Rows) -> None:
    """A shipped row that gets the name of another one here is in dispute, with the new rows that name it."""
    while rows := same_named(taken, local) | naming_undecided(taken, disputed):
        dispute(rows, taken, disputed)


def same_named(taken: dict[Row, RowDifference], local: Rows) -> set[Row]:
    """Of what is taken over, the rows of a name (or whatever a table has but once) that is there twice then."""
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row, cells in {**local, **{row: change.after for row, change in taken.items()}}.items():
        for column in BY_NAME[row[0]].unique if cells else ():
            found[row[0], column, (cells or {}).get(column, "")].append(row)
    twice = [rows for (_table, _column, text), rows in found.items() if text and len(rows) > 1]
    return {row for rows in twice for row in rows if row in taken}


def naming_undecided(taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference]) -> set[Row]:
    """Of what is taken over, the rows that name one which is not there before somebody decided."""
    undecided = {row for row, change in disputed.items() if change.before is None and row not in taken}
    return {
        row
        for row, change in taken.items()
        if undecided and change.after is not None and undecided.intersection(referred(row, change.after))
    }


def dispute(rows: set[Row], taken: dict[Row, RowDifference], disputed: dict[Row, RowDifference]) -> None:
    """Take nothing of these rows over before somebody decided."""
    for row in rows & taken.keys():
        change = taken.pop(row)
        disputed[row] = replace(disputed.get(row, change), before=change.before, is_conflict=True)


def referred(row: Row, cells: Cells) -> Iterator[Row]:
    """The rows of other tables that a row names."""
    table, key = row
    for name, of_table in references(table):
        place = BY_NAME[table].key.index(name) if name in BY_NAME[table].key else None
        if text := cells.get(name, "") if place is None else key[place]:
            yield of_table, (text,)


def referring(others: Collection[Row], rows: Rows) -> dict[Row, list[Row]]:
    """Of some rows, those that name them."""
    found: dict[Row, list[Row]] = {other: [] for other in others}
    tables = {table for table, _ in others}
    for row, cells in rows.items() if others else ():
        if any(of_table in tables for _, of_table in references(row[0])):
            for other in referred(row, cells):
                if other in found:
                    found[other].append(row)
    return found
