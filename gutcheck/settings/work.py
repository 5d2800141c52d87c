"""Work in the background, and what is counted over all diaries for the editors."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env, env_number

DATABASE_QUEUE = "django_tasks_db.DatabaseBackend"


def queue_backend() -> str:
    """GUTCHECK_TASKS: the class of another queue, such as one on Celery or RQ; its package says which."""
    name = env("TASKS", DATABASE_QUEUE)
    package, _, rest = name.partition(".")
    if not rest or find_spec(package) is None:  # the class itself may need the settings, which are not ready yet
        raise ImproperlyConfigured(f"GUTCHECK_TASKS is {name!r}; no package {package!r} is installed.")
    return name


TASKS = {"default": {"BACKEND": queue_backend(), "QUEUES": []}}

# A number that fewer people than this stand behind is not shown to an editor: with a neighbour's habits in mind, one or
# two people could be told by what they eat. Three is the least with which nobody who is among them can tell the other.
DESK_PEOPLE = env_number("DESK_PEOPLE", 3)
# So many reports are worked out while an editor waits for the page, more in the background: each is read twice, and a
# hundred took about a second where everybody and every nutrient is concerned (two cores, busy).
DESK_REPORTS_AT_ONCE = env_number("DESK_REPORTS_AT_ONCE", 100)
if DESK_PEOPLE < 1:
    raise ImproperlyConfigured("GUTCHECK_DESK_PEOPLE is 0; write 1 to have every number shown, better 3 or more.")
