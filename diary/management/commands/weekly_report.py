import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Profile, User
from diary.handed_out.as_json import as_json
from diary.handed_out.as_text import as_text
from diary.kept.keeping import shown_report
from diary.weeks import Week


class Command(BaseCommand):
    help = "Print a person's weekly report, as kept where it was: text, or JSON as docs/weekly-report.md tells."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("week", nargs="?", help="ISO week such as 2026-W07; the week that is on, if left out")
        parser.add_argument("--json", action="store_true", help="JSON instead of text")

    def handle(self, *args: Any, email: str, week: str | None, **options: Any) -> None:
        profile = _profile_of(email)
        today = timezone.localdate(timezone=profile.zone)
        chosen = _week(week) if week else Week.of(today)
        report = shown_report(profile.user, chosen, today).report
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report, chosen), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(as_text(report, chosen)))


def _profile_of(email: str) -> Profile:
    try:
        return User.objects.get_by_natural_key(email).profile
    except User.DoesNotExist:
        raise CommandError(f"Nobody here has the e-mail address {email}. Check the spelling.") from None


def _week(text: str) -> Week:
    try:
        return Week.parse(text)
    except ValueError as error:
        raise CommandError(f"{error}.") from None
