"""The effect of one draft as something to count: whose diaries, and what is read in them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from time import monotonic

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from accounts.models import Profile
from desk import counting
from desk.effect.compared import Compared, compared
from desk.effect.draft import Change, basis_of, change_of, concerns_everybody
from desk.effect.tally import Json, Tally
from desk.effect.windows import kept_weeks, people_who_ate, people_who_log, span, weeks_of
from diary.everybody import Larder, Log
from diary.report import days_of
from diary.weeks import Week
from nutrients.assessment.eaten import Composition
from nutrients.changesets.acts import Refused
from nutrients.models import ChangeSet

REFUSED, BROKEN = "refused", "broken"  # why a count stopped, as Count.problem
PIECE = 20.0  # [s] that one task counts before the next one has its turn


class Effect:
    """counting.Job. Tried out once, then counted against what was read in the trial."""

    def __init__(self, changeset: ChangeSet, now: datetime) -> None:
        self.changeset, self.now = changeset, now
        self.subject, self.dates = f"effect:{changeset.pk}", span(now)
        self._change: Change | None = None
        self._larder: Larder | None = None

    @property
    def change(self) -> Change:
        if self._change is None:
            self._change = change_of(self.changeset, self.dates[0])
        return self._change

    @property
    def larder(self) -> Larder:
        if self._larder is None:
            tables = (*self.change.before.values(), *self.change.after.values())
            self._larder = Larder(frozenset(nutrient.tagname for found in tables for nutrient in found.nutrients))
        return self._larder

    def basis(self) -> str:
        return basis_of(self.changeset)

    def people(self) -> QuerySet:
        """Everybody who logs, or who ate one of the foods. Nobody where the draft changes no figure."""
        people = people_who_log(self.dates[0])
        if not self.change.touched:
            return people.none()
        if concerns_everybody(self.changeset):
            return people
        return people_who_ate(self.change.foods, self.dates[0])

    def tally(self, so_far: Json | None) -> Tally:
        return Tally.from_json(so_far) if so_far else Tally()

    def add(self, tally: Tally, people: Sequence[int]) -> None:
        logs, foods = self.larder.logs(people, self.dates)
        kept, after = kept_weeks(people, self.dates[0]), self.change.known(foods)
        for profile in Profile.objects.filter(user__in=logs):
            log = logs[profile.user_id]
            weeks = [week for week in weeks_of(profile, self.now) if (profile.user_id, week.first_day) not in kept]
            tally.add([self._report(profile, week, log, foods, after) for week in weeks if _is_logged(log, week)])

    def _report(
        self, profile: Profile, week: Week, log: Log, foods: Mapping[int, Composition], after: Mapping[int, Composition]
    ) -> Iterator[Compared]:
        change, person = self.change, profile.as_person(week.last_day)
        rows = [row for row in log.eaten if row.eaten_on in week]
        days, as_if = days_of(week.days, rows, foods, log.marks), change.eaten(rows)
        days_after = days if as_if is rows else days_of(week.days, as_if, after, log.marks)
        before, later = change.before[person.reference_set], change.after[person.reference_set]
        return compared(days, days_after, person, before, later, change.touched)

    def told(self, tally: Tally) -> Json:
        return tally.as_json()


def _is_logged(log: Log, week: Week) -> bool:
    return any(row.eaten_on in week for row in log.eaten)


@task()
def count_effect(pk: int) -> None:
    """A piece of the count for one draft; where that does not end it, another one is asked for."""
    changeset = ChangeSet.objects.filter(pk=pk).first()
    if changeset is None:
        return
    effect, began = Effect(changeset, timezone.now()), monotonic()
    try:
        is_done = counting.carry_on(effect, effect.now, lambda: monotonic() - began > PIECE)
    except Refused:
        counting.failed(effect, REFUSED)
        return
    except Exception:
        counting.failed(effect, BROKEN)
        raise
    if not is_done:
        count_effect.enqueue(pk)
