"""manage.py remove_second_factor: for somebody whose app, passkeys and recovery codes are all lost."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User


class Command(BaseCommand):
    help = "Take every second factor off an account, so that its password alone opens it, and end its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose; make sure that it is really them who ask")

    @transaction.atomic
    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            person = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(f"Nobody here has the e-mail address {email}.") from None
        factors = Authenticator.objects.filter(user=person)
        if not factors.exists():
            raise CommandError(f"{person.email} has no second factor; nothing was changed.")
        factors.delete()
        for session in UserSession.objects.filter(user=person):
            session.end()
        self.stdout.write(f"{person.email} signs in with the password alone now, and is signed out everywhere.")
