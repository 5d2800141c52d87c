"""What runs by itself, and when. `manage.py work` keeps it."""

from datetime import time, timedelta

from gutcheck.work.appointments import Appointment
from gutcheck.work.times import Daily, Every

SCHEDULE = (
    Appointment("backup", Daily(time(1, 30)), "gutcheck.safekeeping.making.back_up", timedelta(hours=3)),
    # Every hour, for it is another hour's morning wherever people live; a mail that is not due costs nothing.
    Appointment("weekly mail", Every(timedelta(hours=1)), "diary.handed_out.due.send_all_due", timedelta(hours=6)),
    Appointment("erasures", Every(timedelta(minutes=15)), "accounts.erasing.carry_out_due"),
    Appointment("clearing", Daily(time(2, 30)), "gutcheck.work.clearing.clear"),
    Appointment("counts of the desk", Daily(time(3, 30)), "desk.gaps.jobs.count_all"),
)
