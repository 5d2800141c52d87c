"""The page of a nutrient: what is said of it, what is rich in it, and which foods logged have no value for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts.models import Profile, User
from diary.charts import width_of
from diary.models import Entry
from diary.own.food import NO_AMOUNT
from diary.own.supplement import UNIT_GRAMS
from diary.suggested.not_eaten import FITS
from diary.twins import Twin, twin_of
from diary.week_page.wording import amount, grams, level
from diary.words import KINDS
from nutrients.in_language import in_language
from nutrients.models import Food, FoodNutrient, GroupShare, Nutrient

RICH = 10  # foods named
DIETS = [("", _lazy("Everything")), *((diet, Profile.Diet(diet).label) for diet in FITS)]
LACKING = 12  # foods named; the rest are counted
LOOKED_BACK = timedelta(days=90)
ESTIMATED = FoodNutrient.Derivation.ESTIMATED


@dataclass(frozen=True, slots=True)
class RichFood:
    """amount: in the usual portion, with its unit."""

    pk: int
    name: str
    portion: str
    amount: str
    width: str
    is_eaten: bool
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """A food of the diary without a value, and the twin that has one; twin_text: how much it has."""

    pk: int
    name: str
    logged: str
    twin: Twin | None
    twin_text: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement of the diary; amount: in one of it."""

    pk: int
    name: str
    unit: str
    amount: str


@dataclass(frozen=True, slots=True)
class Group:
    """A food group that counts as a source."""

    name: str
    serving: str
    grade: str
    citation: str


@dataclass(frozen=True, slots=True)
class NutrientPage:
    """has_amounts: food tables could give an amount of it (not so for live cultures); any_known: some food has one."""

    nutrient: Nutrient
    kind: str
    has_amounts: bool
    grade: str
    diet: str
    rich: tuple[RichFood, ...]
    groups: tuple[Group, ...]
    any_known: bool
    lacking: tuple[Lacking, ...]
    more_lacking: int
    eaten: int
    supplements: tuple[Supplement, ...] = ()


def nutrient_page(nutrient: Nutrient, person: User, today: date, diet: str = "") -> NutrientPage:
    has_amounts = nutrient.unit != NO_AMOUNT
    logged = Entry.objects.of(person).between(today - LOOKED_BACK, today)
    eaten = logged.of_food()
    any_known = known_values(nutrient).exists()
    lacking = list(foods_without_value(nutrient, eaten)) if any_known else []
    return NutrientPage(
        nutrient=nutrient,
        kind=str(KINDS[nutrient.kind]),
        has_amounts=has_amounts,
        grade=nutrient.get_evidence_grade_display() if nutrient.evidence_grade else "",
        diet=diet,
        rich=tuple((rich_foods if has_amounts else foods_of_sources)(nutrient, eaten, everyday_foods(diet))),
        groups=tuple(groups_of(nutrient)),
        any_known=any_known,
        lacking=tuple(lacking_foods(lacking[:LACKING], nutrient, person)),
        more_lacking=max(len(lacking) - LACKING, 0),
        eaten=eaten.order_by().values("portion__food").distinct().count(),
        supplements=tuple(supplements_with(nutrient, logged)) if has_amounts else (),
    )


def supplements_with(nutrient: Nutrient, logged: QuerySet[Entry]) -> Iterator[Supplement]:
    """The supplements of the diary whose labels give some of it, most first."""
    taken = logged.filter(portion__food__is_supplement=True).values("portion__food")
    rows = FoodNutrient.objects.filter(nutrient=nutrient, food__in=taken, amount__gt=0).select_related("food")
    for row in rows.prefetch_related("food__portions").order_by("-amount", "food"):
        portion = next(iter(row.food.portions.all()), None)
        given = amount(row.amount * UNIT_GRAMS / 100, nutrient.decimals)
        yield Supplement(
            row.food.pk, row.food.name, portion.description if portion else "", f"{given} {nutrient.unit}"
        )  # fmt: skip


def everyday_foods(diet: str) -> QuerySet[Food]:
    """Foods in everybody's tables with a usual portion. A diet leaves out what is not known to fit it."""
    foods = Food.objects.everyday()
    return foods.filter(animal_origin__in=FITS[diet]) if diet else foods


