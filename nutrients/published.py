"""The tables as they stand, read once and handed to the assessment as frozen values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import groupby
from typing import Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Exists, OuterRef, Q, Subquery

from nutrients import models
from nutrients.assessment.intake import Composition, Estimate
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


class _Tagged(Protocol):
    @property
    def tagname(self) -> str: ...


Row = TypeVar("Row", bound=_Tagged)


def published_tables(reference_set: str, stages: Iterable[LifeStage]) -> Tables:
    """All tables that bear on these life stages under one reference set. Six queries, whatever their size."""
    ages = [stage.age for stage in stages] or [0]
    span = (min(ages), max(ages))
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


class NamedFood(Protocol):
    """A food as far as a diary names it."""

    food_id: int
    name: str
    usual_grams: float | None
    makeup_known: bool


def compositions(foods: Iterable[NamedFood], tagnames: Iterable[str]) -> dict[int, Composition]:
    """What is known of these foods, by id: two queries. An estimate never becomes a known amount."""
    named = {food.food_id: food for food in foods}
    amounts: dict[int, dict[str, float]] = {pk: {} for pk in named}
    estimates: dict[int, dict[str, Estimate]] = {pk: {} for pk in named}
    for pk, tagname, amount, low, high, derivation in (
        FoodNutrient.objects.filter(food__in=list(named), nutrient__in=[*tagnames, ENERGY])
        .values_list("food_id", "nutrient_id", "amount", "low", "high", "derivation")
        .order_by()
    ):
        if derivation == FoodNutrient.Derivation.ESTIMATED:
            estimates[pk][tagname] = Estimate(amount, amount if low is None else low, amount if high is None else high)
        else:
            amounts[pk][tagname] = amount
    shares: dict[int, dict[str, float]] = {pk: {} for pk in named}
    rows = GroupShare.objects.filter(food__in=list(named)).values_list("food_id", "group__key", "share").order_by()
    for pk, group, share in rows:
        shares[pk][group] = share
    return {
        pk: Composition(
            pk, food.name, amounts[pk].get(ENERGY), amounts[pk], estimates[pk], shares[pk],
            food.usual_grams, food.makeup_known,
        )
        for pk, food in named.items()
    }  # fmt: skip
