"""Whether the tables changed since they were last read, whoever wrote: the admin, a load, an import, a shell.

Triggers renew a mark with every change, so that each process may keep what it read of the tables and find out with one
short query that it is out of date (nutrients.published). Signals would pass by bulk writes and other processes.

SQLite drops triggers where it rebuilds a table, which Django does for many changes of a model: a migration that alters
one of WATCHED in place ends with RunPython(nutrients.changes.install). A test stands guard.
"""

from django.db import connection, transaction

WATCHED = (
    "nutrients_nutrient", "nutrients_referenceintake", "nutrients_requirementpercentile", "nutrients_intakeprior",
    "nutrients_foodgroup", "nutrients_nutrientsource", "nutrients_rulesetting", "nutrients_tablerelease",
    "nutrients_foodnutrient", "nutrients_groupshare",
)  # fmt: skip
EVENTS = ("INSERT", "UPDATE", "DELETE")
RENEW = "UPDATE tables_version SET version = random();"
# SQLite: one row, renewed. Not a count, which would repeat after a rollback.
SQLITE = [
    "CREATE TABLE tables_version (version integer NOT NULL)",
    "INSERT INTO tables_version VALUES (random())",
    *(
        f"CREATE TRIGGER tables_version_{table}_{event} AFTER {event} ON {table} BEGIN {RENEW} END"
        for table in WATCHED
        for event in EVENTS
    ),
]
# PostgreSQL: a row a change, so that writers need not wait for each other; how many there are tells of late commits.
POSTGRESQL = [
    "CREATE TABLE tables_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
    "CREATE FUNCTION tables_changed() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN INSERT INTO tables_change DEFAULT VALUES; RETURN NULL; END $$",
    *(
        f"CREATE TRIGGER tables_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION tables_changed()"
        for table in WATCHED
    ),
]
GONE = {
    "sqlite": [
        *(f"DROP TRIGGER IF EXISTS tables_version_{table}_{event}" for table in WATCHED for event in EVENTS),
        "DROP TABLE IF EXISTS tables_version",
    ],
    "postgresql": [
        *(f"DROP TRIGGER IF EXISTS tables_changed ON {table}" for table in WATCHED),
        "DROP FUNCTION IF EXISTS tables_changed",
        "DROP TABLE IF EXISTS tables_change",
    ],
}
MADE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
VERSION = {
    "sqlite": "SELECT version, 0 FROM tables_version",
    "postgresql": "SELECT count(*), max(id) FROM tables_change",
}

FORGET = [
    "LOCK TABLE tables_change IN EXCLUSIVE MODE",  # readers go on
    "DELETE FROM tables_change",
    "INSERT INTO tables_change DEFAULT VALUES",
]


def install(apps: object = None, schema_editor: object = None) -> None:
    """Make the triggers anew, for RunPython; may be run again at any time."""
    remove()
    _execute(MADE[connection.vendor])


def remove(apps: object = None, schema_editor: object = None) -> None:
    _execute(GONE[connection.vendor])


def version() -> tuple[int, int]:
    """Another one after every change of the tables, as soon as it is committed, and at once for who makes it."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION[connection.vendor])
        first, second = cursor.fetchone()
    return first, second or 0


def forget() -> None:
    """Throw away rows that only said that there was a change; SQLite has none.

    No version comes back by it: the lock waits until every change under way is committed, so that no late commit can
    raise the count again under an old highest id, and a new row makes the highest id one that nobody has read.
    """
    if connection.vendor != "postgresql":
        return
    with transaction.atomic():
        _execute(FORGET)


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
