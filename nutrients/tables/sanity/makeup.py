"""Whether the values of one food go together. What is unknown is left out, and never taken to be nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from nutrients.tables.recorded import VALUES
from nutrients.tables.sanity.around import Around
from nutrients.tables.sanity.finding import Finding, plain
from nutrients.tables.sanity.limits import (
    ENERGY_LEAST,
    ENERGY_SHARE,
    IU_NEAR,
    MOST_IN_ALL,
    PART_LEAST,
    PART_SHARE,
    limits_of,
)

AMOUNT = "amount per 100 g"
Known = Mapping[str, float]


def makeup_findings(around: Around) -> Iterator[Finding]:
    for fdc_id in around.values:
        known = around.known(fdc_id)
        for check in (too_heavy, parts_above_the_whole, energy_apart):
            for tagname, severity, text, code in check(around, known):
                yield Finding(severity, VALUES.name, (fdc_id, tagname), AMOUNT, text, code)
    for change in around.changes:
        cells = change.after or {}
        if change.table == VALUES.name and cells.get("derivation") == "estimated":
            yield from without_a_band(change.key, cells)


def too_heavy(around: Around, known: Known) -> Iterator[tuple]:
    parts = [limit.tagname for limit in limits_of("weighs") if limit.tagname in known]
    total = sum(known[tagname] for tagname in parts)
    if total > MOST_IN_ALL:
        text = _(
            "%(parts)s come to %(total)s g in 100 g of the food, which is more than there is; correct one of them."
        ) % {"parts": ", ".join(parts), "total": plain(total)}
        yield max(parts, key=lambda tagname: known[tagname]), "error", text, "weight"


def parts_above_the_whole(around: Around, known: Known) -> Iterator[tuple]:
    together: dict[str, list[str]] = defaultdict(list)
    alone = set()
    for limit in limits_of("part"):
        if limit.tagname in known and limit.of in known and above(around, limit.of, known[limit.tagname], known):
            alone.add(limit.of)
            yield limit.tagname, "warning", part_text([limit.tagname], limit.of, known), "part"
    for limit in limits_of("together"):
        if limit.tagname in known:
            together[limit.of].append(limit.tagname)
    for whole, parts in together.items():
        total = sum(known[part] for part in parts)
        if whole in known and whole not in alone and above(around, whole, total, known):
            yield whole, "warning", part_text(parts, whole, known), "part"


def above(around: Around, whole: str, part: float, known: Known) -> bool:
    least = PART_LEAST if around.units.get(whole) == "g" else 0.0
    return part - known[whole] > max(least, PART_SHARE * known[whole])


def part_text(parts: list[str], whole: str, known: Known) -> str:
    return _("%(parts)s (%(part)s) is more than %(whole)s (%(of)s), which it is part of; check all of them.") % {
        "parts": " + ".join(parts), "part": plain(sum(known[part] for part in parts)), "whole": whole,
        "of": plain(known[whole]),
    }  # fmt: skip


def energy_apart(around: Around, known: Known) -> Iterator[tuple]:
    """Energy against what gives it. Where something few foods have (alcohol) is unknown, it may be more, not less."""
    always, seldom = limits_of("energy"), limits_of("energy_seldom")
    energy = always[0].of
    if energy not in known or any(limit.tagname not in known for limit in always):
        return
    is_all_known = all(limit.tagname in known for limit in seldom)
    expected = sum(known.get(limit.tagname, 0.0) * limit.number for limit in (*always, *seldom))
    apart = known[energy] - expected
    if is_near(apart, expected):
        return
    for limit in limits_of("kj"):
        if expected and limit.number / IU_NEAR < known[energy] / expected < limit.number * IU_NEAR:
            yield energy, "warning", kj_text(known[energy], expected), "kj"
            return
    if apart < 0 or is_all_known:
        yield energy, "warning", energy_text(known[energy], expected), "energy"


def is_near(apart: float, expected: float) -> bool:
    return abs(apart) <= max(ENERGY_LEAST, ENERGY_SHARE * expected)


def kj_text(energy: float, expected: float) -> str:
    return _(
        "%(energy)s kcal is about 4.2 times what protein, fat and carbohydrate give (%(expected)s kcal);"
        " did you type kJ?"
    ) % {"energy": plain(energy), "expected": plain(expected)}


def energy_text(energy: float, expected: float) -> str:
    return _(
        "%(energy)s kcal is far from what protein, fat, carbohydrate and alcohol give (%(expected)s kcal at 4, 9,"
        " 4 and 7 a gram); check them. Fibre and sweeteners can be the reason."
    ) % {"energy": plain(energy), "expected": plain(expected)}


def without_a_band(key: tuple[str, ...], cells: Mapping[str, str]) -> Iterator[Finding]:
    if not cells.get("low per 100 g") and not cells.get("high per 100 g"):
        text = _("An estimate without a low and a high reads as if it were sure; say between what it may lie.")
        yield Finding("warning", VALUES.name, key, AMOUNT, text, "no_band")
