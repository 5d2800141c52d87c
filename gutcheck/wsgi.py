"""WSGI entry point: gunicorn gutcheck.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gutcheck.settings")
application = get_wsgi_application()

from accounts.security.checks import refuse_to_start  # noqa: E402 - once the apps are there
from gutcheck.safekeeping import start_checks  # noqa: E402 - settings come first

refuse_to_start()
start_checks.refuse_to_start()
