"""What gave a nutrient over a span of days, as the page prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from accounts.models import User
from diary.charts import width_of
from diary.trends.contributors import Contributor, Contributors, contributors
from diary.week_page.wording import amount, percent
from nutrients.models import Nutrient

NAMED = 10  # foods; the rest are counted


@dataclass(frozen=True, slots=True)
class GivenFood:
    pk: int
    name: str
    times: str
    amount: str
    width: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """days: how many of the span are complete. rest: how many foods more there are, and what share they gave."""

    days: int
    foods: tuple[GivenFood, ...]
    rest: tuple[str, str] | None
    supplements: tuple[GivenFood, ...]
    without_value: str

    @property
    def is_empty(self) -> bool:
        return not (self.foods or self.supplements)


def given_in(nutrient: Nutrient, person: User, days: tuple[date, date]) -> Given:
    found = contributors(nutrient, person, *days)
    return Given(
        found.complete_days,
        tuple(_food(row, nutrient) for row in found.foods[:NAMED]),
        _rest(found.foods[NAMED:]),
        tuple(_food(row, nutrient) for row in found.supplements),
        _without_value(found),
    )


def _food(row: Contributor, nutrient: Nutrient) -> GivenFood:
    text = f"{amount(row.amount, nutrient.decimals)} {nutrient.unit}"
    times = ngettext("%d time", "%d times", row.times) % row.times
    if not row.share:
        return GivenFood(row.pk, row.name, times, text)
    return GivenFood(row.pk, row.name, times, f"{text} · {percent(row.share)}", width_of(row.share))


def _rest(foods: Sequence[Contributor]) -> tuple[str, str] | None:
    if not foods:
        return None
    share = percent(sum(food.share for food in foods))
    return ngettext("%d other food", "%d other foods", len(foods)) % len(foods), share


def _without_value(found: Contributors) -> str:
    n = found.without_value
    if not n:
        return ""
    text = ngettext(
        "%d food of these days has no value and may have given some too.",
        "%d foods of these days have no value and may have given some too.",
        n,
    )
    return text % n
