"""Each report goes out once: at most one where nothing dies, and none is lost."""

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts.models import Profile, User
from accounts.weekly_mail import claim
from diary.handed_out import due as due_reports
from diary.handed_out.due import Outcome, send_due
from diary.models import Day
from diary.weeks import Week
from tests.diary.management.test_weekly_report import log

WEEK = Week(2026, 46)
MONDAY = date(2026, 11, 16)


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("gone")


@pytest.fixture
def eaten(ada: User, shipped_tables: None) -> User:
    for fdc_id, grams in ((2708408, 600), (172467, 200)):
        log(ada, fdc_id, grams, WEEK.days[:3])
    Profile.objects.filter(user=ada).update(report_weekday=0)
    return ada


def send(person: User, today: date, connection: EmailBackend | None = None) -> Outcome:
    return send_due(Profile.objects.select_related("user").get(user=person), today, connection or EmailBackend())


def reported(person: User) -> date | None:
    return Profile.objects.get(user=person).reported_week


def test_the_report_goes_out_on_the_day_and_never_again(eaten: User) -> None:
    assert send(eaten, MONDAY) is Outcome.SENT
    assert [message.to for message in mail.outbox] == [[eaten.email]]
    assert reported(eaten) == WEEK.first_day
    assert [send(eaten, MONDAY + timedelta(days=n)) for n in range(7)] == [Outcome.NOT_DUE] * 7
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_stays_owed_and_comes_with_the_next_run(eaten: User, caplog) -> None:
    assert send(eaten, MONDAY, Broken()) is Outcome.FAILED
    assert reported(eaten) is None
    assert f"person {eaten.pk}" in caplog.text
    assert eaten.email not in caplog.text
    assert send(eaten, MONDAY + timedelta(days=1)) is Outcome.SENT


def test_the_machine_dies_between_the_mail_and_the_commit(eaten: User) -> None:
    """It errs to the side of a second mail, which carries the same id, and never of none."""

    class Dies(EmailBackend):
        def send_messages(self, messages):
            super().send_messages(messages)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(eaten, MONDAY, Dies())
    assert reported(eaten) is None
    assert send(eaten, MONDAY) is Outcome.SENT
    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]


def test_another_run_that_was_quicker_leaves_nothing_to_send(eaten: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(profile: Profile, first_day: date) -> bool:
        assert claim(profile, first_day)  # the other run
        return claim(profile, first_day)

    monkeypatch.setattr(due_reports, "claim", overtaken)
    assert send(eaten, MONDAY) is Outcome.NOT_DUE
    assert mail.outbox == []


def test_whoever_stops_it_while_the_run_is_on_gets_none(eaten: User) -> None:
    profile = Profile.objects.select_related("user").get(user=eaten)
    Profile.objects.update(report_weekday=None)
    assert send_due(profile, MONDAY, EmailBackend()) is Outcome.NOT_DUE
    assert mail.outbox == []


def test_a_week_that_cannot_be_judged_waits_until_it_can(eaten: User) -> None:
    Day.objects.filter(date=WEEK.days[0]).update(complete=False)
    assert send(eaten, MONDAY) is Outcome.NO_VERDICT
    assert reported(eaten) is None
    Day.objects.update(complete=True)
    assert send(eaten, MONDAY + timedelta(days=3)) is Outcome.SENT
