"""What must hold before anything is started; manage.py doctor looks at the rest."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

START = "start"
OVER_A_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs"}
FIRST_YEAR = 2025  # of this program: a clock before it is wrong


def filesystem_of(folder: Path, mounts: str | None = None) -> str:
    """Its kind, such as ext4; "" where the system does not tell. mounts: the text of /proc/mounts."""
    if mounts is None:
        listed = Path("/proc/mounts")
        mounts = listed.read_text(errors="replace") if listed.exists() else ""
    rows = [line.split() for line in mounts.splitlines() if len(line.split()) > 2]
    found = {row[1].replace("\\040", " "): row[2] for row in rows}  # a later mount lies over an earlier one
    places = [str(place) for place in (folder.resolve(), *folder.resolve().parents)]
    return next((found[place] for place in places if place in found), "")


@register(START)
def disk_is_local(**_: Any) -> list[CheckMessage]:
    """Write-ahead logging shares memory between processes, which a network disk does not: it would lose entries."""
    kind = filesystem_of(settings.DATA_DIR) if connection.vendor == "sqlite" else ""
    if kind not in OVER_A_NETWORK:
        return []
    hint = "Move GUTCHECK_DATA to a disk of this machine, or keep the diary in PostgreSQL (DATABASE_URL)."
    return [Error(f"The SQLite database lies on a network disk ({kind}).", hint=hint, id="gutcheck.E011")]


@register(START)
def folder_can_be_written(**_: Any) -> list[CheckMessage]:
    if os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return []
    hint = "Let the user that runs GutCheck own it: chown."
    return [Error("The data folder cannot be written.", hint=hint, id="gutcheck.E012")]


@register(START)
def clock_is_plausible(**_: Any) -> list[CheckMessage]:
    if timezone.now().year >= FIRST_YEAR:
        return []
    hint = "Set it, by NTP for instance: entries and backups are dated by it."
    return [Error("The clock of this machine is wrong.", hint=hint, id="gutcheck.E013")]


def refuse_to_start() -> None:
    """For the web server, which runs no checks by itself. ImproperlyConfigured with what is wrong and what to do."""
    for error in (*disk_is_local(), *folder_can_be_written(), *clock_is_plausible()):
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
