"""Look at everything that goes wrong with installs, and say what to do."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gutcheck.health import of_data, of_machine, of_settings
from gutcheck.health.findings import Finding, Level
from gutcheck.safekeeping import disk


class Command(BaseCommand):
    help = "Look this install over: how it stands, and what to do. The exit status is 1 where something must be done."
    requires_system_checks = []  # what they refuse is among the findings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--free-ballast", action="store_true", help="let the 16 MB go that are put by")
        parser.add_argument("--lay-ballast", action="store_true", help="put them by, where there is room")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["free_ballast"]:
            self.stdout.write("Let go." if disk.release_ballast() else "It was gone already.")
            return
        if options["lay_ballast"]:
            self.stdout.write(
                "Put by." if disk.lay_ballast() else "Not done: there is no room, or it is there already."
            )
            return
        now = timezone.now()
        found = [finding for part in (of_machine, of_settings, of_data) for finding in part.findings(now)]
        for finding in found:
            self.say(finding)
        counts = Counter(finding.level for finding in found)
        if counts[Level.ACT]:
            raise CommandError(f"{counts[Level.ACT]} to do, {counts[Level.LOOK]} to look at")
        self.stdout.write(f"Nothing must be done; {counts[Level.LOOK]} to look at.")

    def say(self, finding: Finding) -> None:
        style = {Level.ACT: self.style.ERROR, Level.LOOK: self.style.WARNING}.get(finding.level, str)
        self.stdout.write(f"{style(f'{finding.level:8}')} {finding.about:12} {finding.text}")
        if finding.advice:
            self.stdout.write(f"{'':8} {'':12} -> {finding.advice}")
