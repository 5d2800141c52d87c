"""The tables as they stand, handed to the assessment as frozen values.

Each process keeps what it read until the tables change: one short query (nutrients.changes) stands for eight. Values
are shared by reports and threads, so nobody may change one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import groupby
from sys import intern
from typing import Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Exists, OuterRef, Q, Subquery

from nutrients import changes, models
from nutrients.assessment.eaten import Composition, Estimate
from nutrients.assessment.reference import LifeStage, RequirementDistribution
from nutrients.assessment.tables import FoodGroup, NutrientSource, RuleSettings, Tables
from nutrients.models import (
    FoodNutrient,
    GroupShare,
    IntakePrior,
    Nutrient,
    ReferenceIntake,
    RequirementPercentile,
    RuleSetting,
)

ENERGY = "ENERC_KCAL"
KEPT_TABLES = 100  # of so many spans of ages and reference sets
KEPT_FOODS = 3000
OLDEST = 130  # [y]


class _Tagged(Protocol):
    @property
    def tagname(self) -> str: ...


Row = TypeVar("Row", bound=_Tagged)
Value = TypeVar("Value")
Version = tuple[int, int]


def published_tables(reference_set: str, stages: Iterable[LifeStage]) -> Tables:
    """All tables that bear on these life stages under one reference set."""
    ages = [stage.age for stage in stages] or [0]
    return _tables(changes.version(), reference_set, (min(ages), max(ages)))


def all_tables(reference_set: str) -> Tables:
    """The same for people of every age."""
    return _tables(changes.version(), reference_set, (0, OLDEST))


def tables_anew(reference_set: str) -> Tables:
    """The same as all_tables(), read from the database whatever is kept, and not kept: for a trial of a draft."""
    return _tables.__wrapped__((0, 0), reference_set, (0, OLDEST))


@lru_cache(maxsize=KEPT_TABLES)
def _tables(version: Version, reference_set: str, span: tuple[int, int]) -> Tables:
    """Six queries, whatever their size. version: read before them, so that a change between is met the next time."""
    references = ReferenceIntake.objects.for_ages(*span).filter(reference_set=reference_set)
    groups, sources = _groups_and_sources()
    settings, release = _settings_and_release()
    return Tables(
        release=release,
        nutrients=tuple(nutrient.as_value() for nutrient in _assessed_nutrients(reference_set)),
        references=_by_tagname(row.as_value() for row in references),
        distributions=_by_tagname(_distributions(RequirementPercentile.objects.for_ages(*span))),
        priors=_by_tagname(row.as_value() for row in IntakePrior.objects.for_ages(*span)),
        sources=_by_tagname(sources),
        groups=groups,
        settings=settings,
    )


def _assessed_nutrients(reference_set: str) -> Iterable[Nutrient]:
    """Those a report speaks of: with a verdict, with a reference, or counted by another one's upper level."""
    in_set = ReferenceIntake.objects.filter(reference_set=reference_set)
    return Nutrient.objects.filter(
        ~Q(assessment=Nutrient.Assessment.AMOUNT)
        | Exists(in_set.filter(nutrient=OuterRef("pk")))
        | Exists(in_set.filter(ul_nutrient=OuterRef("pk")))
    )


def _distributions(rows: Iterable[RequirementPercentile]) -> Iterable[RequirementDistribution]:
    """Points -> one distribution for each set, nutrient and life stage; the rows come in that order."""
    for (reference_set, tagname, _), points in groupby(
        rows, key=lambda row: (row.reference_set, row.nutrient_id, row.life_stage)
    ):
        curve = list(points)
        yield RequirementDistribution(
            tagname,
            reference_set,
            curve[0].as_life_stage(),
            tuple(point.percentile for point in curve),
            tuple(point.requirement for point in curve),
            curve[0].source,
        )


def _groups_and_sources() -> tuple[dict[str, FoodGroup], list[NutrientSource]]:
    """Every food group by key, and which nutrients it counts for."""
    rows = models.FoodGroup.objects.order_by("key", "feeds__nutrient").values_list(
        "key", "name", "serving_grams", "is_plant", "survives_cooking",
        "feeds__nutrient", "feeds__origin", "feeds__evidence_grade", "feeds__citation",
    )  # fmt: skip
    groups, sources = {}, []
    for key, name, serving, is_plant, survives_cooking, tagname, *source in rows:
        groups[key] = FoodGroup(key, name, serving, is_plant, survives_cooking)
        if tagname:
            sources.append(NutrientSource(tagname, key, *source))
    return groups, sources


