"""Backups, what is told about this install to those who run it, and its log."""

import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env, env_flag
from gutcheck.settings.install import DATA_DIR

BACKUP_DIR = Path(env("BACKUPS") or DATA_DIR / "backups")  # better on another disk
POSTGRES_PROGRAMS = env("POSTGRES_PROGRAMS")  # the folder of pg_dump and pg_restore, else those that are found

# --- figures for Prometheus: off, for whoever holds a token, or for programs of this machine -------------------------
METRICS_TOKEN = env("METRICS_TOKEN")
METRICS_LOOPBACK = env_flag("METRICS_LOOPBACK", default=False)
if METRICS_TOKEN and not re.fullmatch(r"[\x21-\x7e]{24,}", METRICS_TOKEN):
    raise ImproperlyConfigured("GUTCHECK_METRICS_TOKEN must be 24 characters or more, without spaces.")

# --- logging: no bodies, no query strings, no diary text ----------------------------------------------------------
if (LOG := env("LOG", "text")) not in {"text", "json"}:
    raise ImproperlyConfigured(f"GUTCHECK_LOG is {LOG!r}; write text or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "gutcheck.logs.JsonLines" if LOG == "json" else "gutcheck.logs.Lines"}},
    "filters": {
        "tokens": {"()": "gutcheck.logs.WithoutTokens"},
        "outages": {"()": "gutcheck.store.away.WithoutTraces"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens", "outages"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
