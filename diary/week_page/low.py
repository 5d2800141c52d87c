"""What looks low and what may be low: a sentence, a chart, a chance in words, where it came from, what would help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diary.charts import Odds, RangeChart, odds, width_of
from diary.week_page.ranges import chart_of
from diary.week_page.sentences import Fix, counterfactual, fixes_of, if_like_the_rest, lead, settle, sources_line, usual
from diary.week_page.supplements import added, from_food_alone
from diary.week_page.wording import (
    Tag,
    in_sentence,
    in_ten,
    level,
    percent,
    sentence,
    tag_of_finding,
    with_unit,
)
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.evidence import Adequacy
from nutrients.assessment.intake import Contribution
from nutrients.assessment.rules import Verdict
from nutrients.in_language import in_language

MOST_FOODS = 4  # named in a card; the rest are counted


@dataclass(frozen=True, slots=True)
class FoodBar:
    """One food, or several in one line: then pk is None."""

    pk: int | None
    name: str
    amount: str
    width: str


@dataclass(frozen=True, slots=True)
class LowCard:
    tagname: str
    name: str
    tag: Tag
    lead: SafeString
    chart: RangeChart
    known: SafeString
    unknown: SafeString
    usual: SafeString
    chance: str
    chance_percent: str
    odds: Odds
    foods: tuple[FoodBar, ...]
    without_value: str
    without_value_share: str
    sources: str
    fixes: tuple[Fix, ...]
    counterfactual: str
    settle: str
    supplements: str = ""
    food_alone: str = ""

    @property
    def all_about(self) -> str:
        """The name inside a sentence."""
        return in_sentence(self.name)


@dataclass(frozen=True, slots=True)
class MayBeLow:
    tagname: str
    name: str
    tag: Tag
    text: str
    sources: str
    settle: str
    fixes: tuple[Fix, ...]
    food_alone: str = ""


def low_card(row: NutrientReport, adequacy: Adequacy) -> LowCard:
    """The card of a nutrient with a probability; used for those that look low."""
    short = 1 - adequacy.probability
    unknown = row.intake.unknown
    return LowCard(
        row.nutrient.tagname,
        in_language(row.nutrient.name),
        tag_of_finding(row.finding),
        lead(row),
        chart_of(row),
        _known(row),
        _unknown(row),
        usual(row, adequacy),
        sentence(in_ten(short)),
        percent(short),
        odds(short, in_ten(short)),
        food_bars(row),
        foods_without_value(len(unknown)) if unknown else "",
        _("%s of energy") % percent(1 - adequacy.known_share) if unknown else "",
        sources_line(row),
        fixes_of(row),
        counterfactual(row),
        settle(row),
        added(row),
        from_food_alone(row),
    )


def may_be_low(row: NutrientReport, adequacy: Adequacy) -> MayBeLow:
    logged = _("At least %s a day logged") if row.intake.unknown else _("%s a day logged")
    parts = [
        logged % with_unit(row.intake.recorded or 0, row.nutrient)
        + (f", {if_like_the_rest(row)}" if row.intake.unknown else "")
        + _("; the average need is %s.") % level(adequacy.reference.ear or 0),
        *filter(None, [added(row)]),
        _("%s that your usual intake is short of your own need.") % sentence(in_ten(1 - adequacy.probability)),
    ]
    return MayBeLow(
        row.nutrient.tagname, in_language(row.nutrient.name), tag_of_finding(row.finding), " ".join(parts),
        sources_line(row), settle(row), fixes_of(row), from_food_alone(row),
    )  # fmt: skip


def _known(row: NutrientReport) -> SafeString:
    text = _("<b>At least {amount}</b> a day logged") if row.intake.unknown else _("<b>{amount}</b> a day logged")
    return format_html(text, amount=with_unit(row.intake.recorded or 0, row.nutrient))


def _unknown(row: NutrientReport) -> SafeString:
    if not row.intake.unknown:
        return format_html("{}", _("Every food has a value, so there is no unknown part."))
    return format_html("{}", sentence(if_like_the_rest(row)))


def food_bars(row: NutrientReport) -> tuple[FoodBar, ...]:
    """What gave most, and the others in one line; lengths are shares of what was recorded."""
    known, total = row.intake.known, row.intake.recorded or 1
    bars = [_food_bar(food, row, total) for food in known[:MOST_FOODS]]
    if rest := known[MOST_FOODS:]:
        given = sum(food.amount or 0 for food in rest)
        name = ngettext("%d other food", "%d other foods", len(rest)) % len(rest)
        bars.append(FoodBar(None, name, with_unit(given, row.nutrient), width_of(given / total)))
    return tuple(bars)


def _food_bar(food: Contribution, row: NutrientReport, total: float) -> FoodBar:
    given = food.amount or 0
    return FoodBar(food.food_id, food.name, with_unit(given, row.nutrient), width_of(given / total))


def foods_without_value(n: int) -> str:
    return ngettext("%d food without a value", "%d foods without a value", n) % n


def also_low(report: CoverageReport) -> Sequence[NutrientReport]:
    """Those that look low beyond the cards."""
    cards = report.low_cards
    return [row for row in report.having(Verdict.LOOKS_LOW) if row not in cards]


def low_cards(report: CoverageReport) -> Iterator[LowCard]:
    for row in report.low_cards:
        if row.adequacy is not None:
            yield low_card(row, row.adequacy)
