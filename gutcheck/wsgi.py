"""WSGI entry point: gunicorn gutcheck.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gutcheck.settings")
application = get_wsgi_application()
