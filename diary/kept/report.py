"""A report as it is kept: everything that went in and came out, packed into one JSON object with a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from accounts.models import Profile
from diary.kept.packing import VERSION, body_of, packed
from diary.kept.values import Json, Reader, Unreadable, Writer
from nutrients.assessment.coverage import CoverageReport
from nutrients.assessment.eaten import Composition
from nutrients.assessment.reference import IntakePrior, ReferenceIntake, RequirementDistribution
from nutrients.assessment.tables import FoodGroup, Nutrient, RuleSettings
from nutrients.models import Food

# A food must be one object on all its days, for that is how a day counts it once; the others only save room.
SHARED = (
    Composition, FoodGroup, IntakePrior, Nutrient, ReferenceIntake, RequirementDistribution, RuleSettings
)  # fmt: skip
# Fields that came without a default after reports had been kept: class -> field -> what those reports were made with.
LATER: Mapping[str, Mapping[str, Json]] = {}
ANSWERS = (
    "birth_year", "sex", "physiology", "menstruating", "oral_contraceptive", "diet", "reference_set", "weight_kg",
    "height_cm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as it was shown.

    answers    the person's answers as they stood; the profile is not in the database
    kept_on    the person's date when it was kept
    own_foods  ids of the foods in it that the person had made themself
    """

    report: CoverageReport
    answers: Profile
    kept_on: date
    own_foods: frozenset[int]


def as_kept(report: CoverageReport, profile: Profile, kept_on: date) -> Json:
    """What SavedReport.report holds; read_kept() gives back the same report, float for float."""
    writer = Writer(SHARED)
    body = {
        "kept_on": kept_on.isoformat(),
        "answers": {name: getattr(profile, name) for name in ANSWERS},
        "own_foods": sorted(own_foods_in(report, profile)),
        "report": writer.write(report),
        "shared": writer.shared,
    }
    return {"version": VERSION, "release": report.tables.release, "packed": packed(body)}


def own_foods_in(report: CoverageReport, profile: Profile) -> frozenset[int]:
    """Ids of the foods the report names that belong to the person."""
    eaten = {food.food.food_id for day in report.days for food in (*day.eaten, *day.supplements)}
    suggested = {food.food_id for food in chain.from_iterable(row.suggestions for row in report.nutrients)}
    own = Food.objects.filter(owner=profile.user, pk__in=eaten | suggested)
    return frozenset(own.values_list("pk", flat=True))


def read_kept(kept: Json) -> KeptReport:
    """Raises Unreadable for what a newer GutCheck kept, and for what is damaged."""
    body = body_of(kept)
    try:
        return from_body(body)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def from_body(body: Json) -> KeptReport:
    """The report of what is packed."""
    reader = Reader(SHARED, body["shared"], LATER)
    answers = {name: body["answers"][name] for name in ANSWERS if name in body["answers"]}
    return KeptReport(
        reader.read(CoverageReport, body["report"]),
        Profile(**answers),
        date.fromisoformat(body["kept_on"]),
        frozenset(body["own_foods"]),
    )
