"""What was read of a file, kept in the database between preview and confirmation. The page sends none of it back.

It is the sender's alone and goes with the draft, when it is put aside, or after a day.
"""

import gzip
import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from accounts.models import User
from desk.files.comparison import Comparison
from desk.files.sheet import Rejected
from desk.models import ImportedFile
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import Finding

KEPT_FOR = timedelta(days=1)
TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
State = ImportedFile.State


@dataclass(frozen=True)
class Preview:
    token: str
    file_name: str  # as the person calls it: shown, and used for nothing else
    comparison: Comparison


def keep(person: User, file_name: str, comparison: Comparison, *, now: datetime) -> str:
    """The token by which the person, and nobody else, finds it again."""
    return _new(person, file_name, comparison.table, now, state=State.READ, percent=100, result=zipped(comparison))


def wait(person: User, file_name: str, table: str, content: bytes, *, missing_go: bool, now: datetime) -> str:
    """Keep a file that a worker is to read; the token as of keep()."""
    return _new(person, file_name, table, now, content=content, missing_go=missing_go)


def _new(person: User, file_name: str, table: str, now: datetime, **values: Any) -> str:
    ImportedFile.objects.filter(sent_at__lt=now - KEPT_FOR).delete()
    told = {"file_name": file_name.replace("\0", "")[:200], "table": table, "language": get_language() or "en"}
    token = secrets.token_hex(16)
    ImportedFile.objects.create(token=token, person=person, sent_at=now, **told, **values)
    return token


def file_of(person: User, token: str) -> ImportedFile:
    """Without what was sent and read. Raises LookupError where there is none: never was, somebody else's, confirmed,
    or too old."""
    if not TOKEN.fullmatch(token):
        raise LookupError(token)
    found = ImportedFile.objects.defer("content", "result").filter(person=person, token=token).first()
    if found is None:
        raise LookupError(token)
    return found


def kept(person: User, token: str) -> Preview:
    """Raises LookupError as file_of(), and for a file that is not read (yet)."""
    file = file_of(person, token)
    if file.state != State.READ:
        raise LookupError(token)
    return Preview(token, file.file_name, unzipped(bytes(file.result or b"")))


def forget(person: User, token: str) -> None:
    """Raises LookupError as file_of()."""
    file_of(person, token).delete()


def zipped(comparison: Comparison) -> bytes:
    told: dict[str, Any] = asdict(replace(comparison, warnings=[]))
    told["warnings"] = [list(finding) for finding in comparison.warnings]
    return gzip.compress(json.dumps(told, ensure_ascii=False).encode(), compresslevel=3)


def unzipped(content: bytes) -> Comparison:
    said = json.loads(gzip.decompress(content))
    return Comparison(
        said["table"],
        [RowDifference(**{**one, "key": tuple(one["key"])}) for one in said["differences"]],
        said["unchanged"],
        [Rejected(**one) for one in said["rejected"]],
        said["notices"],
        [Finding(severity, table, tuple(key), *rest) for severity, table, key, *rest in said["warnings"]],
    )