def diet_of(asked: str | None, person: User) -> str:
    """The diet the list is for: as asked, else as the person eats; "" for everything."""
    diet = person.profile.diet if asked is None else asked
    return diet if diet in FITS else ""


def rich_foods(nutrient: Nutrient, eaten: QuerySet[Entry], foods: QuerySet[Food]) -> Iterator[RichFood]:
    """Of the everyday foods, those whose usual portion holds most."""
    rows = FoodNutrient.objects.filter(nutrient=nutrient, food__in=foods, amount__gt=0)
    rows = rows.annotate(given=F("amount") * F("food__usual_grams") / 100).order_by("-given", "food")
    best = list(rows.values_list("food", "food__name", "food__usual_grams", "given", "derivation")[:RICH])
    known = eaten_among(eaten, [pk for pk, *_ in best])
    for pk, name, usual, given, how in best:
        text = f"{amount(given, nutrient.decimals)} {nutrient.unit}"
        yield RichFood(pk, name, grams(usual or 0), text, width_of(given / best[0][3]), pk in known, how == ESTIMATED)


def foods_of_sources(nutrient: Nutrient, eaten: QuerySet[Entry], foods: QuerySet[Food]) -> Iterator[RichFood]:
    """Where there is no amount: the everyday foods with most servings of a group that counts, in the usual portion."""
    rows = GroupShare.objects.filter(group__feeds__nutrient=nutrient, food__in=foods).order_by()
    servings = Max(F("share") * F("food__usual_grams") / F("group__serving_grams"))
    ranked = rows.values("food", "food__name", "food__usual_grams").annotate(servings=servings)
    best = list(ranked.order_by("-servings", "food")[:RICH])
    known = eaten_among(eaten, [row["food"] for row in best])
    for row in best:
        said = level(round(row["servings"], 1))
        text = ngettext("%(n)s serving", "%(n)s servings", 1 if said == "1" else 2) % {"n": said}
        pk, portion = row["food"], grams(row["food__usual_grams"] or 0)
        width = width_of(row["servings"] / best[0]["servings"])
        yield RichFood(pk, row["food__name"], portion, text, width, pk in known, is_estimated=False)


def eaten_among(eaten: QuerySet[Entry], foods: list[int]) -> set[int]:
    return set(eaten.filter(portion__food__in=foods).order_by().values_list("portion__food", flat=True))


def groups_of(nutrient: Nutrient) -> Iterator[Group]:
    for source in nutrient.sources.select_related("group").order_by("origin", "group__name"):
        yield Group(
            in_language(source.group.name), f"{level(source.group.serving_grams)} g",
            source.evidence_grade, in_language(source.citation),
        )  # fmt: skip


def known_values(nutrient: Nutrient) -> QuerySet[FoodNutrient]:
    """An estimate is not known."""
    return FoodNutrient.objects.filter(nutrient=nutrient).exclude(derivation=ESTIMATED)


def foods_without_value(nutrient: Nutrient, eaten: QuerySet[Entry]) -> QuerySet:
    """The foods logged that have no value, or only an estimate; those eaten most often first."""
    rows = eaten.exclude(portion__food__in=known_values(nutrient).values("food")).order_by().values("portion__food")
    return rows.annotate(times=Count("pk"), last=Max("eaten_on")).order_by("-times", "-last", "portion__food")


def lacking_foods(rows: list[dict[str, Any]], nutrient: Nutrient, person: User) -> Iterator[Lacking]:
    foods = Food.objects.in_bulk([row["portion__food"] for row in rows])
    for row in rows:
        food = foods[row["portion__food"]]
        times = ngettext("logged once, on %(day)s", "logged %(n)d times, last on %(day)s", row["times"])
        said = times % {"n": row["times"], "day": date_format(row["last"], "j F")}
        twin = twin_of(food, nutrient, person)
        text = ""
        if twin and twin.amount is not None:
            values = {"name": twin.food.name, "amount": amount(twin.amount, nutrient.decimals), "unit": nutrient.unit}
            text = _("%(name)s: %(amount)s %(unit)s in 100 g") % values
        yield Lacking(food.pk, food.name, said, twin, text)
