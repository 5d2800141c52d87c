"""SQLite, or PostgreSQL by DATABASE_URL; and what the processes share besides."""

# isort: off
from gutcheck.sqlite_engine import WAL_SAFE  # before anything of Django's

# isort: on
import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env
from gutcheck.settings.install import DATA_DIR

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config(conn_max_age=60, conn_health_checks=True)}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://; without it SQLite is used.")
    DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
        "options": "-c synchronous_commit=on -c statement_timeout=15000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=15000"
    }
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
                " PRAGMA cell_size_check=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
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
