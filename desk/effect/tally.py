"""The sums of an effect. They know how many people, never which."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.effect.compared import Compared

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """From one verdict to another: how many people, in how many reports."""

    tagname: str
    before: str
    after: str
    people: int
    reports: int


@dataclass
class Shift:
    """Of one nutrient, over the reports in which its figures differ. The sums are of differences, new less old.

    known_share: of the energy logged, 0 to 1; recorded: [unit a day]; each only where both reports have it.
    """

    people: int = 0
    reports: int = 0
    known_share: float = 0.0
    recorded: float = 0.0
    was_recorded: float = 0.0


@dataclass
class Tally:
    """seen: open reports that were looked at; people and reports: those with other figures; flips: other verdicts."""

    seen: int = 0
    people: int = 0
    reports: int = 0
    flips: int = 0
    flipped_people: int = 0
    moves: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    shifts: dict[str, Shift] = field(default_factory=dict)

    def add(self, reports: Sequence[Iterable[Compared]]) -> None:
        """One person's open reports, each as what differs in it."""
        told = [list(report) for report in reports]
        moved = {key for report in told for key in _moves(report)}
        self.seen += len(told)
        self.reports += sum(bool(report) for report in told)
        self.people += any(told)
        self.flips += sum(row.reads_otherwise for report in told for row in report)
        self.flipped_people += bool(moved)
        for key in moved:
            self.moves.setdefault(key, [0, 0])[0] += 1
        for tagname in {row.tagname for report in told for row in report}:
            self.shifts.setdefault(tagname, Shift()).people += 1
        for report in told:
            for key in _moves(report):
                self.moves[key][1] += 1
            for row in report:
                _shift(self.shifts[row.tagname], row)

    def as_json(self) -> Json:
        return {
            "seen": self.seen, "people": self.people, "reports": self.reports, "flips": self.flips,
            "flipped_people": self.flipped_people,
            "moves": [[*key, *counts] for key, counts in sorted(self.moves.items())],
            "shifts": {tagname: vars(shift) for tagname, shift in sorted(self.shifts.items())},
        }  # fmt: skip

    @classmethod
    def from_json(cls, told: Json) -> "Tally":
        return cls(
            told["seen"], told["people"], told["reports"], told["flips"], told["flipped_people"],
            {(tagname, before, after): [people, reports] for tagname, before, after, people, reports in told["moves"]},
            {tagname: Shift(**shift) for tagname, shift in told["shifts"].items()},
        )  # fmt: skip

    def rows(self) -> Iterator[Move]:
        """Those that most people stand behind first."""
        for key, counts in sorted(self.moves.items(), key=lambda item: (-item[1][0], item[0])):
            yield Move(*key, *counts)


def _moves(report: Iterable[Compared]) -> Iterator[tuple[str, str, str]]:
    for row in report:
        if row.reads_otherwise and row.before and row.after:
            yield row.tagname, row.before.verdict.value, row.after.verdict.value


def _shift(shift: Shift, row: Compared) -> None:
    shift.reports += 1
    if row.before is None or row.after is None:
        return
    one, other = row.before.evidence.intake, row.after.evidence.intake
    if one.known_share is not None and other.known_share is not None:
        shift.known_share += other.known_share - one.known_share
    if one.recorded is not None and other.recorded is not None:
        shift.recorded += other.recorded - one.recorded
        shift.was_recorded += one.recorded
