"""Files fetched from elsewhere, read line by line without trusting them: what is wrong is told by file and line.

Nothing is unpacked to disk. A ValueError is a sentence for the person who runs the command.
"""

import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

LONGEST_LINE = 4_000_000  # characters; the longest product of a published export is far below
MOST_TIMES_SMALLER = 200  # text packs to a tenth or so; what packs to less than a 200th is no table
LARGE = 50_000_000  # bytes; below, how well a file packs is of no interest

Opener = Callable[[], AbstractContextManager[TextIO]]
BROKEN = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, lzma.LZMAError, EOFError)


def openers_of(archive_path: Path) -> dict[str, Opener]:
    """The CSV files in a zip by name. Raises ValueError for an archive that is broken or not what it seems."""
    if not zipfile.is_zipfile(archive_path):
        raise ValueError(f"{archive_path.name} is no zip file, or not all of it; download it again.")
    found: dict[str, Opener] = {}
    with zipfile.ZipFile(archive_path) as archive:
        for member in archive.infolist():
            refuse_odd(archive_path, member)
            name = PurePosixPath(member.filename).name
            if name.endswith(".csv"):
                if name in found:
                    raise ValueError(f"{archive_path.name} holds {name} twice; take the download as published.")
                found[name] = opener_of_member(archive_path, member.filename)
    return found


def refuse_odd(archive_path: Path, member: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")):
        raise ValueError(f"{archive_path.name}: {member.filename!r} points outside the archive; do not use this file.")
    if member.flag_bits & 1:
        raise ValueError(f"{archive_path.name}: {member.filename} is encrypted; take the download as published.")
    if member.file_size > LARGE and member.file_size > MOST_TIMES_SMALLER * member.compress_size:
        raise ValueError(
            f"{archive_path.name}: {member.filename} would unpack to {member.file_size:,} bytes from"
            f" {member.compress_size:,}; no published table does. Do not use this file."
        )


def opener_of_member(archive_path: Path, member: str) -> Opener:
    @contextmanager
    def opened() -> Iterator[TextIO]:
        with zipfile.ZipFile(archive_path) as archive, archive.open(member) as stream:
            yield io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")

    return opened


def opener_of_file(path: Path) -> Opener:
    """A text file as it is, or packed by gzip."""

    @contextmanager
    def opened() -> Iterator[TextIO]:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
                yield stream
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                yield stream

    return opened


def lines_of(opener: Opener, name: str) -> Iterator[str]:
    """Line by line, never more than one in memory. Raises ValueError naming file and line."""
    line = 0
    try:
        with opener() as stream:
            while text := stream.readline(LONGEST_LINE):
                line += 1
                if len(text) == LONGEST_LINE and not text.endswith("\n"):
                    raise ValueError(f"{name}:{line}: the line is longer than {LONGEST_LINE:,} characters.")
                if "\0" in text:
                    raise ValueError(f"{name}:{line}: holds a NUL character; this is not a text file as published.")
                yield text
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8 text after line {line} ({error.reason}); download it again.") from error
    except BROKEN as error:
        raise ValueError(f"{name}: broken off or damaged after line {line}; download it again.") from error


def rows_of(
    opener: Opener, name: str, columns: tuple[str, ...], *, tabs: bool = False
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number, and the named columns (two or more) of every row. Raises ValueError naming file and line.

    With `tabs` the columns are separated by tabs and nothing is quoted.
    """
    csv.field_size_limit(LONGEST_LINE)
    form: dict[str, Any] = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if tabs else {}
    reader = csv.reader(lines_of(opener, name), strict=not tabs, **form)
    try:
        header = next(reader, [])
        if missing := sorted(set(columns) - set(header)):
            raise ValueError(
                f"{name}:1: has no column {', '.join(missing)}; it has {', '.join(header[:30]) or 'none'}."
            )
        pick = itemgetter(*map(header.index, columns))
        for row in reader:
            if len(row) != len(header):
                if not row:
                    continue
                raise ValueError(f"{name}:{reader.line_num}: {len(row)} cells under {len(header)} columns.")
            yield reader.line_num, pick(row)
    except csv.Error as error:
        raise ValueError(f"{name}:{reader.line_num}: cannot be read as a table ({error}).") from error
