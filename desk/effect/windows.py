"""Which reports a change is counted over: the open ones of late, of the people it can bear on."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Profile, User
from diary.models import Entry, SavedReport, Sentence
from diary.weeks import Week

# What people still look at: the week that is on and the three before it. An older week can be opened, and reads by the
# newest tables too, but hardly anybody decides by it; a year of weeks would take twelve times as long to count.
WEEKS = 4
PIECE = 1000


def weeks_of(profile: Profile, now: datetime) -> list[Week]:
    """Oldest first, by the person's own clock."""
    weeks = [Week.of(now.astimezone(profile.zone).date())]
    while len(weeks) < WEEKS:
        weeks.insert(0, weeks[0].previous)
    return weeks


def span(now: datetime) -> tuple[date, ...]:
    """The days of these weeks, wherever somebody lives."""
    first = Week.of(now.date() - timedelta(days=1 + 7 * (WEEKS - 1))).first_day
    last = Week.of(now.date() + timedelta(days=1)).last_day
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def logged_foods(foods: Collection[int], since: date) -> set[int]:
    """Those of these foods that anybody logged since."""
    found: set[int] = set()
    ids = sorted(foods)
    for start in range(0, len(ids), PIECE):
        rows = Entry.objects.filter(eaten_on__gte=since, portion__food__in=ids[start : start + PIECE])
        found.update(rows.order_by().values_list("portion__food", flat=True).distinct())
    return found


def people_who_log(since: date) -> QuerySet[User]:
    """Everybody with something in their log since, words that nobody has looked at included."""
    logged = Entry.objects.filter(person=OuterRef("pk"), eaten_on__gte=since)
    said = Sentence.objects.filter(person=OuterRef("pk"), eaten_on__gte=since)
    return User.objects.filter(Exists(logged) | Exists(said))


def people_who_ate(foods: Iterable[int], since: date) -> QuerySet[User]:
    rows = Entry.objects.filter(portion__food__in=list(foods), eaten_on__gte=since)
    return User.objects.filter(pk__in=rows.order_by().values("person"))


def kept_weeks(people: Collection[int], since: date) -> set[tuple[int, date]]:
    """(person, first day) of the weeks whose report is kept: it stays as it is."""
    rows = SavedReport.objects.filter(person__in=people, first_day__gte=since)
    return set(rows.order_by().values_list("person_id", "first_day"))
