"""The person's clock. Only views and commands read it; below them a day is an argument."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import User


def now_for(person: User) -> datetime:
    """This moment, in the person's time zone."""
    return timezone.now().astimezone(person.profile.zone)


def today_for(person: User) -> date:
    return now_for(person).date()
