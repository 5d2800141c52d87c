"""The weekly report by e-mail, as the person's choice: who wants it, which week is owed when, and the way out."""

from datetime import date, timedelta

from django.core import signing
from django.db.models import F, QuerySet

from accounts.models import Profile

SALT = "accounts.weekly_mail.stop"


def wanting_mail() -> QuerySet[Profile]:
    """Who has chosen a weekday and can still sign in."""
    wanted = Profile.objects.filter(report_weekday__isnull=False, user__is_active=True)
    return wanted.select_related("user").order_by("pk")


def confirmed(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """Of these, whoever has shown that the address is theirs: what one eats is not sent to a mistyped address."""
    return profiles.filter(user__emailaddress__verified=True, user__emailaddress__email__iexact=F("user__email"))


def due_on(weekday: int, today: date) -> date:
    """The last time that weekday came, today included. weekday counts as date.weekday()."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def week_due(weekday: int, today: date) -> date:
    """First day of the week that the mail of that weekday is about: the last one that was over on it."""
    day = due_on(weekday, today)
    return day - timedelta(days=day.weekday() + 7)


def week_owed(profile: Profile, today: date) -> date | None:
    """First day of the week to send a report of; None where no mail is wanted or that week's was sent.

    It stays owed until the chosen weekday comes round again, so that a mail server that was away, or a day that was
    filled in late, makes it late and not lost.
    """
    if profile.report_weekday is None:
        return None
    first = week_due(profile.report_weekday, today)
    return None if profile.reported_week is not None and profile.reported_week >= first else first


def owe_from_now(profile: Profile, today: date) -> None:
    """After the weekday was chosen: a mail whose day is over is not owed, so that none comes on another day."""
    if profile.report_weekday is None or due_on(profile.report_weekday, today) == today:
        return
    passed = week_due(profile.report_weekday, today)
    profile.reported_week = max(profile.reported_week or passed, passed)


def claim(profile: Profile, first_day: date) -> bool:
    """Set down that the report of the week is sent; False where it was, or where the person wants none any more.

    Run in one transaction with the sending. The row is locked until its end, so a second sender waits and finds False.
    """
    unsent = Profile.objects.filter(pk=profile.pk, report_weekday=profile.report_weekday).exclude(
        reported_week__gte=first_day
    )
    return unsent.update(reported_week=first_day) == 1


def stop_token(profile: Profile) -> str:
    """What the link in a mail carries. It never runs out, and switches off this mail and nothing else."""
    return signing.dumps(profile.pk, salt=SALT)


def check(token: str) -> int:
    """The profile a token is for; it may be gone. BadSignature where the token was cut, mistyped or made up."""
    pk: int = signing.loads(token, salt=SALT)
    return pk


def stop(token: str) -> None:
    """Switch the mail off for the person of the token; again changes nothing. BadSignature as in check()."""
    Profile.objects.filter(pk=check(token)).update(report_weekday=None)
