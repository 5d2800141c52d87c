"""Rules that answered nobody: over everybody's reports of late, how often each rule of the book decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile
from desk.effect.compared import verdicts_of
from desk.effect.windows import people_who_log, span, weeks_of
from desk.gaps.base import release
from diary.everybody import Larder
from nutrients.assessment.rules import RULE_BOOK
from nutrients.models.reference import ReferenceSet
from nutrients.published import all_tables

Json = dict[str, Any]
WORDS = {
    "GC-AMOUNT": _("Only the amount is shown"),
    "GC-MINOR": _("Under 18: no verdict"),
    "GC-SOURCES": _("How often a source was logged"),
    "GC-REFERENCE": _("No reference for the person’s life stage"),
    "GC-DAYS": _("Too few complete days"),
    "GC-SUPPLEMENT": _("The supplement alone is enough"),
    "GC-KNOWN": _("Too many foods have no value"),
    "GC-ANSWERS": _("A skipped answer would change the verdict"),
    "GC-PARTIAL": _("Food tables count only part of the nutrient"),
    "GC-CUT-SHORT": _("The log looks shorter than what was eaten"),
    "GC-AI": _("Judged by a suggested intake"),
    "GC-DISTRIBUTION": _("Judged by a tabled requirement"),
    "GC-EAR": _("Judged by an average need"),
}


@dataclass
class Answers:
    """reports: that were looked at. rules: in how many answers each rule decided."""

    reports: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> Json:
        return {"reports": self.reports, "rules": dict(self.rules)}


class Rules:
    """counting.Job"""

    subject = "rules"

    def __init__(self, now: datetime) -> None:
        self.now, self.dates = now, span(now)
        self.tables = {str(name): all_tables(name) for name in ReferenceSet.values}
        self.larder = Larder(frozenset(row.tagname for found in self.tables.values() for row in found.nutrients))

    def basis(self) -> str:
        return release()

    def people(self) -> QuerySet:
        return people_who_log(self.dates[0])

    def tally(self, so_far: Json | None) -> Answers:
        return Answers(so_far["reports"], Counter(so_far["rules"])) if so_far else Answers()

    def add(self, tally: Answers, people: Sequence[int]) -> None:
        logged = self.larder.days(people, self.dates)
        for profile in Profile.objects.filter(user__in=logged):
            for week in weeks_of(profile, self.now):
                days = [day for day in logged[profile.user_id] if day.date in week]
                if not any(day.is_logged for day in days):
                    continue
                tally.reports += 1
                tables, person = self.tables[profile.reference_set], profile.as_person(week.last_day)
                found = verdicts_of(days, person, tables, self.larder.tagnames)
                tally.rules.update(row.finding.rule for row in found.values())

    def told(self, tally: Answers) -> Json:
        """rows: the rules that never decided, in the order they are asked."""
        return {"rows": [rule.id for rule in RULE_BOOK if not tally.rules[rule.id]], "reports": tally.reports}
