"""The search index in SQLite: an FTS5 table with a prefix index, kept in step by triggers.

A row's number says how plain the food is (common before surveyed before the rest, short names first), then which food
it is. FTS5 answers in the order of row numbers, so the first rows of an answer are the likeliest ones, and reading
stops there however many foods there are. Foods that belong to a person are not in it.

Triggers go when SQLite rebuilds a table, which Django does for many changes of a model: a migration that alters Food
or FoodAlias in place ends with RunPython(nutrients.search.install). A test stands guard.
"""

from collections.abc import Sequence
from itertools import combinations

from django.db import connection

from nutrients.search.ranking import Candidate
from nutrients.search.reading import Reading, Slot

ID_BITS = 40
ROW = (
    "(((CASE WHEN {r}.is_common THEN 0 WHEN {r}.food_code <> '' THEN 1 ELSE 2 END) * 256"
    f" + min(length({{r}}.name), 255)) << {ID_BITS}) + {{r}}.id"
)
ADD = (
    f"INSERT INTO food_words(rowid, name, description) SELECT {ROW.format(r='new')}, new.name, new.description"
    " WHERE new.owner_id IS NULL;"
)
REMOVE = f"DELETE FROM food_words WHERE rowid = {ROW.format(r='old')};"  # noqa: S608 - fixed text
CHANGED = "UPDATE food_words_version SET version = random();"  # not a count: that would repeat after a rollback
INDEXED = "id, owner_id, name, description, is_common, food_code"
TRIGGERS = {
    "food_words_added": f"AFTER INSERT ON nutrients_food WHEN new.owner_id IS NULL BEGIN {ADD} {CHANGED} END",
    "food_words_removed": f"AFTER DELETE ON nutrients_food WHEN old.owner_id IS NULL BEGIN {REMOVE} {CHANGED} END",
    "food_words_changed": f"AFTER UPDATE OF {INDEXED} ON nutrients_food"
    f" WHEN old.owner_id IS NULL OR new.owner_id IS NULL BEGIN {REMOVE} {ADD} {CHANGED} END",
    "food_alias_added": f"AFTER INSERT ON nutrients_foodalias BEGIN {CHANGED} END",
    "food_alias_removed": f"AFTER DELETE ON nutrients_foodalias BEGIN {CHANGED} END",
    "food_alias_changed": f"AFTER UPDATE ON nutrients_foodalias BEGIN {CHANGED} END",
}
TABLES = {
    "food_words": "VIRTUAL TABLE food_words USING fts5(name, description, columnsize=0,"
    " tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3')",
    "food_words_of": "VIRTUAL TABLE food_words_of USING fts5vocab(food_words, row)",
    "food_words_version": "TABLE food_words_version (version integer NOT NULL)",
}


def install() -> None:
    """Make the index anew and fill it; may be run again at any time."""
    remove()
    with connection.cursor() as cursor:
        for definition in TABLES.values():
            cursor.execute(f"CREATE {definition}")
        cursor.execute("INSERT INTO food_words_version VALUES (random())")
        for name, definition in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {definition}")
        cursor.execute(
            "INSERT INTO food_words(rowid, name, description)"  # noqa: S608 - fixed text
            f" SELECT {ROW.format(r='food')}, name, description FROM nutrients_food AS food"
            " WHERE owner_id IS NULL ORDER BY 1"
        )


def remove() -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        for name in reversed(TABLES):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def version() -> str:
    """Another text after every change of the foods' words or of the aliases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM food_words_version")
        return str(cursor.fetchone()[0])


def vocabulary() -> dict[str, int]:
    """Every word of the foods, and how many foods have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT term, doc FROM food_words_of")
        return dict(cursor.fetchall())


def candidates(slots: Sequence[Slot], needed: int, limit: int) -> list[Candidate]:
    """Foods of everybody that fit at least `needed` of the slots, the plainest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT food.id, food.name, food.description, food.is_common, food.food_code"  # noqa: S608 - a number
            f" FROM food_words JOIN nutrients_food AS food ON food.id = food_words.rowid & {(1 << ID_BITS) - 1}"
            " WHERE food_words MATCH %s ORDER BY food_words.rowid LIMIT %s",
            [" OR ".join(map(all_of, combinations(slots, needed))), limit],
        )
        return list(map(Candidate._make, cursor.fetchall()))


def all_of(slots: Sequence[Slot]) -> str:
    """Words are letters and digits only (words_of), and quoted: nothing typed can be a command to FTS5."""
    return "(" + " AND ".join(f"({' OR '.join(map(reading_query, slot))})" for slot in slots) + ")"


def reading_query(reading: Reading) -> str:
    forms = (" OR ".join(f'"{form}" *' for form in word.beginnings) for word in reading.words)
    return "(" + " AND ".join(f"({form})" for form in forms) + ")"
