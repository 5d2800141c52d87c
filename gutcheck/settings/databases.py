"""SQLite, or PostgreSQL by DATABASE_URL; and what the processes share besides."""

# isort: off
from gutcheck.sqlite_engine import WAL_SAFE  # before anything of Django's

# isort: on
import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env, env_number
from gutcheck.settings.install import DATA_DIR, HTTPS

LIMITS = "-c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=15000"


def postgres(url: str, name: str, options: str, patience: int) -> Any:
    """A connection a thread, kept for a minute and looked at before each request: no pool is needed beside it.

    patience: [s] then a server that does not answer counts as away, unless the address says otherwise.
    """
    found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if found["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must start with postgresql://; without it SQLite is used.")
    given = {"connect_timeout": patience} | found.get("OPTIONS", {})
    return found | {"OPTIONS": given | {"options": f"{options} {LIMITS}"}}


REPLICA_URL = env("REPLICA_URL")  # a server that follows the first one: reports are read from it (gutcheck.replica)
REPLICA_WAIT = env_number("REPLICA_WAIT", 10)  # [s] for which whoever sent something reads from the first server
REPLICA_COOKIE = "__Host-sent" if HTTPS else "sent"
DATABASE_ROUTERS = ["gutcheck.replica.Router"] if REPLICA_URL else []
if REPLICA_URL and not os.environ.get("DATABASE_URL"):
    raise ImproperlyConfigured("GUTCHECK_REPLICA_URL needs the first server in DATABASE_URL; SQLite has no replica.")

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": postgres(os.environ["DATABASE_URL"], "DATABASE_URL", "-c synchronous_commit=on", 5)}
    if REPLICA_URL:
        read_only = "-c default_transaction_read_only=on"
        DATABASES["replica"] = postgres(REPLICA_URL, "GUTCHECK_REPLICA_URL", read_only, 3)  # then the first answers
        DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
else:
    JOURNAL = (
        "journal_mode=WAL; PRAGMA synchronous=FULL" if WAL_SAFE else "journal_mode=DELETE; PRAGMA synchronous=EXTRA"
    )
    DATABASES = {
        "default": {
            "ENGINE": "gutcheck.turnstile",
            "NAME": str(DATA_DIR / "gutcheck.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": f"PRAGMA {JOURNAL}; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
                " PRAGMA cell_size_check=ON; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;",
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},  # a file, so that tests meet WAL and the turnstile too
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all workers and nodes, for limits on guessing are kept in it. Adding to it is atomic in both.
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
