from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.weekly_mail import wanting_mail
from diary.handed_out.due import Outcome, send_to_all


class Command(BaseCommand):
    help = (
        "Mail the weekly report to everybody whose chosen weekday has come, once a week each. Run it once a day; run"
        " more often, or twice at once, it sends nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=_day, help="take it to be this day for everybody, such as 2026-11-23")

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        if not settings.EMAIL_HOST:
            raise CommandError(
                "GUTCHECK_EMAIL_HOST names no mail server, so nothing was sent. Without one mail is printed in the"
                " log, and a report does not belong there."
            )
        try:
            outcomes = send_to_all(timezone.now(), on)
        except OSError as error:
            raise CommandError(f"The mail server did not answer ({error}). Nothing is lost: run this again.") from error
        self.stdout.write(", ".join(f"{outcome.value}: {outcomes[outcome]}" for outcome in Outcome))
        if missing := wanting_mail().count() - outcomes.total():
            self.stdout.write(f"Nothing goes to {missing} whose address is not confirmed.")
        if outcomes[Outcome.FAILED]:
            raise CommandError("Some mails failed, see the log. They stay due: run this again.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-23") from None
