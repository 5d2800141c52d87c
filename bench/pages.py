"""How quick the pages are, and how heavy: python bench/pages.py [--rounds N] [--runs N] [--only WORD] [--write].

In a database of its own, thrown away afterwards: the shipped tables and three people who logged the same kind of meals
for a month, a year and ten years. Requests go through the WSGI application with the settings of an install, in this
process: every middleware and the compression, no socket and no server before it. Two views of the bench stand for what
cannot be had quicker: an empty one, and one with three small queries; both are reached through the same middleware,
which reads session and person. Beside each page stand the same values without its template ("data"), and beside the
week what it cannot do without: what was eaten and what is known of it ("core"), and the same sums by hand. The cases
take turns in short blocks, so that a busy machine slows all of them alike; compare ratios of one run, not times of two.
A ratio is the median of the ratios of all runs. CPU is this process' own time. DATABASE_URL measures PostgreSQL.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from asking import Browser, Case, measure, queries_of
from bare_views import add_views
from pages_told import BASE, TITLE, heading, table_of_bytes, table_of_goals, table_of_times
from results import ROOT, write

SPANS = {"1 month": 30, "1 year": 365, "10 years": 3650}  # days of diary
FOODS = 150  # that one person's meals are made of
MEALS = {"breakfast": 4, "lunch": 5, "dinner": 5, "snack": 2}  # entries a day
SENTENCE = "2 eggs, toast with butter and half an avocado"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4, help="blocks of every case in a run")
    parser.add_argument("--runs", type=int, default=5, help="whose ratios are worked out apart")
    parser.add_argument(
        "--only", default="", metavar="WORD", help="cases with this word, and the two views of the bench"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into bench/RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gutcheck.settings", "GUTCHECK_DATA": folder}
        sys.path.insert(0, str(ROOT))
        load, started = os.getloadavg()[0], datetime.now().astimezone()
        people, cases = prepare()
        cases = [case for case in cases if not case.span or options.only in case.name]
        queries = {case: queries_of(people[case.span], case) for case in cases}
        runs = [measure(people, cases, options.rounds) for _ in range(options.runs)]
        lines = [
            *heading(started, load, options.rounds, options.runs),
            *table_of_times(runs, queries),
            *table_of_goals(runs),
            *table_of_bytes(people["1 month"], cases),
        ]
    print("\n".join(lines))
    if options.write:
        write("\n".join(lines), TITLE)


def prepare() -> tuple[dict[str, Browser], list[Case]]:
    """Tables, people with their diaries, static files; a browser for each person, and what will be asked."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("load_tables", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    add_views()
    from gutcheck.wsgi import application

    today = timezone.localdate()
    people = {span: Browser(application, *person(span, days, today)) for span, days in SPANS.items()}
    people[""] = people["1 month"]
    return people, list(cases_on(today))


def person(span: str, days: int, today: date) -> tuple[str, str]:
    """Somebody who logged so many days, the last of them today; their session and CSRF secret."""
    from django.test import Client

    from accounts.models import Profile, User

    user = User.objects.create_user(f"{span.replace(' ', '-')}@example.org", "porridge with oat milk")
    Profile.objects.filter(user=user).update(birth_year=today.year - 34, sex="female", menstruating=True)
    keep_diary(user, [today - timedelta(days=back) for back in range(days)])
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client.cookies["sid"].value, "c" * 32


def keep_diary(user: Any, dates: Sequence[date]) -> None:
    """The same meals on the same date for everybody; nine days of ten are complete, today is open."""
    from diary.models import Day, Entry
    from nutrients.models import Portion

    foods = Portion.objects.filter(food__is_common=True, food__usual_grams__isnull=False, food__is_supplement=False)
    portions = list(foods.exclude(description="1 g").order_by("food__fdc_id", "position"))
    chosen = random.Random(7).sample(portions, FOODS)
    entries = [
        Entry(person=user, eaten_on=on, meal=meal, portion=portion, quantity=1, grams=portion.grams)
        for on in dates
        for meal, count in MEALS.items()
        for portion in random.Random(f"{on} {meal}").sample(chosen, count)
    ]
    Entry.objects.bulk_create(entries, batch_size=2000)
    Day.objects.bulk_create(
        Day(person=user, date=on, complete=on.toordinal() % 10 > 0, typical="typical") for on in dates[1:]
    )


def cases_on(today: date) -> Iterator[Case]:
    from diary.weeks import Week
    from nutrients.models import Portion

    portion = Portion.objects.filter(food__is_common=True, food__owner=None).order_by("pk")[0]
    keys = (str(UUID(int=number, version=4)) for number in range(1, 1_000_000))
    week, other_day = Week.of(today).previous, (today - timedelta(days=20)).isoformat()

    def entry() -> dict[str, str]:
        return {
            "key": next(keys), "eaten_on": other_day, "meal": "lunch", "food": str(portion.food_id),
            "portion": str(portion.pk), "quantity": "1",
        }  # fmt: skip

    yield Case("empty view", "", "/bench/empty/")
    yield Case(BASE, "", "/bench/three/")
    for span in SPANS:
        yield Case("day", span, f"/day/{today - timedelta(days=1)}/")
        yield Case("day, data", span, f"/bench/day/{today - timedelta(days=1)}/")
        yield Case("week", span, f"/week/{week}/")
        yield Case("week, data", span, f"/bench/week/{week}/")
        yield Case("week, core", span, f"/bench/core/{week}/")
        yield Case("week, by hand", span, f"/bench/by-hand/{week}/")
        yield Case("why", span, f"/week/{week}/why/FE/")
        yield Case("add an entry", span, "/entries/add/", entry)
        yield Case(
            "read a sentence", span, f"/day/{today}/read/",
            lambda: {"key": next(keys), "text": SENTENCE, "words": SENTENCE, "meal": "breakfast"},
        )  # fmt: skip


if __name__ == "__main__":
    main()
