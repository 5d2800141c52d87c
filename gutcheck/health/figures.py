"""What Prometheus reads: requests as they were counted, and how the install stands at this moment."""

import os
from collections.abc import Iterator
from datetime import datetime

from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from diary.models import Entry
from gutcheck.safekeeping import disk
from gutcheck.safekeeping.manifest import last_good

CONTENT_TYPE = CONTENT_TYPE_LATEST
REQUESTS = Counter("gutcheck_requests", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram(
    "gutcheck_request_seconds", "Time to answer.", ["route"], buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
)


class Standing:
    """Asked anew for every reading; the same whichever process answers."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        room, last = disk.room(), last_good()
        yield gauge("gutcheck_entries", "Rows in the diaries.", Entry.objects.count())
        yield gauge("gutcheck_tasks_waiting", "Tasks in the queue of the database.", waiting_tasks())
        yield gauge("gutcheck_disk_free_bytes", "Room left on the disk of the data folder.", room.free)
        yield gauge("gutcheck_disk_bytes", "Size of that disk.", room.total)
        if last:
            age = (self.now - last.made_at).total_seconds()
            yield gauge("gutcheck_backup_age_seconds", "Age of the last backup that was tried and is good.", age)


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def waiting_tasks() -> int:
    return DBTaskResult.objects.ready().count()


def exposition(now: datetime) -> bytes:
    """In Prometheus' own text. Several workers: each keeps a file, and all files are added up."""
    standing = CollectorRegistry()
    standing.register(Standing(now))
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    return generate_latest(counted) + generate_latest(standing)
