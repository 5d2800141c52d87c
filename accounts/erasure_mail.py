"""The two mails about an erasure: asked for, and done. Written only where a mail server is named."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User

logger = logging.getLogger(__name__)


def say_asked(person: User, due_at: datetime) -> None:
    """Until when the account can be had back, and where: also for somebody who never asked for it."""
    if not settings.EMAIL_HOST:
        return
    with (
        translation.override(person.profile.language or settings.LANGUAGE_CODE),
        timezone.override(person.profile.zone),
    ):
        content = {"due_at": due_at, "link": settings.SITE + reverse("account_login")}
        _send(person, _("GutCheck: your account is to be erased"), "accounts/mail/erasure_asked.txt", content)


def say_done(person: User) -> None:
    """The last mail. `person` is no row any more; the address goes with this object."""
    if not settings.EMAIL_HOST:
        return
    with translation.override(person.profile.language or settings.LANGUAGE_CODE):
        _send(person, _("GutCheck: your account is erased"), "accounts/mail/erasure_done.txt", {"site": settings.SITE})


def _send(person: User, subject: str, template: str, content: dict[str, object]) -> None:
    """A mail that fails stops nothing: what it tells is done already."""
    try:
        send_mail(subject, render_to_string(template, content), None, [person.email])
    except OSError:
        logger.exception("A mail about an erasure could not be sent.")
