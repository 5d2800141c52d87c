"""The search index in PostgreSQL: a generated column of words with a GIN index; no extension is needed.

Words are cut and freed of accents in the expression itself, as nutrients.search.words does it, so that the text
search parser, which takes "and/or" for a file name, has no say.
"""

from collections.abc import Sequence
from itertools import combinations

from django.db import connection

from nutrients.search.ranking import Candidate
from nutrients.search.reading import Reading, Slot

ACCENTS = r"[\u0300-\u036f]"
BETWEEN_WORDS = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+"
PLAIN = f"regexp_replace(lower(normalize(name || ' ' || description, NFKD)), '{ACCENTS}', '', 'g')"
WORDS = f"array_to_tsvector(array_remove(regexp_split_to_array({PLAIN}, '{BETWEEN_WORDS}'), ''))"
# A sequence would lock nothing either, but tells of changes before they are committed.
CHANGED = """
CREATE FUNCTION food_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO food_words_change DEFAULT VALUES; RETURN NULL; END $$
"""
TRIGGER = (
    "CREATE TRIGGER food_words_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION food_words_changed()"
)
WATCHED = ("nutrients_food", "nutrients_foodalias")
LIKELIEST = "NOT is_common, food_code = '', least(length(name), 255), id"


def install() -> None:
    """Make the index anew and fill it; may be run again at any time."""
    remove()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE nutrients_food ADD COLUMN words tsvector GENERATED ALWAYS AS ({WORDS}) STORED")
        cursor.execute("CREATE INDEX food_words ON nutrients_food USING gin (words)")
        cursor.execute("CREATE TABLE food_words_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)")
        cursor.execute(CHANGED)
        for table in WATCHED:
            cursor.execute(TRIGGER.format(table=table))


def remove() -> None:
    with connection.cursor() as cursor:
        for table in WATCHED:
            cursor.execute(f"DROP TRIGGER IF EXISTS food_words_changed ON {table}")
        cursor.execute("DROP FUNCTION IF EXISTS food_words_changed")
        cursor.execute("DROP TABLE IF EXISTS food_words_change")
        cursor.execute("ALTER TABLE nutrients_food DROP COLUMN IF EXISTS words")


def version() -> str:
    """Another text after every change of a food or an alias, as soon as it is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM food_words_change")
        return "{}/{}".format(*cursor.fetchone())


def vocabulary() -> dict[str, int]:
    """Every word of the foods, and how many foods have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT words FROM nutrients_food WHERE owner_id IS NULL')")
        return dict(cursor.fetchall())


def candidates(slots: Sequence[Slot], needed: int, limit: int) -> list[Candidate]:
    """Foods of everybody that fit at least `needed` of the slots, the plainest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, description, is_common, food_code FROM nutrients_food"  # noqa: S608 - fixed text
            " WHERE words @@ %s::tsquery AND owner_id IS NULL"
            f" ORDER BY {LIKELIEST} LIMIT %s",
            [" | ".join(map(all_of, combinations(slots, needed))), limit],
        )
        return list(map(Candidate._make, cursor.fetchall()))


def all_of(slots: Sequence[Slot]) -> str:
    """Words are letters and digits only (words_of), and quoted: nothing typed can be an operator."""
    return "(" + " & ".join(f"({' | '.join(map(reading_query, slot))})" for slot in slots) + ")"


def reading_query(reading: Reading) -> str:
    forms = (" | ".join(f"'{form}':*" for form in word.beginnings) for word in reading.words)
    return "(" + " & ".join(f"({form})" for form in forms) + ")"
