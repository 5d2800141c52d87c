import json as json_
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from diary.models import Meal
from diary.quantities import amount_text
from diary.reading.meal import MealReading, MealRow, read_meal


class Command(BaseCommand):
    help = (
        "Reads a meal as the box on the day page does, and writes nothing. Without a sentence, reads one a line from"
        " standard input and prints a line of JSON for each."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sentence", nargs="?")
        parser.add_argument("--json", action="store_true", help="Print one line of JSON instead of a list.")
        parser.add_argument("--person", metavar="E-MAIL", help="For this person, who is used to some foods.")
        parser.add_argument("--meal", choices=Meal.values, help="The meal it was (by the clock).")

    def handle(self, *, sentence: str | None, json: bool, person: str | None, meal: str | None, **options: Any) -> None:
        eater = eater_of(person)
        now = timezone.now().astimezone(eater.profile.zone) if eater else timezone.localtime()
        at = Meal(meal) if meal else Meal.at(now.time())
        if sentence is None:
            for line in sys.stdin:
                self.stdout.write(as_json(line.rstrip("\r\n"), eater, at, now.date()))
                self.stdout.flush()
        elif json:
            self.stdout.write(as_json(sentence, eater, at, now.date()))
        else:
            self.print_reading(read_meal(sentence, person=eater, meal=at, today=now.date()))

    def print_reading(self, reading: MealReading) -> None:
        for row in reading.rows:
            amount = amount_text(row.quantity, row.portion.description)
            said = ", ".join(row.assumed)
            self.stdout.write(f"{row.food.fdc_id}\t{row.food.name}\t{amount}\t{row.grams:.4g} g\t{said}")
        for phrase in reading.not_understood:
            self.stdout.write(f"?\t{phrase}")


def eater_of(email: str | None) -> User | None:
    if email is None:
        return None
    found = User.objects.filter(email__iexact=email).select_related("profile").first()
    if found is None:
        raise CommandError(f"Nobody has the e-mail address {email}. Leave --person out to read for nobody.")
    return found


def as_json(sentence: str, person: User | None, meal: Meal, today: date) -> str:
    reading = read_meal(sentence, person=person, meal=meal, today=today)
    answer = {
        "sentence": sentence,
        "rows": [row_json(row) for row in reading.rows],
        "not_understood": list(reading.not_understood),
    }
    return json_.dumps(answer, ensure_ascii=False)


def row_json(row: MealRow) -> dict[str, Any]:
    """A food of somebody's own has no number: its fdc_id is null."""
    return {
        "fdc_id": row.food.fdc_id,
        "food": row.food.name,
        "portion": row.portion.description,
        "quantity": round(row.quantity, 4),
        "grams": round(row.grams, 2),
        "assumed": list(row.assumed),
    }
