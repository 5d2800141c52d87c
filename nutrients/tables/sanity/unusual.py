"""A value, or a weight of a portion, that stands far from all others of its kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _

from nutrients import changes
from nutrients.models import FoodNutrient, Portion
from nutrients.tables.cells import value_of
from nutrients.tables.columns import kept_in_files
from nutrients.tables.definitions import PORTIONS
from nutrients.tables.recorded import VALUES
from nutrients.tables.sanity.around import Around
from nutrients.tables.sanity.finding import Finding, plain
from nutrients.tables.sanity.limits import (
    ALMOST_ALL,
    BEYOND_LEAST,
    BEYOND_MOST,
    ENOUGH,
    ENOUGH_FOODS,
    FAR,
    IU_NEAR,
    UNITS_APART,
    limits_of,
)

AMOUNT, WEIGHT = "amount per 100 g", "weight [g]"
MEASURE = re.compile(r"[^,(:]+")
Numbered = tuple[float, str]  # a number, and the fdc_id of its food


class Typical(NamedTuple):
    """What a kind of number usually is: those above 0, and whose they are. `least`, `most`: two each, of two foods."""

    middle: float
    known: int  # so many numbers
    least: tuple[Numbered, ...]
    most: tuple[Numbered, ...]

    def is_far_above(self, number: float, fdc_id: str, beyond: float = BEYOND_MOST) -> bool:
        return number >= FAR * self.middle and all(number > beyond * n for n, food in self.most if food != fdc_id)

    def is_far_below(self, number: float, fdc_id: str) -> bool:
        return number <= self.middle / FAR and all(
            number < n / BEYOND_LEAST for n, food in self.least if food != fdc_id
        )


def unusual_findings(around: Around) -> Iterator[Finding]:
    version = changes.version()
    for change in around.changes:
        if change.after is None:
            continue
        if change.table == VALUES.name and AMOUNT in change.touched:
            yield from unusual_value(around, version, change.key)
        elif change.table == PORTIONS.name and WEIGHT in change.touched:
            yield from unusual_portion(version, change.key, change.after.get(WEIGHT, ""))


def unusual_value(around: Around, version: tuple[int, int], key: tuple[str, ...]) -> Iterator[Finding]:
    fdc_id, tagname = key
    value, category = around.values[fdc_id].get(tagname), around.foods.get(fdc_id, "")
    if value is None or value.is_estimate or value.amount <= 0 or tagname not in around.judged:
        return
    typical = typical_values(version, category).get(tagname)
    if typical is None:
        yield from beyond_almost_all(around, version, key, value.amount)
        return
    what = {
        "amount": plain(value.amount), "unit": around.units[tagname], "tagname": tagname,
        "times": value.amount / typical.middle, "middle": plain(typical.middle), "count": typical.known,
        "category": category,
    }  # fmt: skip
    if reads_like_iu(tagname, typical, value.amount, fdc_id):
        text = _(
            "%(amount)s %(unit)s is about %(times).0f times the median of %(category)s (%(middle)s, from"
            " %(count)d foods); did you type IU?"
        )
        yield Finding("warning", VALUES.name, key, AMOUNT, text % what, "iu")
    elif typical.is_far_above(value.amount, fdc_id):
        text = units_text() if value.amount >= UNITS_APART[0] / 2 * typical.middle else far_above_text()
        yield Finding("warning", VALUES.name, key, AMOUNT, text % what, "far_above")
    elif typical.is_far_below(value.amount, fdc_id):
        what["times"] = typical.middle / value.amount
        yield Finding("warning", VALUES.name, key, AMOUNT, far_below_text() % what, "far_below")


def beyond_almost_all(
    around: Around, version: tuple[int, int], key: tuple[str, ...], amount: float
) -> Iterator[Finding]:
    """Where too few foods of the category say anything, all foods do."""
    most = most_of_all_foods(version, key[1])
    if most is not None and amount > most.almost_all:
        text = _(
            "%(amount)s %(unit)s is more than nearly all foods hold: of %(count)d, one in a thousand has above"
            " %(most)s; check the unit and the decimal point."
        ) % {
            "amount": plain(amount), "unit": around.units[key[1]], "most": plain(most.almost_all), "count": most.known,
        }  # fmt: skip
        yield Finding("warning", VALUES.name, key, AMOUNT, text, "beyond_almost_all")


class Most(NamedTuple):
    """What one value in a thousand lies above."""

    almost_all: float
    known: int  # so many values


@lru_cache(maxsize=100)
def most_of_all_foods(version: tuple[int, int], tagname: str) -> Most | None:
    """None where too few foods say anything."""
    known = kept_in_files(FoodNutrient).filter(nutrient_id=tagname).exclude(derivation="estimated").order_by()
    amounts = sorted(known.values_list("amount", flat=True))
    if len(amounts) < ENOUGH_FOODS:
        return None
    return Most(amounts[int(ALMOST_ALL * (len(amounts) - 1))], len(amounts))


def reads_like_iu(tagname: str, typical: Typical, amount: float, fdc_id: str) -> bool:
    times = amount / typical.middle
    return typical.is_far_above(amount, fdc_id, beyond=1) and any(
        limit.number / IU_NEAR < times < limit.number * IU_NEAR for limit in limits_of("iu") if limit.tagname == tagname
    )


def far_above_text() -> str:
    return _(
        "%(amount)s %(unit)s is %(times).0f times the median of %(category)s (%(middle)s, from %(count)d foods),"
        " and far above all of them; check the unit and the decimal point."
    )


def units_text() -> str:
    return _(
        "%(amount)s %(unit)s is %(times).0f times the median of %(category)s (%(middle)s, from %(count)d foods);"
        " was it in another unit, as mg is to mcg?"
    )


def far_below_text() -> str:
    return _(
        "%(amount)s %(unit)s is less than the median of %(category)s by %(times).0f times (%(middle)s, from"
        " %(count)d foods), and far below all of them; check the unit and the decimal point."
    )


@lru_cache(maxsize=400)
def typical_values(version: tuple[int, int], category: str) -> dict[str, Typical]:
    """tagname -> what the foods of a category usually hold, where enough of them say so."""
    rows = kept_in_files(FoodNutrient).filter(food__category=category).exclude(derivation="estimated")
    numbers = defaultdict(list)
    for tagname, amount, fdc_id in rows.values_list("nutrient_id", "amount", "food__fdc_id").iterator():
        numbers[tagname].append((amount, str(fdc_id)))
    return {tagname: typical for tagname, some in numbers.items() if (typical := typical_of(some))}


def unusual_portion(version: tuple[int, int], key: tuple[str, ...], cell: str) -> Iterator[Finding]:
    fdc_id, description = key
    try:
        grams = value_of(PORTIONS.by_name[WEIGHT].kind, cell)
    except ValueError:
        return
    measure = measure_of(description)
    typical = typical_weights(version).get(measure)
    if grams is None or typical is None:
        return
    if typical.is_far_above(grams, fdc_id) or typical.is_far_below(grams, fdc_id):
        text = _(
            "%(grams)s g is far from what “%(measure)s” weighs in other foods (median %(middle)s g, from %(count)d"
            " portions); check the weight."
        ) % {"grams": plain(grams), "measure": measure, "middle": plain(typical.middle), "count": typical.known}
        yield Finding("warning", PORTIONS.name, key, WEIGHT, text, "portion")


@lru_cache(maxsize=2)
def typical_weights(version: tuple[int, int]) -> dict[str, Typical]:
    """measure ("1 cup") -> what it usually weighs."""
    rows = kept_in_files(Portion).values_list("description", "grams", "food__fdc_id")
    weights = defaultdict(list)
    for description, grams, fdc_id in rows.iterator():
        weights[measure_of(description)].append((grams, str(fdc_id)))
    return {measure: typical for measure, some in weights.items() if (typical := typical_of(some))}


def measure_of(description: str) -> str:
    """ "1 cup, sliced" is a cup."""
    found = MEASURE.match(description)
    return found[0].strip().lower() if found else ""


def typical_of(numbers: Iterable[Numbered]) -> Typical | None:
    """None where too few are known, or most are nothing."""
    ordered = sorted(numbers)
    middle = median(number for number, _food in ordered) if ordered else 0
    positive = [one for one in ordered if one[0] > 0]
    if middle <= 0 or len(positive) < ENOUGH:
        return None
    return Typical(middle, len(ordered), two_foods(positive), two_foods(reversed(positive)))


def two_foods(numbers: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """The first number of each of the first two foods: with one food left out, the first is still known."""
    found: dict[str, float] = {}
    for number, fdc_id in numbers:
        found.setdefault(fdc_id, number)
        if len(found) == 2:
            break
    return tuple((number, fdc_id) for fdc_id, number in found.items())
