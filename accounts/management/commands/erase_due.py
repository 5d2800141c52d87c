from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.erasing import carry_out_due


class Command(BaseCommand):
    help = (
        "Erases the accounts whose days to take it back are over. For a daily schedule; running it twice is harmless."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Erased: {carry_out_due(timezone.now())}")
