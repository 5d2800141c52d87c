from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from desk.roles import Role, appoint


class Command(BaseCommand):
    help = "Lets a person draft changes of the tables (foods, nutrients, references, rules), and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        roles = parser.add_mutually_exclusive_group()
        roles.add_argument("--reviewer", action="store_true", help="they may publish what others drafted, too")
        roles.add_argument("--no-longer", action="store_true", help="take the role away again")

    @transaction.atomic
    def handle(self, *, email: str, verbosity: int, reviewer: bool, no_longer: bool, **options: Any) -> None:
        person = get_user_model()._default_manager.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail address {email}. Sign up with it first, or check its spelling.")
        if person.is_superuser:
            raise CommandError(f"{person} is an admin, and may do everything with the tables. Nothing was changed.")
        appoint(person, Role.NONE if no_longer else Role.REVIEWER if reviewer else Role.EDITOR)
        if verbosity > 0:
            may = "draft and publish changes of the tables" if reviewer else "draft changes of the tables"
            self.stdout.write(f"{person} has no role any more." if no_longer else f"{person} may {may}, at /desk/.")
