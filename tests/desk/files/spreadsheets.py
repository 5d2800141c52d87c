"""Files as spreadsheets send them."""

import zipfile
from io import BytesIO

from openpyxl import Workbook


def xlsx(*rows, sheets=()):
    """One sheet of these rows; `sheets`: names of more."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for name in sheets:
        book.create_sheet(name)
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(content, name, data):
    """The zip with one member more, or with another in its place."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return out.getvalue()


def member(content, name):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)
