"""What must be the same in a database and in what is restored from its backup."""

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

ENTRIES = "diary_entry"
MIGRATIONS = "django_migrations"
RELEASES = "nutrients_tablerelease"
NEWEST_RELEASE = (
    f"SELECT version FROM {RELEASES}"  # noqa: S608 - our own table
    " ORDER BY published_on DESC, LENGTH(version) DESC, version DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """rows: of each table. grams: of all entries together. migrations: "app.name", in order of name.

    release: the newest table release, "" for none.
    """

    rows: dict[str, int]
    grams: float
    migrations: tuple[str, ...]
    release: str

    @classmethod
    def read(cls, written: dict[str, Any]) -> Self:
        """From a manifest."""
        return cls(**{**written, "migrations": tuple(written["migrations"])})

    def as_written(self) -> dict[str, Any]:
        return asdict(self)

    def differences(self, other: Self) -> list[str]:
        """In which tables the other is not the same; nothing for the same."""
        told = [
            f"{table}: {self.rows.get(table, 0)} rows became {other.rows.get(table, 0)}"
            for table in sorted(self.rows.keys() | other.rows.keys())
            if self.rows.get(table) != other.rows.get(table)
        ]
        if not math.isclose(self.grams, other.grams, rel_tol=1e-9):  # sums of floats in another order
            told.append(f"{ENTRIES}: {self.grams} g became {other.grams} g")
        if self.migrations != other.migrations:
            told.append("the applied migrations are others")
        return told


def facts_of(connection: Any, tables: Iterable[str]) -> Facts:
    """By any DB-API connection. tables: as the database lists them."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        cursor = connection.cursor()
        cursor.execute(sql)
        return list(cursor.fetchall())

    names = sorted(tables)
    rows = {name: ask(f'SELECT COUNT(*) FROM "{name}"')[0][0] for name in names}  # noqa: S608 - the database's own
    grams = ask(f"SELECT SUM(grams) FROM {ENTRIES}")[0][0] if ENTRIES in rows else 0  # noqa: S608 - our own table
    applied = ask(f"SELECT app, name FROM {MIGRATIONS}") if MIGRATIONS in rows else []  # noqa: S608 - a fixed name
    release = ask(NEWEST_RELEASE) if RELEASES in rows else []
    migrations = tuple(sorted({f"{app}.{name}" for app, name in applied}))
    return Facts(rows, float(grams or 0), migrations, release[0][0] if release else "")
