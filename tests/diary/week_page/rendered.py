"""The pages of a week that is told as a diary (tests.nutrients.assessment.kitchen), as a browser gets them."""

import re
from html import unescape
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory

from accounts.models import Profile
from diary.week_page.page import WeekPage, week_page
from diary.week_page.why import why_page
from diary.weeks import Week
from nutrients.assessment.coverage import CoverageReport, assess_week, with_suggestions
from nutrients.assessment.tables import Tables
from tests.nutrients.assessment.kitchen import FOODS, MONDAY, PORTIONS, TABLES, diary_of, person

WEEK = Week.of(MONDAY)
TODAY = WEEK.last_day
ANSWERED: dict[str, Any] = {
    "birth_year": 1990, "sex": "female", "physiology": "none", "menstruating": True, "oral_contraceptive": False,
    "weight_kg": 62, "height_cm": 168,
}  # fmt: skip
FORBIDDEN = re.compile(r"\b(deficien\w+|diagnos\w+|treat\w*|heal(s|ed|ing)?|risk of|well done|great job)\b", re.I)


def report_of(diary: str, who: Any = None, tables: Tables = TABLES) -> CoverageReport:
    """The foods logged are their own suggestions."""
    own = {FOODS[name]: grams for name, grams in PORTIONS.items()}
    return with_suggestions(assess_week(diary_of(diary), who or person(), tables), own)


def page_of(report: CoverageReport, **answers: Any) -> WeekPage:
    return week_page(report, WEEK, TODAY, Profile(**(ANSWERED | answers)))


def _rendered(template: str, page: Any, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return render(request, template, {"page": page} | context).content.decode()


def week_html(report: CoverageReport, in_words: Any = None, **answers: Any) -> str:
    return _rendered("diary/week.html", page_of(report, **answers), in_words=in_words)


def why_html(report: CoverageReport, tagname: str, told: Any = None, **answers: Any) -> str:
    page = page_of(report, **answers)
    why = why_page(report, report[tagname], page.heading, Profile(**(ANSWERED | answers)))
    return _rendered("diary/why.html", why, told=told)


def text_of(html: str) -> str:
    """What can be read on a page, without the footer and its fixed line."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
