"""Bytes -> a sheet. What a file is shows in its first bytes; its name may say anything."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from desk.files.csv_sheet import read_csv
from desk.files.sheet import MOST_BYTES, Sheet, Unreadable, trimmed

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def read_sheet(content: bytes, wanted: Collection[str]) -> Sheet:
    """wanted: the names of the table's columns. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(_("The file is empty. Export the table here, and begin with that."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1_000_000})
    if content.startswith(OLE):
        raise Unreadable(
            _("The file is protected by a password, or an old XLS. Save it as XLSX without a password, or as CSV.")
        )
    if content.startswith(PDF):
        raise Unreadable(_("The file is a PDF, whatever its name says. Save the table as XLSX or as CSV."))
    sheet = trimmed(_xlsx(content) if content.startswith(ZIP) else read_csv(content, wanted))
    if not sheet.header:
        raise Unreadable(_("The file is empty. Export the table here, and begin with that."))
    return sheet


def _xlsx(content: bytes) -> Sheet:
    from desk.files.xlsx_sheet import read_xlsx  # openpyxl: 10 MB that few processes ever need

    return read_xlsx(content)
