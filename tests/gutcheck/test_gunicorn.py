"""What the server does before its workers are there."""

import gc
import subprocess
import sys

import pytest
from django.db import connections

from gutcheck import gunicorn


def test_workers_get_what_is_loaded_and_no_connection(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """A connection that two processes share is a broken one."""
    done: list[str] = []
    monkeypatch.setattr(type(connections), "close_all", lambda self: done.append("closed"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("frozen"))
    gunicorn.when_ready(None)
    assert done == ["closed", "frozen"]
    assert settings.ROOT_URLCONF in sys.modules
    assert gunicorn.preload_app


def test_few_processes_ever_need_a_spreadsheet() -> None:
    """openpyxl is 10 MB in every worker."""
    code = "import django; django.setup(); import gutcheck.urls, sys; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
