"""The page of a food: what is in it and where each value comes from, what it counts for, what is unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from diary.own.food import NO_AMOUNT
from diary.week_page.wording import amount, level
from diary.words import DATA_SETS, DERIVATIONS, KINDS, UNKNOWN
from nutrients.in_language import in_language
from nutrients.models import Food, FoodNutrient, GroupShare, Nutrient

Kind = Nutrient.Kind
EVEN_GRAMS = 10  # from here on a weight is read without decimals
BASICS = (Kind.ENERGY, Kind.MACRONUTRIENT)
OPEN = (Kind.MINERAL, Kind.VITAMIN)
FOLDED = (Kind.FATTY_ACID, Kind.GUT, Kind.AMINO_ACID, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Value:
    """One nutrient. per_portion and per_100_g are "" where the amount is unknown; how: a key of DERIVATIONS."""

    tagname: str
    name: str
    per_portion: str
    per_100_g: str
    how: str
    how_words: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    values: tuple[Value, ...]
    is_open: bool

    @property
    def alone(self) -> tuple["Section"]:
        return (self,)

    @property
    def unknown(self) -> int:
        return sum(value.how == UNKNOWN for value in self.values)


@dataclass(frozen=True, slots=True)
class CountsFor:
    """A group the food counts for. grams: of the group in the portion; feeds: the nutrients it is a source of."""

    name: str
    grams: str
    serving: str
    is_plant: bool
    feeds: tuple[tuple[str, str], ...]
    basis: str


@dataclass(frozen=True, slots=True)
class FoodPage:
    """portion: words of the portion the amounts are for; is_100_g: it is 100 g, so the amounts are shown once.

    unknown: nutrients judged by amount that have no value.
    """

    food: Food
    data_set: str
    portion: str
    is_100_g: bool
    portions: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    folded: tuple[Section, ...]
    unknown: tuple[str, ...]
    counts_for: tuple[CountsFor, ...]
    legend: tuple[tuple[str, str, str], ...]


def food_page(food: Food, portion: str, portion_grams: float) -> FoodPage:
    """Everything but what depends on the person. Four queries."""
    nutrients = list(Nutrient.objects.exclude(unit=NO_AMOUNT))
    values = {value.nutrient_id: value for value in food.composition.all()}
    sections = list(sections_of(nutrients, values, portion_grams))
    shares = food.shares.select_related("group").prefetch_related("group__feeds__nutrient").order_by("-share")
    return FoodPage(
        food=food,
        data_set=str(DATA_SETS.get(food.data_type, food.data_type)),
        portion=portion,
        is_100_g=portion == "100 g",
        portions=tuple((row.description, f"{level(row.grams)} g") for row in food.portions.all()),
        sections=tuple(section for section in sections if section.is_open),
        folded=tuple(section for section in sections if not section.is_open),
        unknown=tuple(in_language(nutrient.name) for nutrient in nutrients if is_missing(nutrient, values)),
        counts_for=tuple(counts_for(share, portion_grams) for share in shares),
        legend=tuple((how, str(word), str(meaning)) for how, (word, meaning) in DERIVATIONS.items()),
    )


def is_missing(nutrient: Nutrient, values: Mapping[str, FoodNutrient]) -> bool:
    """Whether a verdict on this nutrient has to do without this food: it has no value, or only an estimate."""
    value = values.get(nutrient.tagname)
    is_known = value is not None and value.derivation != FoodNutrient.Derivation.ESTIMATED
    return nutrient.assessment == Nutrient.Assessment.ADEQUACY and not is_known


def sections_of(
    nutrients: Iterable[Nutrient], values: Mapping[str, FoodNutrient], portion_grams: float
) -> Iterable[Section]:
    titles = {kind: _("Basics") for kind in BASICS} | {kind: str(KINDS[kind]) for kind in (*OPEN, *FOLDED)}
    places = {kind.value: place for place, kind in enumerate((*BASICS, *OPEN, *FOLDED))}
    ordered = sorted(nutrients, key=lambda nutrient: places[nutrient.kind])
    for title, members in groupby(ordered, key=lambda nutrient: titles[Kind(nutrient.kind)]):
        rows = list(members)
        shown = tuple(value_of(nutrient, values.get(nutrient.tagname), portion_grams) for nutrient in rows)
        yield Section(title, shown, rows[0].kind not in FOLDED)


def value_of(nutrient: Nutrient, value: FoodNutrient | None, portion_grams: float) -> Value:
    if value is None:
        return Value(nutrient.tagname, in_language(nutrient.name), "", "", UNKNOWN, str(DERIVATIONS[UNKNOWN][0]), "")
    word = str(DERIVATIONS[value.derivation][0])
    if value.low is not None and value.high is not None:
        low, high = (amount(limit, nutrient.decimals) for limit in (value.low, value.high))
        word = _("%(word)s, %(low)s to %(high)s in 100 g") % {"word": word, "low": low, "high": high}
    return Value(
        nutrient.tagname, in_language(nutrient.name),
        f"{amount(value.amount * portion_grams / 100, nutrient.decimals)} {nutrient.unit}",
        f"{amount(value.amount, nutrient.decimals)} {nutrient.unit}",
        value.derivation, word, value.source,
    )  # fmt: skip


def counts_for(share: GroupShare, portion_grams: float) -> CountsFor:
    group, weight = share.group, share.share * portion_grams
    feeds = tuple((source.nutrient_id, in_language(source.nutrient.name)) for source in group.feeds.all())
    eaten = f"{amount(weight, 0 if weight >= EVEN_GRAMS else 1)} g"
    return CountsFor(
        in_language(group.name), eaten, f"{level(group.serving_grams)} g", group.is_plant, feeds, share.basis
    )
