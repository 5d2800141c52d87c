"""Who was erased, in a file beside the database: a restored backup knows nothing of it, and the file finds them again.

One JSON object a line, with the pseudonym that only the person's own row gives. Nothing else of them is in it.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

NAME = "erased.jsonl"


def path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def write(pseudonym: str, at: datetime) -> None:
    """Add a line, on disk before this returns. OSError where it cannot be written: then nobody may be erased."""
    line = json.dumps({"pseudonym": pseudonym, "erased_at": at.isoformat()}) + "\n"
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read() -> dict[str, datetime]:
    """Pseudonym -> when. {} where nobody was erased; a line that a crash cut off is passed over."""
    try:
        lines = path().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    erased = {}
    for line in lines:
        try:
            row = json.loads(line)
            erased[row["pseudonym"]] = datetime.fromisoformat(row["erased_at"])
        except (ValueError, KeyError, TypeError):
            continue
    return erased
