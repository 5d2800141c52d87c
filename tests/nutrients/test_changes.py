"""Every change of a table that reports read is noticed, whoever makes it."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nutrients import changes, published
from nutrients.assessment.reference import LifeStage
from nutrients.models import Food, FoodNutrient, Nutrient, RuleSetting


def test_the_triggers_are_there(db):
    """A migration that altered a watched table in place on SQLite would have dropped them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tables_version_%'")
            assert cursor.fetchone() == (3 * len(changes.WATCHED),)
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'tables_changed'")
            assert cursor.fetchone() == (len(changes.WATCHED),)


def test_every_table_that_a_report_reads_is_watched(loaded):
    """What published keeps in memory comes from these tables and no others."""
    eggs = Food.objects.get(fdc_id=900).pk
    with CaptureQueriesContext(connection) as queries:
        published._tables.__wrapped__((0, 0), "DRI", (30, 30))
        published._judged.__wrapped__((0, 0))
        published._read([eggs])
    tables = {word.strip('"()') for query in queries for word in query["sql"].split() if word.startswith('"nutrients_')}
    read = {table for table in tables if "." not in table}
    assert len(read) > 5
    assert read <= set(changes.WATCHED)


def test_every_change_gives_another_version(loaded):
    seen = [changes.version()]
    RuleSetting.objects.filter(key="tau").update(value=2)
    seen.append(changes.version())
    FoodNutrient.objects.filter(nutrient="ZN").delete()
    seen.append(changes.version())
    Nutrient.objects.create(tagname="X", name="X", unit="mg", kind="other", assessment="amount")
    seen.append(changes.version())
    assert len(set(seen)) == 4
    assert changes.version() == seen[-1]


def test_a_change_taken_back_leaves_nothing_behind(loaded):
    """What was read within the transaction is not shown after it."""
    before = published.published_tables("DRI", [LifeStage("male", 30)])
    with transaction.atomic():
        RuleSetting.objects.filter(key="tau").update(value=2)
        assert published.published_tables("DRI", [LifeStage("male", 30)]).settings.tau == 2
        transaction.set_rollback(True)
    assert published.published_tables("DRI", [LifeStage("male", 30)]).settings == before.settings
    RuleSetting.objects.filter(key="tau").update(value=3)
    assert published.published_tables("DRI", [LifeStage("male", 30)]).settings.tau == 3


@pytest.mark.django_db(transaction=True)
def test_the_change_of_another_connection_is_seen_once_it_is_committed(tables):
    """Another worker, or a load from the command line."""
    RuleSetting.objects.create(key="tau", value=1, unit="", meaning="A number", reason="Method")
    seen = changes.version()

    def change() -> None:
        RuleSetting.objects.update(value=2)
        connection.close()

    other = Thread(target=change)
    other.start()
    other.join()
    assert changes.version() != seen


@pytest.mark.django_db(transaction=True)
def test_forgetting_old_changes_brings_no_version_back() -> None:
    """SQLite has nothing to forget; PostgreSQL has a row a change."""
    seen = {changes.version()}
    for _ in range(3):
        for _ in range(4):
            Nutrient.objects.create(tagname="X", name="X", unit="mg", kind="other", position=1)
            seen.add(changes.version())
            Nutrient.objects.all().delete()
            seen.add(changes.version())
        known = len(seen)
        changes.forget()
        seen.add(changes.version())
        assert len(seen) == known + (connection.vendor == "postgresql")
    assert changes.version() in seen
