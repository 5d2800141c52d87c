"""Sending the weekly reports that are due, each once."""

import logging
from collections import Counter
from datetime import date, datetime
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts.models import Profile
from accounts.weekly_mail import claim, confirmed, wanting_mail, week_owed
from diary.handed_out.mail import report_mail
from diary.weeks import Week

logger = logging.getLogger(__name__)


class Outcome(Enum):
    SENT = "sent"
    NOT_DUE = "not due"
    NO_VERDICT = "week cannot be judged yet"
    FAILED = "failed"


class SomeFailed(Exception):
    """Mails failed and stay owed; the log says whose."""


def send_all_due(now: datetime) -> None:
    """The appointment: everybody's report that is owed at this moment. Without a mail server nothing is sent.

    Raises SomeFailed, or OSError where the mail server did not answer: it is to be tried again.
    """
    if settings.EMAIL_HOST and send_to_all(now)[Outcome.FAILED]:
        raise SomeFailed


def send_to_all(now: datetime, on: date | None = None) -> Counter[Outcome]:
    """How many mails were sent, and why the others were not. on: taken to be the day for everybody.

    Raises OSError where the mail server does not answer.
    """
    connection = get_connection()
    connection.open()
    outcomes = Counter(
        send_due(profile, on or now.astimezone(profile.zone).date(), connection)
        for profile in confirmed(wanting_mail())
    )
    connection.close()
    return outcomes


def send_due(profile: Profile, today: date, connection: BaseEmailBackend) -> Outcome:
    """Send one person the report that is owed to them on this day, if any.

    A mail that fails stays owed, and the next run tries again.
    """
    first_day = week_owed(profile, today)
    if first_day is None:
        return Outcome.NOT_DUE
    try:
        mail = report_mail(profile, Week.of(first_day))
        return send_once(profile, first_day, mail, connection) if mail else Outcome.NO_VERDICT
    except Exception:  # one person's mail must not keep the others from theirs
        logger.exception("The weekly report of person %s could not be sent; the next run tries again.", profile.user_id)
        connection.close()
        return Outcome.FAILED


def send_once(profile: Profile, first_day: date, mail: EmailMultiAlternatives, connection: BaseEmailBackend) -> Outcome:
    """Send the mail and set down that it is sent, in one transaction.

    Two runs at once: the second waits for the first and finds it sent. A mail that fails is taken back. What is left
    is a machine that dies after the mail server took the mail and before the commit: that mail goes out twice, with
    one Message-ID, rather than not at all.
    """
    connection.open()  # before the transaction, which others wait for
    mail.connection = connection
    with transaction.atomic():
        if not claim(profile, first_day):
            return Outcome.NOT_DUE
        mail.send()
    return Outcome.SENT
