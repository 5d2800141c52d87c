"""manage.py invite: let one person sign up on an install whose sign-up is closed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse

from accounts.models import Invitation


class Command(BaseCommand):
    help = "Print a link with which one person can sign up, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="how long the link works (default: %(default)s days)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if settings.SIGNUP_OPEN:
            raise CommandError("Sign-up is open on this install, so no invitation is needed: share its address.")
        if not 1 <= days <= 90:
            raise CommandError("--days must be from 1 to 90.")
        if Invitation._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database holds no tables yet. Run: manage.py migrate, then invite again.")
        token = Invitation.objects.issue(days)
        address = f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
        self.stdout.write(f"{address}{reverse('account_signup')}?invitation={token}")
        self.stderr.write(f"One person can sign up with this link, once, within {days} days. It is not shown again.")
