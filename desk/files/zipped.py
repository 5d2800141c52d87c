"""An XLSX file is a zip of XML. Before a reader opens it: how much is in it, and nothing that calls for more."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from desk.files.sheet import Unreadable

MOST_MEMBERS = 500
MOST_UNZIPPED = 100_000_000  # [bytes]; the composition of 5,450 foods is 21 MB
AT_ONCE = 65_536  # [bytes]
# XML that declares entities can grow without end; no spreadsheet declares any.
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0(D\0O\0C|E\0N\0T)|\0<\0!\0(D\0O\0C|E\0N\0T)", re.IGNORECASE)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]{2,24})\"")
OVERLAP = 200  # [bytes] kept of the piece before, for what stands across two


def refuse_unsafe(content: bytes) -> None:
    """Raises Unreadable. Sizes are counted while reading: what a zip says of itself may be a lie."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            look_through(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Unreadable(
            _("The file is damaged, or protected by a password. Open it, and save it anew as XLSX without a password.")
        ) from None


def look_through(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Unreadable(_("The file holds too many parts for a table. Copy the table alone into a new spreadsheet."))
    unzipped = 0
    for member in members:
        for piece in pieces(archive, member):
            unzipped += len(piece) - OVERLAP
            if unzipped > MOST_UNZIPPED:
                raise Unreadable(
                    _("Unzipped, the file is larger than %(most)s MB. Copy the table alone into a new spreadsheet.")
                    % {"most": MOST_UNZIPPED // 1_000_000}
                )
            if DECLARES.search(piece):
                raise Unreadable(_("The file holds what no spreadsheet writes. Save it anew as XLSX."))
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise Unreadable(_("The file is a zip, but no XLSX. Save the table as XLSX or as CSV."))


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Its bytes, a piece at a time, each with the end of the one before it."""
    before = b" " * OVERLAP
    with archive.open(member) as file:
        while piece := file.read(AT_ONCE):
            yield before + piece
            before = (before + piece)[-OVERLAP:]


def merged_cells(archive: zipfile.ZipFile, path: str) -> list[str]:
    """Where cells of a sheet are merged, as the spreadsheet names them (A1:B2)."""
    found: dict[str, None] = {}
    for piece in pieces(archive, archive.getinfo(path.lstrip("/"))):
        found.update((match.decode(), None) for match in MERGED.findall(piece))
    return list(found)
