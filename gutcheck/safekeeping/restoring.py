"""Putting a backup back: the old database is kept aside, the backup brought up to this version, erasures repeated."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from accounts.erasing import replay_erasures
from gutcheck.safekeeping.making import keeper, problem_of
from gutcheck.safekeeping.manifest import Manifest, NoBackup, key_mark, stamp_of

Say = Callable[[str], object]


def restore(backup: Path, at: datetime, say: Say, *, force: bool = False) -> None:
    """Exchange the database for what is in the backup. NoBackup, with nothing changed, where that cannot be."""
    manifest = Manifest.read(backup)
    say(f"Trying {backup.name} of {manifest.made_at:%d %B %Y %H:%M} UTC first")
    if problem := problem_of(backup, manifest):
        raise NoBackup(f"It cannot be restored. {problem}")
    if unknown := set(manifest.facts.migrations) - migrations_of_code():
        text = f"It was made by a newer GutCheck ({manifest.versions['gutcheck']}): install that, then restore."
        raise NoBackup(f"{text} Not known here: {', '.join(sorted(unknown)[:3])}")
    if not force and not is_empty():
        text = "There are people in this database. With --force it is kept aside and the backup takes its place."
        raise NoBackup(text)
    kept = keeper().put_back(backup, stamp_of(at))
    say(f"Put back: {sum(manifest.facts.rows.values())} rows in {len(manifest.facts.rows)} tables")
    if kept:
        say(f"The database of before is kept as {kept} for 35 days")
    call_command("migrate", interactive=False, verbosity=0)
    if brought := len(migrations_of_code() - set(manifest.facts.migrations)):
        say(f"Brought up to this version of GutCheck: {brought} migrations")
    say(f"Erased again, as they had asked: {replay_erasures(at)} people")
    cache.clear()  # what is kept there is of the other database
    if manifest.key != key_mark():
        say("This install has another secret key: second factors and links in mails sent work only with the old one.")


def migrations_of_code() -> set[str]:
    """Each as "app.name", with those a squashed one replaces."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in known | set(loader.disk_migrations)}


def is_empty() -> bool:
    """Nobody has an account here. A database that cannot be read counts as one that holds something."""
    people = get_user_model()._meta.db_table
    try:
        return people not in connection.introspection.table_names() or not get_user_model().objects.exists()
    except DatabaseError:
        return False
