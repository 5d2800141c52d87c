"""What became of every food and value of a download: nothing is left out without being counted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

EXAMPLES = 3


@dataclass
class Report:
    """Counts of one file. `examples`: the first few of each reason, in words."""

    name: str
    foods: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged
    skipped: Counter[str] = field(default_factory=Counter)  # reason -> foods
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)  # (tagname, reason) -> values
    marked: Counter[str] = field(default_factory=Counter)  # reason -> values kept and marked
    known: Counter[str] = field(default_factory=Counter)  # tagname -> foods with a value
    derivations: Counter[str] = field(default_factory=Counter)  # derivation -> values
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def skip(self, reason: str, example: str = "") -> None:
        self.skipped[reason] += 1
        self._note(reason, example)

    def leave_out(self, tagname: str, reason: str, example: str = "") -> None:
        self.left_out[tagname, reason] += 1
        self._note(reason, example)

    def mark(self, reason: str, example: str = "") -> None:
        self.marked[reason] += 1
        self._note(reason, example)

    def count(self, became: str, derivations: Mapping[str, str]) -> None:
        """A food that was kept; `derivations` by tagname."""
        self.foods[became] += 1
        self.known.update(derivations.keys())
        self.derivations.update(derivations.values())

    def _note(self, reason: str, example: str) -> None:
        if example and len(self.examples[reason]) < EXAMPLES:
            self.examples[reason].append(example)

    def lines(self, tagnames: Mapping[str, str]) -> Iterator[str]:
        """The report in words. `tagnames`: every nutrient that could have had a value, with its name."""
        kept = sum(self.foods.values())
        counts = ", ".join(f"{self.foods[became]} {became}" for became in ("new", "changed", "unchanged"))
        yield f"{self.name}: {counts}, {sum(self.skipped.values())} skipped"
        for reason, times in self.skipped.most_common():
            yield from self._reason(f"skipped {times}: {reason}", reason)
        reasons: Counter[str] = Counter()
        for (_, reason), times in self.left_out.items():
            reasons[reason] += times
        for reason, times in reasons.most_common():
            of = ", ".join(f"{tag} {n}" for (tag, why), n in self.left_out.most_common() if why == reason)
            yield from self._reason(f"values left out {times}: {reason} ({of})", reason)
        for reason, times in self.marked.most_common():
            yield from self._reason(f"values kept and marked {times}: {reason}", reason)
        if kept:
            yield "  values: " + ", ".join(f"{times} {how}" for how, times in self.derivations.most_common())
            unknown = sorted(((kept - self.known[tag], tag) for tag in tagnames), reverse=True)
            yield "  foods without a value: " + ", ".join(f"{tag} {times}" for times, tag in unknown if times)

    def _reason(self, text: str, reason: str) -> Iterator[str]:
        yield f"  {text}"
        for example in self.examples[reason]:
            yield f"    {example}"
