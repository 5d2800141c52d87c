from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class Command(BaseCommand):
    help = "Lets a person edit the tables (foods, nutrients, references, rules) in the admin, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, email: str, verbosity: int, **options: Any) -> None:
        person = get_user_model()._default_manager.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail address {email}. Sign up with it first, or check its spelling.")
        editors, _ = Group.objects.get_or_create(name="Editors")
        editors.permissions.set(Permission.objects.filter(content_type__app_label="nutrients"))
        person.groups.add(editors)
        person.is_staff = True
        person.save(update_fields=["is_staff"])
        if verbosity > 0:
            self.stdout.write(f"{person} may edit the tables, at /admin/.")
