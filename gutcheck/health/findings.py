"""What the doctor says: how it stands, and what to do where something must be done."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    FINE = "fine"
    LOOK = "look at"  # nothing breaks today
    ACT = "to do"


class Finding(NamedTuple):
    """about: two or three words. text: how it stands. advice: what to do, "" where there is nothing to be done."""

    level: Level
    about: str
    text: str
    advice: str = ""


def fine(about: str, text: str) -> Finding:
    return Finding(Level.FINE, about, text)


def look(about: str, text: str, advice: str) -> Finding:
    return Finding(Level.LOOK, about, text, advice)


def act(about: str, text: str, advice: str) -> Finding:
    return Finding(Level.ACT, about, text, advice)
