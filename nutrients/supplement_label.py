"""A supplement's label -> amounts in one tablet, drop or spoon, in the units of the tables. Pure, plain numbers.

A label may use a unit that means another amount for every form of a vitamin. Where the form is not said, the amount
cannot be known and stays unknown.
"""

from collections.abc import Mapping, Sequence
from math import isclose
from types import MappingProxyType
from typing import NamedTuple

RETINOL, FOLIC_ACID = "RETOL", "FOLAC"
MASS = {"mcg": 1e-6, "mg": 1e-3, "g": 1.0}  # [g]
MOST_GRAMS = 100.0  # of a nutrient in one unit of a supplement: a bound against slips of the keyboard


class LabelUnit(NamedTuple):
    """A unit on a label. gives: what 1 of it is in the tables' units, by tagname; nothing where that cannot be said."""

    key: str
    gives: Mapping[str, float] = MappingProxyType({})


# IU of vitamin D: 40 to the mcg (IOM 2011). Vitamin A: 0.3 mcg RAE in an IU of retinol and in one of beta-carotene in
# a supplement, which holds no retinol (IOM 2001). Vitamin E: 0.67 mg in an IU of the natural form, 0.45 of the
# synthetic one (IOM 2000). Folic acid: 1.7 mcg DFE in 1 mcg (IOM 1998; 21 CFR 101.9).
SPECIAL: Mapping[str, Sequence[LabelUnit]] = {
    "VITD": (LabelUnit("mcg", {"VITD": 1}), LabelUnit("iu", {"VITD": 1 / 40})),
    "VITA_RAE": (
        LabelUnit("mcg-rae", {"VITA_RAE": 1}),
        LabelUnit("mcg-retinol", {"VITA_RAE": 1, RETINOL: 1}),
        LabelUnit("iu-retinol", {"VITA_RAE": 0.3, RETINOL: 0.3}),
        LabelUnit("iu-carotene", {"VITA_RAE": 0.3, RETINOL: 0}),
        LabelUnit("iu-any"),
    ),
    "TOCPHA": (
        LabelUnit("mg", {"TOCPHA": 1}),
        LabelUnit("iu-natural", {"TOCPHA": 0.67}),
        LabelUnit("iu-synthetic", {"TOCPHA": 0.45}),
        LabelUnit("iu-any"),
    ),
    "FOLDFE": (LabelUnit("mcg-dfe", {"FOLDFE": 1}), LabelUnit("mcg-acid", {"FOLDFE": 1.7, FOLIC_ACID: 1})),
}
# Said by the unit of another line, or of no use on a label.
NO_LINES = frozenset(
    {RETINOL, FOLIC_ACID, "FOL", "FOLFD", "CARTA", "CARTB", "CRYPX", "VITB12_ADD", "TOCPHA_ADD", "WATER"}
)


def units_of(tagname: str, unit: str) -> Sequence[LabelUnit]:
    """The units a label may use for a nutrient that the tables keep in `unit`, theirs first."""
    if tagname in SPECIAL:
        return SPECIAL[tagname]
    own = [LabelUnit(unit, {tagname: 1})]
    others = [LabelUnit(name, {tagname: MASS[name] / MASS[unit]}) for name in MASS if unit in MASS and name != unit]
    return own + others


def amounts_in_one(tagname: str, unit: LabelUnit, printed: float, count: float) -> dict[str, float]:
    """What one tablet holds, by tagname, where the label prints an amount for `count` of them; empty: unknown."""
    return {name: float(f"{printed * factor / count:.10g}") for name, factor in unit.gives.items()}


def as_printed(tagname: str, amounts: Mapping[str, float]) -> tuple[str, float]:
    """A unit and an amount in it that say all that is known of one tablet: the first unit that says most."""
    fitting = [
        (unit, amounts[tagname] / unit.gives[tagname])
        for unit in SPECIAL.get(tagname, ())
        if unit.gives and all(name in amounts for name in unit.gives)
    ]
    exact = [
        (unit.key, printed)
        for unit, printed in sorted(fitting, key=lambda found: -len(found[0].gives))
        if all(isclose(amounts[name], factor * printed, abs_tol=1e-9) for name, factor in unit.gives.items())
    ]
    return exact[0] if exact else ("", amounts[tagname])


def is_plausible(amount: float, unit: str) -> bool:
    """Whether one tablet may hold so much; what is not a mass is not judged."""
    return amount * MASS.get(unit, 0.0) <= MOST_GRAMS