def _settings_and_release() -> tuple[RuleSettings, str]:
    """Every number of the rules, and the newest release. ImproperlyConfigured names the rows that are missing."""
    newest = Subquery(models.TableRelease.objects.values("version")[:1])
    rows = RuleSetting.objects.values_list("key", "value", newest)
    values = {key: value for key, value, _ in rows}
    names = {field.name for field in fields(RuleSettings)}
    if missing := sorted(names - values.keys()):
        raise ImproperlyConfigured(
            f"The table of rule settings has no row for {', '.join(missing)}. Run: manage.py load_tables"
        )
    return RuleSettings(**{name: values[name] for name in names}), rows[0][2] or ""


def _by_tagname(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.tagname].append(row)
    return {tagname: tuple(rows) for tagname, rows in found.items()}


def rule_numbers() -> Mapping[str, float]:
    """The numbers of the rules by key, as far as the tables have them."""
    return _rule_numbers(changes.version())


@lru_cache(maxsize=2)
def _rule_numbers(version: Version) -> Mapping[str, float]:
    return dict(RuleSetting.objects.order_by().values_list("key", "value"))


class NamedFood(Protocol):
    """A food as far as a diary names it."""

    @property
    def food_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def usual_grams(self) -> float | None: ...
    @property
    def makeup_known(self) -> bool: ...


@dataclass(slots=True)
class Known:
    """What the tables know of one food, per 100 g, of every nutrient; an absent key is unknown."""

    amounts: dict[str, float] = field(default_factory=dict)
    estimates: dict[str, Estimate] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)


_kept: tuple[Version | None, dict[int, Known]] = None, {}  # a version of the tables, and the foods read under it


def compositions(foods: Iterable[NamedFood], tagnames: Iterable[str]) -> dict[int, Composition]:
    """What is known of these foods, of these nutrients and energy, by id. An estimate never becomes a known amount."""
    named = {food.food_id: food for food in foods}
    known, wanted = _known(changes.version(), named), {*tagnames, ENERGY}
    return {
        pk: Composition(
            pk, food.name, known[pk].amounts.get(ENERGY), _of(wanted, known[pk].amounts),
            _of(wanted, known[pk].estimates), known[pk].shares, food.usual_grams, food.makeup_known,
        )
        for pk, food in named.items()
    }  # fmt: skip


def _of(tagnames: set[str], values: Mapping[str, Value]) -> dict[str, Value]:
    return {tagname: value for tagname, value in values.items() if tagname in tagnames}


def _known(version: Version, foods: Collection[int]) -> Mapping[int, Known]:
    """Of the foods with these ids: no query for those read before under this version of the tables, else two."""
    global _kept
    if _kept[0] != version or len(_kept[1]) > KEPT_FOODS:
        _kept = version, {}
    known = _kept[1]  # only ever added to, for other threads read it too
    if missing := [pk for pk in foods if pk not in known]:
        known |= _read(missing)
    return known


def unknown_of(foods: Collection[int]) -> Mapping[int, int]:
    """Food id -> for how many of the nutrients judged by amount it has no value; an estimate is none."""
    version = changes.version()
    judged, known = _judged(version), _known(version, foods)
    return {pk: len(judged - known[pk].amounts.keys()) for pk in foods}


@lru_cache(maxsize=2)
def _judged(version: Version) -> frozenset[str]:
    rows = Nutrient.objects.filter(assessment=Nutrient.Assessment.ADEQUACY)
    return frozenset(rows.values_list("tagname", flat=True))


def known_anew(foods: Sequence[int]) -> dict[int, Known]:
    """What is known of these foods, by id, read from the database whatever is kept, and not kept."""
    return _read(foods)


def _read(foods: Sequence[int]) -> dict[int, Known]:
    known = {pk: Known() for pk in foods}
    rows = FoodNutrient.objects.filter(food__in=foods).order_by()
    for pk, tagname, amount, low, high, derivation in rows.values_list(
        "food_id", "nutrient_id", "amount", "low", "high", "derivation"
    ):
        name = intern(tagname)
        if derivation == FoodNutrient.Derivation.ESTIMATED:
            known[pk].estimates[name] = Estimate(
                amount, amount if low is None else low, amount if high is None else high
            )
        else:
            known[pk].amounts[name] = amount
    shares = GroupShare.objects.filter(food__in=foods).order_by()
    for pk, group, share in shares.values_list("food_id", "group__key", "share"):
        known[pk].shares[intern(group)] = share
    return known
