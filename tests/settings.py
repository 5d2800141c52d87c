"""The settings under test: GutCheck's own, with a folder apart, plain static files and quick passwords."""

import os
from pathlib import Path

os.environ.setdefault("GUTCHECK_DATA", str(Path(__file__).resolve().parent.parent / "data" / "tests"))
os.environ.setdefault("GUTCHECK_PLAIN_STATIC", "1")

from gutcheck.settings import *  # noqa: F403 - all of them, but for what follows

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # one per process, so per worker
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "gutcheck.E001"]  # noqa: F405 - that cache is no install's
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405 - nothing is collected in tests
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # no worker runs in a test
