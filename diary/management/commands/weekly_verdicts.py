import gc
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from diary.everybody import PersonsVerdicts, everybodys_verdicts
from diary.weeks import Week
from nutrients.assessment.verdicts import NutrientVerdict


class Command(BaseCommand):
    help = (
        "Print everybody's verdicts of one week, a line of JSON for each person who logged something. People go by"
        " their pseudonyms. Several processes may each take a share: --share 1/4, 2/4, 3/4, 4/4."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("week", nargs="?", help="ISO week such as 2026-W07; the last one that is over, if left out")
        parser.add_argument(
            "--share", type=_share, default=(1, 1), help="K/N: every Nth person, beginning with the Kth"
        )

    def handle(self, *args: Any, week: str | None, share: tuple[int, int], verbosity: int, **options: Any) -> None:
        try:
            chosen = Week.parse(week) if week else Week.of(timezone.localdate()).previous
        except ValueError as error:
            raise CommandError(f"{error}.") from None
        active = User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)
        people = list(active)[share[0] - 1 :: share[1]]
        gc.freeze()  # what is loaded by now stays: the collector need not look at it again for every batch
        found = everybodys_verdicts(people, chosen)
        for one in tqdm(found, total=len(people), disable=verbosity == 0 or not sys.stderr.isatty(), leave=False):
            self.stdout.write(json.dumps(_line(one, chosen), separators=(",", ":")))


def _share(text: str) -> tuple[int, int]:
    which, _, of = text.partition("/")
    if not (which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise ArgumentTypeError(f"{text!r} is no share; write one like 1/4")
    return int(which), int(of)


def _line(one: PersonsVerdicts, week: Week) -> dict[str, Any]:
    return {
        "person": one.profile.user.pseudonym,
        "week": str(week),
        "release": one.release,
        "complete_days": sum(day.complete for day in one.days),
        "nutrients": {found.tagname: _figures(found) for found in one.verdicts},
    }


def _figures(found: NutrientVerdict) -> dict[str, Any]:
    """null is unknown, never zero. Amounts are of food, in the nutrient's unit a day."""
    intake, probability = found.evidence.intake, found.probability
    return {
        "verdict": found.verdict.value,
        "rule": found.finding.rule,
        "reason": found.finding.reason and found.finding.reason.value,
        "recorded": intake.recorded and round(intake.recorded, 6),
        "known_share": intake.known_share and round(intake.known_share, 4),
        "probability": None if probability is None else round(probability, 4),
    }
