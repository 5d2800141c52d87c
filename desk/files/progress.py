"""How far the reading of a file is, as a part of the whole from 0 to 1."""

from collections.abc import Callable

Progress = Callable[[float], None]


def quietly(part: float) -> None:
    """Tell nobody."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """For a step that takes the work from `start` to `end`: it tells of itself alone."""
    return lambda part: progress(start + (end - start) * part)
