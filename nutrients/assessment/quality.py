"""How far a log can be trusted: which days count, and whether it looks cut short."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from nutrients.assessment.eaten import DayIntake
from nutrients.assessment.reference import Person
from nutrients.assessment.tables import RuleSettings

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LogQuality:
    """How much of the period can be judged. Energy [kcal a day]; None = cannot be worked out."""

    complete_days: int
    weekend_days: int
    open_days: int
    energy: float | None = None
    basal_rate: float | None = None
    energy_limit: float | None = None

    @property
    def looks_cut_short(self) -> bool:
        """True when the energy logged is less than a body of that size plausibly lives on; unknown size: not judged."""
        if self.energy is None or self.basal_rate is None or self.energy_limit is None:
            return False
        return self.energy < self.energy_limit


def log_quality(days: Sequence[DayIntake], person: Person, settings: RuleSettings) -> LogQuality:
    """Days that count, and whether the log looks cut short (Goldberg cut-off; Black 2000, Int J Obes 24:1119-1130)."""
    complete = [day for day in days if day.complete]
    weekend = sum(day.date.weekday() >= SATURDAY for day in complete)
    opened = sum(not day.complete and bool(day.eaten) for day in days)
    energy = _mean_energy(complete)
    rate = basal_rate(person)
    limit = None
    if rate is not None and complete:
        spread = sqrt(settings.intake_cv**2 / len(complete) + settings.bmr_cv**2 + settings.pal_cv**2)
        limit = rate * settings.pal_expected * exp(-settings.under_report_sds * spread)
    return LogQuality(len(complete), weekend, opened, energy, rate, limit)


def _mean_energy(days: Sequence[DayIntake]) -> float | None:
    """[kcal a day], foods without an energy value at a mean density; None where no day has one.

    A day without food is a day of 0 kcal; a day whose foods tell no density is left out.
    """
    told = [day for day in days if _energy_is_told(day)]
    return sum(day.weight for day in told) / len(told) if told else None


def _energy_is_told(day: DayIntake) -> bool:
    return any(day.energies) or None not in day.energies


def basal_rate(person: Person) -> float | None:
    """Resting energy [kcal a day], the smallest the answers allow; None without weight and height.

    Mifflin MD, St Jeor ST et al. 1990, Am J Clin Nutr 51:241-247.
    """
    if person.weight_kg is None or person.height_cm is None or not person.stages:
        return None
    size = 10 * person.weight_kg + 6.25 * person.height_cm
    return min(size - 5 * stage.age + (5 if stage.sex == "male" else -161) for stage in person.stages)
