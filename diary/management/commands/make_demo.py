from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import demo
from accounts.models import User
from diary.demo import fill_diary


class Command(BaseCommand):
    help = "Make the demo person with six weeks of diary; only where nobody but this machine can reach the install."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL_ONLY:
            raise CommandError(
                "The demo person's password is public; GUTCHECK_ALLOWED_HOSTS must name this machine only."
            )
        today = timezone.localdate()
        with transaction.atomic():
            if demo.make_demo_person(today):
                person = User.objects.get_by_natural_key(demo.EMAIL)
                count = fill_diary(person, today, settings.FIXTURES)
                self.stdout.write(f"Demo diary: {count} entries.")
        self.stdout.write(f"Sign in as {demo.EMAIL} with the password: {demo.PASSWORD}")
