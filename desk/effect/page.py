"""An effect in words and rows. Counts only, and none that so few people stand behind that they could be told by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.counting import told
from desk.effect.tally import Move, Shift, Tally
from desk.models import Count
from desk.privacy import Few
from diary.models import SavedReport
from diary.week_page.wording import Tag, amount, tag_of
from nutrients.assessment.rules import Verdict
from nutrients.in_language import in_language
from nutrients.models import Nutrient

SHOWN = 12  # verdicts that change, of the nutrients most people are concerned by; the rest is a number


@dataclass(frozen=True, slots=True)
class MoveRow:
    """people: in words. before and after: None where so few stand behind it that the verdicts are not told."""

    name: str
    people: str
    before: Tag | None
    after: Tag | None


@dataclass(frozen=True, slots=True)
class EffectPage:
    """reports, verdicts: the sentence in two parts, in bold; blank where nothing changes or too few are concerned."""

    is_done: bool
    has_failed: bool
    is_refused: bool
    done: int
    total: int
    counted_at: datetime | None
    reports: str = ""
    verdicts: str = ""
    none_flips: bool = False
    is_few: bool = False
    moves: tuple[MoveRow, ...] = ()
    more: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    seen: int = 0

    @property
    def is_under_way(self) -> bool:
        return not (self.is_done or self.has_failed)


def effect_page(count: Count, few: Few) -> EffectPage:
    state, result = count.state, told(count)
    is_done = state == Count.State.DONE and result is not None
    page = (
        is_done, state == Count.State.FAILED, count.problem == "refused", count.done, count.total, count.finished_at,
    )  # fmt: skip
    if not is_done or result is None:
        return EffectPage(*page)
    tally = Tally.from_json(result)
    nutrients = Nutrient.objects.in_bulk({move.tagname for move in tally.rows()} | tally.shifts.keys())
    is_few = few.hides(tally.people)
    moves = tuple(_rows(tally, nutrients, few)) if not is_few else ()
    return EffectPage(
        *page,
        reports="" if is_few or not tally.reports else _reports(tally.reports),
        verdicts="" if is_few or not tally.flips or few.hides(tally.flipped_people) else _verdicts(tally.flips),
        none_flips=not is_few and not tally.flips,
        is_few=is_few,
        moves=moves[:SHOWN], more=max(len(moves) - SHOWN, 0), seen=tally.seen,
        facts=tuple(_facts({} if is_few else tally.shifts, nutrients, few)),
    )  # fmt: skip


def _reports(number: int) -> str:
    return ngettext("%(n)d open report", "%(n)d open reports", number) % {"n": number}


def _verdicts(number: int) -> str:
    return ngettext("%(n)d verdict", "%(n)d verdicts", number) % {"n": number}


def _rows(tally: Tally, nutrients: dict[str, Nutrient], few: Few) -> Iterator[MoveRow]:
    """What few stand behind is told once a nutrient, without the verdicts."""
    hidden: dict[str, None] = {}
    for move in tally.rows():
        if few.hides(move.people):
            hidden[move.tagname] = None
        else:
            yield _row(move, nutrients, few)
    for tagname in hidden:
        yield MoveRow(_name(tagname, nutrients), few.people(1), None, None)


def _row(move: Move, nutrients: dict[str, Nutrient], few: Few) -> MoveRow:
    return MoveRow(
        _name(move.tagname, nutrients), few.people(move.people),
        tag_of(Verdict(move.before)), tag_of(Verdict(move.after)),
    )  # fmt: skip


def _name(tagname: str, nutrients: dict[str, Nutrient]) -> str:
    """A nutrient that the draft adds has no name yet."""
    return in_language(nutrients[tagname].name) if tagname in nutrients else tagname


def _facts(shifts: dict[str, Shift], nutrients: dict[str, Nutrient], few: Few) -> Iterator[tuple[str, str]]:
    shown = {tagname: shift for tagname, shift in shifts.items() if not few.hides(shift.people)}
    if coverage := max(shown.items(), key=lambda item: abs(item[1].known_share), default=None):
        points = coverage[1].known_share / coverage[1].reports * 100
        if abs(points) >= 0.1:
            label = _("Coverage, %(nutrient)s") % {"nutrient": _name(coverage[0], nutrients)}
            text = _("up %(n)s points on average") if points > 0 else _("down %(n)s points on average")
            yield label, text % {"n": amount(abs(points), 1 if abs(points) < 10 else 0)}
    if largest := max(shown.items(), key=lambda item: _relative(item[1]), default=None):
        tagname, shift = largest
        if shift.recorded and tagname in nutrients:
            nutrient, mean = nutrients[tagname], shift.recorded / shift.reports
            text = _("%(nutrient)s %(sign)s%(amount)s %(unit)s a day")
            yield _("Largest shift"), text % {
                "nutrient": _name(tagname, nutrients), "sign": "+" if mean > 0 else "−",
                "amount": amount(abs(mean), nutrient.decimals), "unit": nutrient.unit,
            }  # fmt: skip
    if kept := SavedReport.objects.count():
        text = ngettext("%(n)d stays as it is", "%(n)d stay as they are", kept) % {"n": kept}
        yield _("Finished reports"), text


def _relative(shift: Shift) -> float:
    """As a part of what was recorded before; of what nothing was, the part is taken to be whole."""
    return abs(shift.recorded) / shift.was_recorded if shift.was_recorded else float(bool(shift.recorded))
