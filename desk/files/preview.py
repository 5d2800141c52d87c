"""What was read of a file, kept on this server between preview and confirmation. The page sends none of it back.

One file each, in the data folder: whose it is stands in its name, and it goes with the confirmation, or after a day.
"""

import gzip
import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from desk.files.comparison import Comparison
from desk.files.sheet import Rejected
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import Finding

KEPT_FOR = 24 * 3600.0  # [s]
TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True)
class Preview:
    token: str
    file_name: str  # as the person calls it: shown, and used for nothing else
    comparison: Comparison


def folder() -> Path:
    path = Path(settings.DATA_DIR) / "imports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def path_of(person: int, token: str) -> Path:
    """LookupError for a token that we never gave."""
    if not TOKEN.fullmatch(token):
        raise LookupError(token)
    return folder() / f"{person}-{token}.json.gz"


def keep(person: int, file_name: str, comparison: Comparison, *, now: float) -> str:
    """The token by which the person, and nobody else, finds it again. now [s since 1970]: older ones go."""
    for path in folder().glob("*.json.gz*"):
        if path.stat().st_mtime < now - KEPT_FOR:
            path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    path = path_of(person, token)
    part = path.with_suffix(".part")
    told: dict[str, Any] = {"file_name": file_name[:200], "comparison": asdict(replace(comparison, warnings=[]))}
    told["warnings"] = [list(finding) for finding in comparison.warnings]
    with gzip.open(part, "wt", encoding="utf-8", compresslevel=3) as file:
        json.dump(told, file, ensure_ascii=False)
    part.replace(path)
    return token


def kept(person: int, token: str) -> Preview:
    """Raises LookupError where there is none: never was, somebody else's, confirmed, or too old."""
    try:
        with gzip.open(path_of(person, token), "rt", encoding="utf-8") as file:
            told = json.load(file)
    except FileNotFoundError:
        raise LookupError(token) from None
    said = told["comparison"]
    comparison = Comparison(
        said["table"],
        [RowDifference(**{**one, "key": tuple(one["key"])}) for one in said["differences"]],
        said["unchanged"],
        [Rejected(**one) for one in said["rejected"]],
        said["notices"],
        [Finding(severity, table, tuple(key), *rest) for severity, table, key, *rest in told["warnings"]],
    )
    return Preview(token, told["file_name"], comparison)


def forget(person: int, token: str) -> None:
    path_of(person, token).unlink(missing_ok=True)
