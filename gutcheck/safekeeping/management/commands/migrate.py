"""Django's migrate, with a tried backup before it changes a database that people use."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from gutcheck.safekeeping.making import back_up
from gutcheck.safekeeping.manifest import NoBackup
from gutcheck.safekeeping.restoring import is_empty


class Command(migrate.Command):
    """Only from the command line: what calls it from Python (tests, a restore) sees to that itself."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--no-backup", action="store_true", help="change the database without a backup before")

    def handle(self, *args: Any, **options: Any) -> None:
        is_unwanted = options.pop("no_backup", False) or not getattr(self, "_called_from_command_line", False)
        if not is_unwanted and self.changes_something(options):
            try:
                manifest = back_up(timezone.now())
            except NoBackup as error:
                text = f"{error}\nNothing was changed: an upgrade backs up first. --no-backup goes on without."
                raise CommandError(text) from error
            self.stdout.write(f"Backed up before changing anything: {manifest.path}")
        super().handle(*args, **options)

    def changes_something(self, options: dict[str, Any]) -> bool:
        """People have accounts here, and a migration stands out (or a certain one is asked for)."""
        if options["check_unapplied"] or options["plan"] or options["database"] != DEFAULT_DB_ALIAS or is_empty():
            return False
        executor = MigrationExecutor(connection)
        return bool(options["app_label"] or executor.migration_plan(executor.loader.graph.leaf_nodes()))
