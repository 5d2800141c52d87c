"""Many people with diaries, for measurements: python bench/people.py 1000 [--weeks N].

Fills the database that GUTCHECK_DATA or DATABASE_URL names (never one with a diary of somebody's own: it stops where
people are that it did not make; the demo person may be there). Each person eats days of the demo diary in an order of
their own, some foods of a day exchanged for other everyday ones, portions larger or smaller, some days left open; who
they are differs too. The same number gives the same people on the same day. Nobody of them can sign in.
"""

import argparse
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "person-{number}@people.example"
BATCH = 500  # people written in one transaction
EXCHANGED = 0.35  # of the entries of a day are another everyday food
OPEN_DAYS = 0.1
WORDS = (("dragon fruit smoothie", 0.05), ("grandma's pie", 0.02), ("xocolatl", 0.01))  # typed and not found, by whom


class Eaten(NamedTuple):
    """One line of the demo diary."""

    meal: str
    portion: int
    quantity: float
    grams: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=int, help="how many")
    parser.add_argument("--weeks", type=int, default=6, help="of diary each, the last day yesterday")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gutcheck.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("load_tables", "--if-empty", verbosity=0)
    stop_among_strangers()
    started = time.perf_counter()
    entries = fill(options.people, options.weeks, timezone.localdate())
    print(f"{options.people} people, {entries} entries, {time.perf_counter() - started:.0f} s")


def stop_among_strangers() -> None:
    from accounts.demo import EMAIL
    from accounts.models import User

    ours = User.objects.filter(email__endswith=ADDRESS.partition("}")[2])
    if ours.exists():
        sys.exit("The people are there already. Take a new folder: GUTCHECK_DATA=...")
    if User.objects.exclude(email=EMAIL).exclude(is_staff=True).exists():
        sys.exit("People are here who were not made up. Take a folder of its own: GUTCHECK_DATA=...")


def fill(people: int, weeks: int, today: date) -> int:
    """Write so many people with their diaries; how many entries."""
    from django.db import transaction

    days, everyday = demo_days(), everyday_portions()
    entries = 0
    for first in range(0, people, BATCH):
        with transaction.atomic():
            made = make_people(range(first, min(first + BATCH, people)), today)
            entries += sum(keep_diary(person, number, weeks, today, days, everyday) for number, person in made)
    return entries


def demo_days() -> list[list[Eaten]]:
    """What was eaten on each day of the demo diary."""
    from django.conf import settings

    from diary.demo import _portions_of, _rows

    path, days = settings.FIXTURES / "demo_entries.csv", defaultdict(list)
    portions = {(str(fdc_id), text): portion for fdc_id, text, portion in _portions_of(_rows(path))}
    for row in _rows(path):
        portion, quantity = portions[row["fdc_id"], row["portion"]], float(row["quantity"])
        eaten = Eaten(row["meal"], portion.pk, quantity, quantity * portion.grams)
        days[row["weeks_ago"], row["weekday"]].append(eaten)
    return list(days.values())


def everyday_portions() -> list[tuple[int, float]]:
    """One portion of every common food: its key and its grams."""
    from nutrients.models import Food, Portion

    rows = Portion.objects.filter(food__in=Food.objects.everyday(), grams__gt=1, grams__lte=400)
    first = {food: (pk, grams) for food, pk, grams in rows.order_by("-position").values_list("food", "pk", "grams")}
    return sorted(first.values())


def make_people(numbers: Sequence[int], today: date) -> list[tuple[int, Any]]:
    from django.contrib.auth.hashers import make_password

    from accounts.models import Profile, User

    users = [User(email=ADDRESS.format(number=number), password=make_password(None)) for number in numbers]
    User.objects.bulk_create(users)
    Profile.objects.bulk_create(
        Profile(user=user, **answers(number, today)) for number, user in zip(numbers, users, strict=True)
    )
    return list(zip(numbers, users, strict=True))


def answers(number: int, today: date) -> dict[str, Any]:
    """Who a person is; one of ten leaves everything open."""
    chance = random.Random(number)
    if chance.random() < 0.1:
        return {}
    sex = chance.choice(["female", "male"])
    return {
        "sex": sex,
        "birth_year": today.year - chance.randint(18, 85),
        "menstruating": chance.choice([True, False]) if sex == "female" else None,
        "diet": chance.choice(["everything", "everything", "mostly_plants", "vegetarian", "vegan", "unusual"]),
        "reference_set": chance.choice(["DRI", "DRI", "DRI", "EFSA"]),
        "weight_kg": chance.choice([None, 60.0, 75.0, 90.0]),
    }


def keep_diary(
    person: Any, number: int, weeks: int, today: date, days: list[list[Eaten]], everyday: list[tuple[int, float]]
) -> int:
    from diary.models import Day, Sentence

    chance = random.Random(f"diary {number}")
    dates = [today - timedelta(days=back) for back in range(weeks * 7, 0, -1)]
    entries = write_entries(person, [(on, line) for on in dates for line in lines_of(chance, days, everyday)])
    Day.objects.bulk_create(
        Day(person=person, date=on, complete=chance.random() > OPEN_DAYS, typical="typical") for on in dates
    )
    Sentence.objects.bulk_create(
        Sentence(
            person=person, eaten_on=dates[-1], meal="lunch", text=words, not_understood=[words],
            key=UUID(int=chance.getrandbits(128)),
        )
        for words, share in WORDS
        if chance.random() < share
    )  # fmt: skip
    return entries


def write_entries(person: Any, lines: list[tuple[date, Eaten]]) -> int:
    """Past the models, which take five times as long; what their fields have for a default is given here."""
    from django.db import connection
    from django.utils import timezone

    from diary.models import Entry

    now, on = connection.ops.adapt_datetimefield_value(timezone.now()), connection.ops.adapt_datefield_value
    rows = [
        (person.pk, on(day), line.meal, line.portion, line.quantity, line.grams, "", uuid4().hex, now)
        for day, line in lines
    ]
    names = "person_id, eaten_on, meal, portion_id, quantity, grams, assumed, key, created_at"
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {Entry._meta.db_table} ({names}) VALUES ({places})", rows)  # noqa: S608 - fixed
    return len(rows)


def lines_of(chance: random.Random, days: list[list[Eaten]], everyday: list[tuple[int, float]]) -> Iterator[Eaten]:
    """A day of the demo diary, as this person ate it."""
    for eaten in chance.choice(days):
        size = chance.choice([0.5, 0.75, 1, 1, 1, 1.5])
        portion, quantity, grams = eaten.portion, eaten.quantity * size, eaten.grams * size
        if chance.random() < EXCHANGED:
            portion, grams = chance.choice(everyday)
            quantity = 1.0
        yield Eaten(eaten.meal, portion, quantity, min(grams, 5000))


if __name__ == "__main__":
    main()
