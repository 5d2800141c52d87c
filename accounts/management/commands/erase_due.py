from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.erasing import carry_out_due, replay_erasures


class Command(BaseCommand):
    help = (
        "Erases the accounts whose days to take it back are over. For a daily schedule; running it twice is harmless."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--replay", action="store_true",
            help="erase again whoever stands in the ledger: after the database of an earlier day was brought back",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["replay"]:
            self.stdout.write(f"Erased again: {replay_erasures(now)}")
        self.stdout.write(f"Erased: {carry_out_due(now)}")
