"""The numbers of releases: 2026.11.1 was shipped, 2026.11.1+4 is the fourth that this install published."""

from datetime import datetime, timedelta

from django.utils import timezone

from nutrients.models import TableRelease

NOTHING_SHIPPED = "0"


def next_release(at: datetime, note: str, upon: str = "") -> TableRelease:
    """A new release upon a shipped one, blank: the newest; from now on reports name it.

    Local numbers go on across shipped ones, so that no two publications of an install are taken for each other.
    """
    versions = list(TableRelease.objects.values_list("version", flat=True))
    newest = TableRelease.objects.first()
    upon = upon or (newest.version.partition("+")[0] if newest else NOTHING_SHIPPED)
    number = 1 + max((local_number(version) for version in versions), default=0)
    published_on = timezone.localtime(at, timezone.get_default_timezone()).date()
    if newest is not None:
        published_on = max(published_on, newest.published_on)
    release = TableRelease.objects.create(version=f"{upon}+{number}", published_on=published_on, note=note)
    if TableRelease.objects.first() != release:  # on one day, by their lengths, another one would be taken for newer
        release.published_on += timedelta(days=1)
        release.save(update_fields=["published_on"])
    return release


def local_number(version: str) -> int:
    """4 of 2026.11.1+4; 0 of what was shipped."""
    number = version.partition("+")[2]
    return int(number) if number.isdecimal() else 0
