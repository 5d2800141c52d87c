"""Findings about the machine: its disk, its folders, its clock."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage

from gutcheck.health.findings import Finding, act, fine, look
from gutcheck.safekeeping import disk, start_checks

OTHERS = stat.S_IRWXG | stat.S_IRWXO
DRIFT = timedelta(minutes=5)  # a second factor is a code of half a minute


def findings(now: datetime) -> Iterator[Finding]:
    yield of_checks(
        "filesystem", start_checks.disk_is_local(), start_checks.filesystem_of(settings.DATA_DIR) or "local"
    )
    yield of_checks("clock", start_checks.clock_is_plausible(), f"{now:%Y-%m-%d %H:%M} UTC")
    yield from clock_of_files(now)
    yield room_left()
    yield ballast()
    yield from permissions()


def of_checks(about: str, errors: list[CheckMessage], text: str) -> Finding:
    return act(about, errors[0].msg, str(errors[0].hint)) if errors else fine(about, text)


def clock_of_files(now: datetime) -> Iterator[Finding]:
    """A file that was written in the future was written by a clock that has been put back since."""
    newest = max((path.stat().st_mtime for path in Path(settings.DATA_DIR).glob("*") if path.is_file()), default=0)
    if newest > (now + DRIFT).timestamp():
        text = "Files here were written later than now: the clock was put back."
        yield act("clock", text, "Set it by NTP; entries and backups are dated by it.")


def room_left() -> Finding:
    room = disk.room()
    if room.is_full:
        return act("disk", f"Full: {room}.", "Free some room: nothing can be saved. No restart is needed.")
    if room.is_low:
        return act("disk", f"Nearly full: {room}.", "Free some room before nothing can be saved any more.")
    return fine("disk", str(room))


def ballast() -> Finding:
    """Laid again by the next backup, once there is room."""
    if disk.ballast().exists():
        return fine("ballast", f"{disk.BALLAST // disk.MB} MB are put by for a full disk")
    advice = "The next backup puts it by (manage.py backup), or manage.py doctor --lay-ballast now."
    return look("ballast", "Nothing is put by for a full disk.", advice)


def permissions() -> Iterator[Finding]:
    for path in (Path(settings.DATA_DIR), Path(settings.BACKUP_DIR), Path(settings.DATA_DIR) / "secret_key"):
        if not path.exists():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = "0700" if path.is_dir() else "0600"
        if mode & OTHERS:
            yield act("permissions", f"Others on this machine reach {path} ({mode:04o}).", f"chmod {wanted} {path}")
        else:
            yield fine("permissions", f"{path.name} is its owner's alone")
