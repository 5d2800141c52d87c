"""How gunicorn serves GutCheck: gunicorn -c python:gutcheck.gunicorn gutcheck.wsgi. Its command line goes before."""

import gc
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from gutcheck.settings.install import DATA_DIR
from gutcheck.settings.running import METRICS_LOOPBACK, METRICS_TOKEN

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below it has a name of its own and is its owner's alone
IN_MEMORY = SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK)

preload_app = True  # loaded once; the workers share it
worker_class = "gthread"
workers = 2
threads = 2  # under 32 clients a tenth more answers a second than with 4, and 10 MB less a worker
timeout = 30  # [s]
graceful_timeout = 20  # [s]
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = str(SHARED_MEMORY) if IN_MEMORY else None
# The figures of all workers meet in this folder. In memory: a full disk would kill a worker that maps a file on it.
if (METRICS_TOKEN or METRICS_LOOPBACK) and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    made = tempfile.mkdtemp(prefix="gutcheck-metrics-", dir=SHARED_MEMORY if IN_MEMORY else DATA_DIR)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = made  # before prometheus_client is loaded


def when_ready(server: Any) -> None:
    """Everything is loaded by now but the addresses with their views. No connection may go along into a worker."""
    from django.conf import settings
    from django.db import connections

    import_module(settings.ROOT_URLCONF)
    connections.close_all()
    gc.collect()
    gc.freeze()  # a collector that marked what is shared would make it each worker's own


def child_exit(server: Any, worker: Any) -> None:
    """A worker has gone: what it counted stays, what it was doing at the moment does not."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)
