import logging
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from gutcheck.work import appointments, queue
from gutcheck.work.faults import told
from gutcheck.work.schedule import SCHEDULE

logger = logging.getLogger(__name__)
PAUSE = 1.0  # [s] between two looks at an empty queue
LOOK = 20.0  # [s] between two looks at the schedule, and for tasks whose worker died


class Command(BaseCommand):
    help = (
        "Do what is to be done in the background: tasks of the queue, and what the schedule says. As many of these as"
        " you like may run, on one machine or several: nothing is done twice. Ends with Ctrl-C or SIGTERM, after the"
        " piece of work in hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is to be done now, and end")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end when this process, which started it, has ended"
        )

    def handle(self, *args: Any, once: bool, beside: int | None, verbosity: int, **options: Any) -> None:
        self.stopped, self.busy, self.parent, self.once, self.next_look = False, False, beside, once, 0.0
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid4().hex[:8]}"
        for number in (signal.SIGINT, signal.SIGTERM) if not once else ():
            signal.signal(number, self.stop)
        if not queue.is_here():
            logger.info("Another queue carries out the tasks; this process keeps the schedule.")
        if verbosity > 1:
            self.stdout.write("Working.")
            self.stdout.flush()
        while self.round() or not (once or self.stopped):
            if self.is_alone():
                break

    def round(self) -> bool:
        """The appointments that have come, and one task; False after a pause where there was nothing to do."""
        self.busy = True
        try:
            close_old_connections()
            did = self.look() | self.do_task()
        except Exception as error:  # the database is away, say: it will be back
            logger.error("%s", told(error))
            did = False
        self.busy = False
        if not (did or self.stopped or self.once):
            time.sleep(PAUSE)
        return did and not self.stopped

    def look(self) -> bool:
        """Whether there was something to do."""
        if time.monotonic() < self.next_look:
            return False
        self.next_look = time.monotonic() + LOOK
        queue.give_back_stale(timezone.now())
        return bool(appointments.keep(SCHEDULE, timezone.now))

    def do_task(self) -> bool:
        result = queue.next_task(self.name, timezone.now()) if queue.is_here() else None
        if result is not None:
            queue.carry_out(result, timezone.now())
        return result is not None

    def is_alone(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def stop(self, number: int, frame: FrameType | None) -> None:
        """The piece in hand is finished first; asked twice, it is left."""
        if self.stopped or not self.busy:
            sys.exit(0)
        self.stopped = True
