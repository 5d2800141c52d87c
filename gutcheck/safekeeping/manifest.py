"""What lies beside each backup: when it was made, of what, what is in it, and whether it was tried."""

import hashlib
import json
import os
import tomllib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from gutcheck.safekeeping.facts import Facts

STAMP = "%Y%m%dT%H%M%SZ"
OLD = timedelta(hours=36)  # a night was missed
ENDING = ".json"


class NoBackup(Exception):
    """No backup was made, or one cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """database: sqlite or postgresql. key: tells secret keys apart without telling any.

    tried_at: restored in a separate place and compared; None: not yet. problem: what was wrong then, "" for nothing.
    """

    file: str
    made_at: datetime
    database: str
    versions: dict[str, str]
    facts: Facts
    sha256: str
    size: int
    key: str
    tried_at: datetime | None = None
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return self.tried_at is not None and not self.problem

    @property
    def path(self) -> Path:
        return Path(settings.BACKUP_DIR) / self.file

    @classmethod
    def read(cls, backup: Path) -> Self:
        """Of this backup. NoBackup where there is none, or it cannot be read."""
        try:
            found = json.loads(beside(backup).read_text())
            found["made_at"] = datetime.fromisoformat(found["made_at"])
            found["tried_at"] = datetime.fromisoformat(found["tried_at"]) if found["tried_at"] else None
            return cls(**{**found, "facts": Facts.read(found["facts"])})
        except FileNotFoundError as error:
            text = (
                f"{backup.name} has no manifest ({beside(backup).name}) beside it, so nobody knows whether it is whole."
            )
            raise NoBackup(text) from error
        except (ValueError, KeyError, TypeError) as error:
            raise NoBackup(f"{beside(backup).name} cannot be read: {error}") from error

    def write(self, folder: Path) -> None:
        told: dict[str, Any] = asdict(self) | {"facts": self.facts.as_written(), "made_at": self.made_at.isoformat()}
        told["tried_at"] = self.tried_at.isoformat() if self.tried_at else None
        part = folder / f"{self.file}{ENDING}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(told, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{self.file}{ENDING}")
        settle(folder)


def beside(backup: Path) -> Path:
    return backup.with_name(backup.name + ENDING)


def settle(folder: Path) -> None:
    """What was renamed in the folder stays so after a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def all_made(folder: Path | None = None) -> list[Manifest]:
    """Every backup with a readable manifest, the newest first."""
    found = []
    for path in Path(folder or settings.BACKUP_DIR).glob(f"gutcheck-*{ENDING}"):
        try:
            found.append(Manifest.read(path.with_name(path.name.removesuffix(ENDING))))
        except NoBackup:
            continue
    return sorted(found, key=lambda manifest: manifest.made_at, reverse=True)


def last_good() -> Manifest | None:
    return next((manifest for manifest in all_made() if manifest.is_good and manifest.path.exists()), None)


def age_of_last_good(now: datetime) -> timedelta | None:
    """None where there is none."""
    last = last_good()
    return now - last.made_at if last else None


def stamp_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime(STAMP)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_mark() -> str:
    """Equal for equal secret keys. The key is long and random, so the mark does not give it away."""
    return hashlib.sha256(f"mark of {settings.SECRET_KEY}".encode()).hexdigest()[:12]


def version_of_code() -> str:
    return str(tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]["version"])
