"""What cannot wait for somebody to run the doctor."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.erasing import overdue
from gutcheck.safekeeping import disk
from gutcheck.safekeeping.manifest import OLD, age_of_last_good, all_made


def warnings(now: datetime) -> list[str]:
    """Sentences for staff; none while all is well. Cheap: one short query, the disk, a small file for each backup."""
    return [text for text in (disk_warning(), backup_warning(now), erasure_warning(now)) if text]


def disk_warning() -> str:
    room = disk.room()
    names = {"free": room.free // disk.MB}
    if room.is_full:
        return _("The server’s disk is full: nothing can be saved. Free some room; no restart is needed.")
    return (
        _("The server’s disk has only %(free)d MB left. Free some room before it is full.") % names
        if room.is_low
        else ""
    )


def backup_warning(now: datetime) -> str:
    """Nothing while a new install has made none yet: the doctor says that."""
    age = age_of_last_good(now)
    if age is None:
        return _("No backup of this server could be restored when it was tried.") if all_made() else ""
    hours = {"hours": int(age.total_seconds() // 3600)}
    return _("The last good backup of this server is %(hours)d hours old.") % hours if age > OLD else ""


def erasure_warning(now: datetime) -> str:
    """People were told a day; a worker that stands still must not break that unseen."""
    n = overdue(now)
    return (
        ngettext(
            "%(n)d person should have been erased by now. Start manage.py work, or look at its log.",
            "%(n)d people should have been erased by now. Start manage.py work, or look at its log.",
            n,
        )
        % {"n": n}
        if n
        else ""
    )
