"""Opening a file that somebody sent: nothing is unpacked to a disk, and nothing is read beyond what a file may hold."""

import json
import math
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from diary.my_data.shape import (
    ABOUT,
    ACCOUNT,
    FOODS,
    FOR_PEOPLE,
    LONGEST_LINE,
    LONGEST_NUMBER,
    MOST_MEMBERS,
    MOST_PACKED,
    MOST_UNPACKED,
    Refused,
)
from diary.my_data.tables import TABLES

Json = Any
KNOWN = FOR_PEOPLE | {ABOUT, ACCOUNT, FOODS} | {table.member for table in TABLES}
ENCRYPTED = 0x1  # flag bit of a member
BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error)


class Opened:
    """A checked zip. What is read of it counts against one allowance, whatever its members say of their size."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = MOST_UNPACKED
        self.names = {info.filename for info in archive.infolist()}

    def rows(self, name: str) -> Iterator[tuple[int, dict[str, Json]]]:
        """The objects of a table with their line numbers; none where the file has no such table."""
        if name not in self.names:
            return
        with self._archive.open(name) as file:
            for number, line in enumerate(self._lines(file), start=1):
                yield number, parsed(line, f"{name}, {number}")

    def whole(self, name: str) -> dict[str, Json]:
        """A member that is one object."""
        if name not in self.names:
            raise Refused(_("The file lacks %(name)s, so it is not one of GutCheck’s, or part of it is gone.") % {
                "name": name
            })  # fmt: skip
        with self._archive.open(name) as file:
            return parsed(self._counted(file.read(LONGEST_LINE + 1)), name)

    def _lines(self, file: IO[bytes]) -> Iterator[bytes]:
        while line := self._counted(file.readline(LONGEST_LINE + 1)):
            yield line

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0 or len(data) > LONGEST_LINE:
            text = _("The file unpacks to more than %(most)d MB, or a line of it is too long; so much is not read.")
            raise Refused(text % {"most": MOST_UNPACKED // 1_000_000})
        return data


@contextmanager
def opened(file: IO[bytes], size: int) -> Iterator[Opened]:
    """Raises Refused, also inside, for what is no zip of ours, is broken, or holds too much."""
    if size > MOST_PACKED:
        text = _("The file is larger than %(most)d MB; so much is not read.")
        raise Refused(text % {"most": MOST_PACKED // 1_000_000})
    try:
        with ZipFile(file) as archive:
            check_members(archive.infolist())
            yield Opened(archive)
    except BROKEN as error:
        raise Refused(_("The file is no zip, or it is damaged. Download it once more and try again.")) from error


def check_members(members: list[ZipInfo]) -> None:
    """No more than there may be, each once, by a name of ours: no folders, no links, nothing encrypted."""
    names = [info.filename for info in members]
    if len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Refused(_("The zip holds more files than one of GutCheck’s does, or one of them twice."))
    for info in members:
        is_odd = (
            stat.S_ISLNK(info.external_attr >> 16)
            or info.flag_bits & ENCRYPTED
            or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        )
        if info.filename not in KNOWN or is_odd:
            text = _("The zip holds “%(name)s”, which is not of GutCheck. Take the file as it was downloaded.")
            raise Refused(text % {"name": info.filename.encode("ascii", "replace").decode()[:60]})


def parsed(line: bytes, where: str) -> dict[str, Json]:
    """One JSON object, of numbers and texts that can be kept."""
    try:
        value = json.loads(
            line.decode("utf-8"), parse_float=_finite, parse_int=_whole, parse_constant=_no_number
        )  # fmt: skip
        text = json.dumps(value, ensure_ascii=False)
        text.encode("utf-8")  # half a character alone cannot be kept
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where}) from error
    if not isinstance(value, dict) or "\\u0000" in text:
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})
    return value


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("beyond every number")
    return number


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("too many digits")
    return int(digits)


def _no_number(name: str) -> Json:
    raise ValueError(f"{name} is no number")
