"""A value that became exactly so many times what it was: another unit, or a decimal point moved. And one that leapt."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nutrients.tables.recorded import VALUES
from nutrients.tables.sanity.around import Around, Change, amount_in
from nutrients.tables.sanity.finding import Finding, plain
from nutrients.tables.sanity.limits import LEAP, POINTS_APART, SAME_RATIO, UNITS_APART, limits_of

AMOUNT = "amount per 100 g"


def slip_findings(around: Around) -> Iterator[Finding]:
    for change in around.changes:
        if change.table == VALUES.name and (told := slip(around, change)):
            yield Finding("warning", VALUES.name, change.key, AMOUNT, *told)


def slip(around: Around, change: Change) -> tuple[str, str] | None:
    """The words and the code, or nothing. Unknown before or after, and 0, say nothing."""
    before, after = amount_in(change.before), amount_in(change.after)
    if before is None or after is None or before.amount <= 0 or after.amount <= 0:
        return None
    ratio, tagname = after.amount / before.amount, change.key[1]
    what = {"after": plain(after.amount), "before": plain(before.amount), "unit": around.units.get(tagname, "")}
    for code, text in units_of_a_nutrient():
        factors = [limit.number for limit in limits_of(code) if limit.tagname == tagname]
        if any(is_about(ratio, factor) for factor in factors):
            return text % (what | {"times": ratio}), code
    if any(is_about(ratio, factor) or is_about(ratio, 1 / factor) for factor in UNITS_APART):
        return mass_text() % (what | {"times": max(ratio, 1 / ratio)}), "unit_slip"
    if any(is_about(ratio, factor) or is_about(ratio, 1 / factor) for factor in POINTS_APART):
        return point_text() % (what | {"times": max(ratio, 1 / ratio)}), "point_slip"
    if max(ratio, 1 / ratio) >= LEAP:
        return leap_text() % (what | {"times": max(ratio, 1 / ratio)}), "leap"
    return None


def is_about(ratio: float, factor: float) -> bool:
    return abs(ratio / factor - 1) <= SAME_RATIO


def units_of_a_nutrient() -> tuple[tuple[str, str], ...]:
    return (
        ("iu", _("%(after)s %(unit)s is %(times).3g times what it was (%(before)s): did you type IU?")),
        ("kj", _("%(after)s %(unit)s is %(times).3g times what it was (%(before)s): did you type kJ?")),
        (
            "salt",
            _("%(after)s %(unit)s is %(times).3g times what it was (%(before)s): did you type salt, not sodium?"),
        ),
    )


def mass_text() -> str:
    return _(
        "%(after)s %(unit)s is apart from what it was (%(before)s) by %(times).0f times, as mcg, mg and g are: check"
        " the unit."
    )


def point_text() -> str:
    return _("%(after)s %(unit)s is apart from what it was (%(before)s) by %(times).0f times: check the decimal point.")


def leap_text() -> str:
    return _(
        "Was %(before)s %(unit)s, now %(after)s: apart by %(times).0f times, which the same food seldom is; check the"
        " unit and the decimal point."
    )
