"""The first screen of a report as a mail: what it says, in whose language, and that it gives nothing away."""

import re
from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from pytest_django import Settings

from accounts.models import Profile, User
from accounts.weekly_mail import check
from diary.handed_out.mail import content_of, report_mail
from diary.kept.keeping import keep_week
from diary.models import Day, SavedReport
from diary.report import weekly_report
from diary.week_page.page import week_page
from diary.weeks import Week
from tests.diary.management.test_weekly_report import log
from tests.diary.week_page.rendered import FORBIDDEN

WEEK = Week(2026, 46)  # 9 to 15 November


@pytest.fixture
def eaten(ada: User, shipped_tables: None, settings: Settings) -> Profile:
    """Three complete days of rice and tempeh."""
    settings.SITE = "https://diary.example.org"
    settings.DEFAULT_FROM_EMAIL = "GutCheck <diary@example.org>"
    for fdc_id, grams in ((2708408, 600), (172467, 200)):
        log(ada, fdc_id, grams, WEEK.days[:3])
    return ada.profile


def mail_of(profile: Profile) -> EmailMultiAlternatives:
    mail = report_mail(profile, WEEK)
    assert mail
    return mail


def html_of(mail: EmailMultiAlternatives) -> str:
    ((content, kind),) = mail.alternatives
    assert kind == "text/html"
    return str(content)


def test_text_and_html_say_the_first_screen_of_the_report(eaten: Profile) -> None:
    mail, report = mail_of(eaten), weekly_report(eaten, WEEK)
    low = [row.nutrient.name for row in report.low_cards]
    assert 1 <= len(low) <= 3
    for text in (str(mail.body), html_of(mail)):
        assert "Week of 9–15 November" in text
        assert "Yes, as an early read" in text
        assert "3 of 7, none of them at the weekend" in text
        assert all(name in text for name in low)
        assert text.count("is your likely usual intake (80% interval)") == len(low)
        assert text.count("that your usual intake is short of your own need") == len(low)
        assert "Can’t tell yet" in text
        assert "A blood test, not a food log, shows status" in text
        assert "https://diary.example.org/week/2026-W46/" in text
        assert "does not diagnose, treat or prevent any disease" in text
        said = text.replace("It does not diagnose, treat or prevent any disease", "")
        assert not FORBIDDEN.search(said)


def test_the_text_part_has_no_marks_and_no_entities(eaten: Profile) -> None:
    body = str(mail_of(eaten).body)
    assert not re.search(r"<[a-z/]|&[a-z#]+;|\n\n\n", body)


def test_at_most_three_reasons_are_told_and_the_rest_counted(eaten: Profile) -> None:
    report = weekly_report(eaten, WEEK)
    page = week_page(report, WEEK, WEEK.next.first_day, eaten)
    five = content_of(replace(page, unsettled=(page.unsettled * 5)[:5]), report, hides_numbers=False)
    assert len(five["untold"]) == 3
    assert five["more"] == "2 more reasons stand in the report."
    three = content_of(replace(page, unsettled=(page.unsettled * 3)[:3]), report, hides_numbers=False)
    assert three["more"] == ""


def test_the_mail_loads_nothing_and_links_to_this_site_only(eaten: Profile) -> None:
    html = html_of(mail_of(eaten))
    assert not re.search(r"<(img|script|link|iframe|object|video|audio)|url\(|@import|\bsrc=|\bon\w+=", html)
    assert set(re.findall(r"https?://([^/\"]+)", html)) == {"diary.example.org"}


def test_the_subject_says_nothing_of_what_the_report_says(eaten: Profile) -> None:
    assert mail_of(eaten).subject == "GutCheck, week of 9–15 November"


def test_one_click_stops_it_and_a_double_is_known_as_one(eaten: Profile) -> None:
    message = mail_of(eaten).message()
    address = re.fullmatch(
        r"<https://diary\.example\.org/accounts/weekly-mail/stop/([^/]+)/>", message["List-Unsubscribe"]
    )
    assert address
    assert check(address[1]) == eaten.pk
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == mail_of(eaten).message()["Message-ID"]
    assert message["Message-ID"].endswith("@example.org>")
    assert (message["To"], message["From"]) == ("ada@example.org", "GutCheck <diary@example.org>")
    later = report_mail(eaten, WEEK.next)
    assert later is None, "nothing was eaten there"


def test_one_click_is_not_promised_without_https(eaten: Profile, settings: Settings) -> None:
    settings.SITE = "http://localhost"
    message = mail_of(eaten).message()
    assert "List-Unsubscribe" in message
    assert "List-Unsubscribe-Post" not in message


def test_it_speaks_the_persons_language_and_leaves_the_others_alone(eaten: Profile) -> None:
    eaten.language = "es"
    with translation.override("en"):
        mail = mail_of(eaten)
        assert translation.get_language() == "en"
    assert '<html lang="es">' in html_of(mail)
    assert "noviembre" in mail.subject


def test_hidden_numbers_stay_hidden(eaten: Profile) -> None:
    eaten.hides_numbers = True
    body = str(mail_of(eaten).body)
    low = weekly_report(eaten, WEEK).low_cards
    assert f"* {low[0].nutrient.name}\n" in body
    assert not re.search(r"\d+(\.\d+)? (mg|mcg|g)\b|interval|in 10", body)


def test_a_week_that_cannot_be_judged_makes_no_mail(eaten: Profile, ada: User) -> None:
    Day.objects.filter(date=WEEK.days[0]).update(complete=False)
    assert report_mail(eaten, WEEK) is None
    Day.objects.update(complete=True)
    eaten.birth_year = 2014
    assert report_mail(eaten, WEEK) is None, "under 18 no verdicts are given"


def test_a_week_that_was_kept_is_told_as_it_was_kept(eaten: Profile) -> None:
    def told() -> str:
        return str(mail_of(eaten).body).partition("/stop/")[0]

    keep_week(eaten.user, WEEK, WEEK.next.first_day)
    kept = told()
    log(eaten.user, 172467, 900, WEEK.days[:3])
    assert told() == kept
    SavedReport.objects.all().delete()
    assert told() != kept
