"""The last published versions of a row, for its page; each but the one in force can be gone back to."""

from dataclasses import dataclass
from itertools import islice

from django.db import models

from desk.admin.edits import row_of
from desk.drafts.shown import ShownCell
from desk.drafts.versions import Version, versions_of

NEWEST, CELLS = 4, 3  # versions on the page of a row, and cells told of one; the history has them all


@dataclass(frozen=True, slots=True)
class VersionTold:
    """cells: (row, cell), as many as fit. more: cells not told here."""

    version: Version
    cells: tuple[tuple[str, ShownCell], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Versions:
    """table, key: of the row they are of. more: versions that only the history tells of."""

    table: str
    key: tuple[str, ...]
    newest: tuple[VersionTold, ...]
    more: int


def versions_for(obj: models.Model) -> Versions:
    table, key = row_of(obj)
    versions = versions_of(table, key, str(obj))
    return Versions(table, key, tuple(map(told, versions[:NEWEST])), max(len(versions) - NEWEST, 0))


def told(version: Version) -> VersionTold:
    cells = [(row.label, cell) for row in version.rows for cell in row.cells]
    return VersionTold(version, tuple(islice(cells, CELLS)), max(len(cells) - CELLS, 0))
