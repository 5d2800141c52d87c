"""What the counts of the gaps have in common."""

from collections.abc import Iterator

from nutrients.models import TableRelease

SHOWN = 200  # rows kept of each list: more than anybody works through before the next night
PIECE = 1000  # foods a query


def release() -> str:
    return TableRelease.objects.values_list("version", flat=True).first() or ""


def in_pieces(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]
