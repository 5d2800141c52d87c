"""The run of a day: to whom, by whose clock, and what it says for itself."""

import socket
from datetime import date
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Profile, User
from diary.weeks import Week
from tests.diary.management.test_weekly_report import log

WEEK = Week(2026, 46)


def run(*args: str) -> str:
    out = StringIO()
    call_command("send_due_reports", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def everybody(ada: User, bob: User, shipped_tables: None, settings: Settings) -> None:
    """Ada in Berlin and Bob in New York want their report on Mondays and have three complete days each."""
    settings.EMAIL_HOST = "mail.example.org"
    for person in (ada, bob):
        for fdc_id, grams in ((2708408, 600), (172467, 200)):
            log(person, fdc_id, grams, WEEK.days[:3])
        EmailAddress.objects.create(user=person, email=person.email, verified=True)
    Profile.objects.update(report_weekday=0, reported_week=WEEK.previous.first_day)


def receivers() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_monday_comes_first_where_the_sun_rises_first(everybody: None, time_machine) -> None:
    time_machine.move_to("2026-11-16T03:00:00Z", tick=False)  # 04:00 in Berlin, still Sunday in New York
    assert run().startswith("sent: 1, not due: 1")
    assert receivers() == ["ada@example.org"]
    time_machine.move_to("2026-11-16T12:00:00Z", tick=False)
    assert run().startswith("sent: 1, not due: 1")
    assert receivers() == ["ada@example.org", "bob@example.org"]
    assert run().startswith("sent: 0, not due: 2")


def test_a_day_can_be_named(everybody: None) -> None:
    assert run("--on", "2026-11-15").startswith("sent: 0, not due: 2")
    assert run("--on", "2026-11-18").startswith("sent: 2")
    with pytest.raises(CommandError, match="is not a day such as"):
        run("--on", "18.11.2026")


def test_an_address_nobody_confirmed_gets_nothing_and_the_operator_reads_so(everybody: None, ada: User) -> None:
    EmailAddress.objects.filter(user=ada).update(verified=False)
    assert "Nothing goes to 1 whose address is not confirmed." in run("--on", "2026-11-16")
    assert receivers() == ["bob@example.org"]


def test_one_persons_trouble_is_not_anothers(everybody: None, monkeypatch: pytest.MonkeyPatch, ada: User) -> None:
    sending = mail.EmailMultiAlternatives.send

    def refuse_ada(message: mail.EmailMultiAlternatives, *args: object) -> int:
        if message.to == [ada.email]:
            raise OSError("550 no such mailbox")
        return sending(message)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse_ada)
    with pytest.raises(CommandError, match="They stay due"):
        run("--on", "2026-11-16")
    assert receivers() == ["bob@example.org"]


def test_without_a_mail_server_no_report_lands_in_a_log(everybody: None, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(CommandError, match="names no mail server"):
        run("--on", "2026-11-16")
    assert set(Profile.objects.values_list("reported_week", flat=True)) == {date(2026, 11, 2)}


def test_a_mail_server_that_is_away_is_said_and_nothing_is_lost(everybody: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    with pytest.raises(CommandError, match="did not answer"):
        run("--on", "2026-11-16")
    assert set(Profile.objects.values_list("reported_week", flat=True)) == {date(2026, 11, 2)}
