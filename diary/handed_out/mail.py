"""The first screen of a week's report as an e-mail: can we judge, what looks low, what cannot be told, and a link.

Text and HTML say the same. Nothing in it is loaded from anywhere, so that opening it tells nobody.
"""

from dataclasses import dataclass
from email.utils import parseaddr
from html import unescape
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Profile
from accounts.weekly_mail import stop_token
from diary.kept.keeping import shown_report
from diary.week_page.low import LowCard
from diary.week_page.page import WeekPage, week_page
from diary.week_page.unsettled import Unsettled
from diary.week_page.wording import in_sentence, listed, sentence, tag_of
from diary.weeks import Week
from diary.words import REASONS
from nutrients.assessment.coverage import CoverageReport
from nutrients.assessment.rules import Verdict

MOST_UNSETTLED = 3  # groups told; the report has the rest
JUDGED = (Verdict.LOOKS_LOW, Verdict.MAY_BE_LOW, Verdict.NO_CLEAR_SIGN, Verdict.LOOKS_FINE)


@dataclass(frozen=True, slots=True)
class Low:
    """A nutrient that looks low. note: what the verdict says beyond that, "" as a rule.

    lines: what was logged, the likely range, the chance; () where numbers are hidden.
    """

    name: str
    note: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """Nutrients that cannot be told for one reason, and what would settle it."""

    names: str
    reason: str
    settle: str


def has_verdict(report: CoverageReport) -> bool:
    """Whether the week can be judged: enough complete days, and a verdict on one nutrient at least."""
    return report.can_judge and bool(report.having(*JUDGED))


def report_mail(profile: Profile, week: Week) -> EmailMultiAlternatives | None:
    """The mail on a week that is over, in the person's language: the report kept of it, where one is.

    None where no verdict can be given yet.
    """
    shown = shown_report(profile.user, week, week.next.first_day)
    report = shown.report
    if not has_verdict(report):
        return None
    with translation.override(profile.language or settings.LANGUAGE_CODE):
        page = week_page(report, week, shown.told_on, shown.answers)
        stop = settings.SITE + reverse("weekly_mail_stop", args=[stop_token(profile)])
        content = content_of(page, report, hides_numbers=profile.hides_numbers) | {
            "link": settings.SITE + reverse("week", args=[week]),
            "stop": stop,
        }
        mail = EmailMultiAlternatives(
            subject=_("GutCheck, %(week)s") % {"week": in_sentence(page.heading.title)},  # shown on locked screens
            body=render_to_string("diary/mail/report.txt", content),
            to=[profile.user.email],
            headers=headers_of(profile, week, stop),
        )
        mail.attach_alternative(render_to_string("diary/mail/report.html", content), "text/html")
    return mail


def headers_of(profile: Profile, week: Week, stop: str) -> dict[str, str]:
    """One click to stop (RFC 8058, which asks for https), and one id a person and week: a double is known as one."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = uuid5(NAMESPACE_URL, f"{settings.SITE}/{profile.pk}/{week}")
    headers = {
        "Message-ID": f"<{name}@{sender.rpartition('@')[2] or 'localhost'}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
    }
    if stop.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def content_of(page: WeekPage, report: CoverageReport, *, hides_numbers: bool) -> dict[str, object]:
    """What both templates print of the report: plain strings."""
    more = len(page.unsettled) - MOST_UNSETTLED
    told = ngettext("%d more reason stands in the report.", "%d more reasons stand in the report.", more) % more
    return {
        "language": translation.get_language(),
        "title": page.heading.title,
        "summary": page.summary,
        "judged": page.judge.words,
        "days": page.judge.facts[0],
        "low": [low_of(card, hides_numbers=hides_numbers) for card in page.low],
        "also_low": page.also_low,
        "low_note": page.low_note,
        "untold": [untold_of(group, report) for group in page.unsettled[:MOST_UNSETTLED]],
        "more": told if more > 0 else "",
    }


def untold_of(group: Unsettled, report: CoverageReport) -> Untold:
    names = sentence(listed([in_sentence(named.name) for named in group.names]))
    reason = report[group.names[0].tagname].finding.reason
    return Untold(names, sentence(str(REASONS[reason])) if reason else "", group.settle)


def low_of(card: LowCard, *, hides_numbers: bool) -> Low:
    chance = _("%s that your usual intake is short of your own need.") % card.chance
    lines = () if hides_numbers else (plain(card.lead), plain(card.usual), chance)
    note = "" if card.tag == tag_of(Verdict.LOOKS_LOW) else card.tag.words
    return Low(card.name, note, lines)


def plain(text: str) -> str:
    """A sentence of a page without its marks."""
    return " ".join(unescape(strip_tags(text)).split())
