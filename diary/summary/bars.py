"""The bars of the first page. All have the need at the same place, so that a column of them is read at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass

from nutrients.assessment.coverage import NutrientReport

NEED_AT = 62.5  # [%] of the width; beyond 160 % of the need a bar is cut off at the end
LEAST_SEEN = 2.0  # [%] what is not known is never drawn shorter


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: where it begins and how long it is [%]. kind: known, unknown, supplement."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class PaperBar:
    parts: tuple[Part, ...]
    need: str


def bar_of(row: NutrientReport, need: float | None) -> PaperBar | None:
    """Food, supplements, and how far foods without a value may reach; None where there is no need to set it beside."""
    if not need:
        return None
    return PaperBar(tuple(_parts(row, NEED_AT / need)), _percent(NEED_AT))


def _parts(row: NutrientReport, scale: float) -> Iterator[Part]:
    intake = row.intake
    if intake.recorded is None and not row.supplement:
        yield Part("unknown", _percent(0), _percent(100))
        return
    known = min((intake.recorded or 0) * scale, 100)
    end = min(known + row.supplement * scale, 100)
    if known:
        yield Part("known", _percent(0), _percent(known))
    if end > known:
        yield Part("supplement", _percent(known), _percent(end - known))
    if intake.recorded is None or intake.unknown:
        reach = 100.0 if row.estimate is None else end + (row.estimate - (intake.recorded or 0)) * scale
        start = min(end, 100 - LEAST_SEEN)
        yield Part("unknown", _percent(start), _percent(max(min(reach, 100) - start, LEAST_SEEN)))


def _percent(value: float) -> str:
    return f"{value:.1f}%"
