"""An amount that changed while its source did not: nobody said where the new one comes from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from django.utils.translation import ngettext

from nutrients.tables.recorded import VALUES, Cells
from nutrients.tables.sanity.around import Around, Change
from nutrients.tables.sanity.finding import Finding

AMOUNT, STATED_BY = "amount per 100 g", ("derivation", "source")
SAME_SOURCE = "same_source"


def keeps_source(before: Cells | None, after: Cells | None) -> bool:
    """Whether a row of values says another amount, and says it of the same source."""
    return (
        before is not None
        and after is not None
        and before.get(AMOUNT) != after.get(AMOUNT)
        and all(before.get(name) == after.get(name) for name in STATED_BY)
    )


class Told(Protocol):
    """As much of a change as is asked for here: a RowDifference, and a RowChange."""

    @property
    def table(self) -> str: ...
    @property
    def before(self) -> Cells | None: ...
    @property
    def after(self) -> Cells | None: ...


One = TypeVar("One", bound=Told)


def kept_sources(changes: Iterable[One]) -> list[One]:
    return [one for one in changes if one.table == VALUES.name and keeps_source(one.before, one.after)]


def provenance_findings(around: Around) -> Iterator[Finding]:
    """One for each source, at the first of its amounts, however many a spreadsheet changes."""
    together: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in kept_sources(around.changes):
        together[tuple((change.after or {}).get(name, "") for name in STATED_BY)].append(change)
    for (_derivation, source), changes in together.items():
        text = ngettext(
            "%(count)d amount changes while its source stays “%(source)s”; name the new source, or say that the same"
            " one was looked at again.",
            "%(count)d amounts change while their source stays “%(source)s”; name the new source, or say that the same"
            " one was looked at again.",
            len(changes),
        ) % {"count": len(changes), "source": source}
        yield Finding("warning", VALUES.name, changes[0].key, "source", text, SAME_SOURCE)
