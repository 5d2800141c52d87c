"""`manage.py work` as nodes.py needs it: an appointment every six seconds.

A dead worker is missed after three seconds, and what it had in hand is begun again a second later, not a minute.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MISSED_AFTER = timedelta(seconds=3)


def main() -> None:
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gutcheck.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from gutcheck.work import queue
    from gutcheck.work.appointments import Appointment
    from gutcheck.work.management.commands import work
    from gutcheck.work.times import Every

    work.SCHEDULE = (Appointment("bench", Every(timedelta(seconds=6)), "acts.appointment", MISSED_AFTER),)
    work.LOOK, work.PAUSE, queue.MAY_TAKE = 0.1, 0.05, MISSED_AFTER
    queue.wait_after = lambda attempts: timedelta(seconds=1)
    call_command("work", verbosity=0)


if __name__ == "__main__":
    main()
