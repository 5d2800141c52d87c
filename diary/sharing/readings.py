"""Openings by others, noted for the person whose report it is. Nothing of the opener is kept: no address, no device."""

from datetime import datetime, timedelta

from diary.models import Reader, Reading, ShareLink
from diary.weeks import Week

SAME_OPENING = timedelta(minutes=10)  # turning back to a page in this time is the same opening of it


def note_opening(by: ShareLink | Reader, at: datetime, week: Week, tagname: str = "") -> None:
    """A report was opened, or with a tagname the page behind that nutrient."""
    way = {"link": by} if isinstance(by, ShareLink) else {"reader": by}
    what = f"{week} {tagname}".strip()
    if not Reading.objects.filter(**way, what=what, at__gt=at - SAME_OPENING).exists():
        Reading.objects.create(**way, what=what)


def opened(what: str) -> tuple[Week, str]:
    """What a Reading names: the week, and the tagname of the page opened, blank for the report itself."""
    week, _space, tagname = what.partition(" ")
    return Week.parse(week), tagname
