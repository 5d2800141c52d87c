"""Room on the disk, and the ballast: a file that only takes room up, let go when there is none left."""

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError

MB = 1024 * 1024
BALLAST = 16 * MB
RESERVE = 24 * MB  # kept for sign-ins and sessions when nothing else fits any more; more than the ballast gives back
LOW = 500 * MB  # below this, or below a tenth of the disk, whoever runs the server is told
LOW_SHARE = 0.10
FULL = {errno.ENOSPC, errno.EDQUOT}
SQLITE_SAYS = ("database or disk is full", "disk i/o error")
POSTGRES_DISK_FULL = "53100"  # SQLSTATE


class Room(NamedTuple):
    """Of the disk that holds a folder [bytes]."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        return self.free < LOW or self.free < LOW_SHARE * self.total

    @property
    def is_full(self) -> bool:
        """Nothing of a diary is written any more; what is left is for signing in."""
        return self.free < RESERVE

    def __str__(self) -> str:
        return f"{self.free // MB} MB of {self.total // MB} MB free"


def room(folder: Path | None = None) -> Room:
    """Of the folder, else of the data folder. A call of the system, so cheap enough for every request."""
    usage = shutil.disk_usage(folder or settings.DATA_DIR)
    return Room(free=usage.free, total=usage.total)


def is_disk_full(error: BaseException | None) -> bool:
    """True where a database or a file could not be written for want of room, however deep the cause lies."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if isinstance(error, DatabaseError) and str(error).lower().startswith(SQLITE_SAYS):
            return True
        if getattr(error, "sqlstate", None) == POSTGRES_DISK_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def ballast() -> Path:
    return Path(settings.DATA_DIR) / "ballast"


def lay_ballast() -> bool:
    """Take the room up while there is plenty. False where there is not, or it lies there already."""
    if ballast().exists() or room().is_low:
        return False
    with open(os.open(ballast(), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        os.posix_fallocate(file.fileno(), 0, BALLAST)
    return True


def release_ballast() -> bool:
    """Let the room go. False where it was gone already."""
    try:
        ballast().unlink()
    except FileNotFoundError:
        return False
    return True
