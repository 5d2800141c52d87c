"""Closing a week over HTTP: what is kept stays as it is shown, whatever changes afterwards."""

import re
from uuid import uuid4

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.models import Profile
from diary.kept import keeping
from diary.models import Day, Entry, SavedReport
from nutrients.models import Food, FoodNutrient, Nutrient, ReferenceIntake, RuleSetting, TableRelease
from tests.conftest import signed_in
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
WEEK = "/week/2026-W46/"  # the week before the one of TODAY: full, in the demo diary


@pytest.fixture
def client(maya):
    return signed_in(maya)


def send(client, address, **fields):
    return client.post(address, {"key": str(uuid4())} | fields)


def keep(client, week=WEEK):
    answer = send(client, f"{week}keep/")
    assert (answer.status_code, answer.url) == (303, week)


def report_on(client, address=WEEK) -> str:
    """What the page says, without the parts that are new on every opening."""
    page = client.get(address).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'<div class="gc-messages".*?</div>', "", main, flags=re.S)
    return re.sub(r'name="(key|csrfmiddlewaretoken)" value="[^"]*"', "", main)


def less_eaten(person):
    Entry.objects.of(person).filter(eaten_on__week=46).delete()


def days_opened(person):
    Day.objects.of(person).update(complete=False)


def foods_changed(person):
    FoodNutrient.objects.update(amount=0, low=None, high=None)


def foods_named_anew(person):
    Food.objects.update(name="Something else")


def need_changed(person):
    ReferenceIntake.objects.filter(ear__gt=0).update(ear=0.001)


def rules_changed(person):
    RuleSetting.objects.filter(key="looks_low_below").update(value=0.49)


def nutrients_renamed(person):
    Nutrient.objects.update(name=Concat("tagname", Value(" by another name")))


def new_release(person):
    TableRelease.objects.create(version="2099.1", published_on="2099-01-01", note="x")


def other_answers(person):
    Profile.objects.filter(user=person).update(sex="", birth_year=None, reference_set="EFSA", weight_kg=40)


EDITS = [
    less_eaten, days_opened, foods_changed, foods_named_anew, need_changed, rules_changed, nutrients_renamed,
    new_release, other_answers,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_nothing_that_changes_later_changes_a_kept_report(client, maya, edit):
    before = report_on(client)
    keep(client)
    shown, why = report_on(client), report_on(client, f"{WEEK}why/ZN/")
    edit(maya)
    assert report_on(client) == shown
    assert report_on(client, f"{WEEK}why/ZN/") == why
    send(client, f"{WEEK}open/")
    assert report_on(client) != before  # the edit would have shown


def test_a_kept_report_says_since_when_and_reads_as_before(client):
    before = re.findall(r'<span class="gc-v [^>]*>.*?</span>', report_on(client), re.S)
    keep(client)
    page = report_on(client)
    release = TableRelease.objects.values_list("version", flat=True)[0]
    assert f"As kept on 19 November 2026, tables {release}." in page
    assert re.findall(r'<span class="gc-v [^>]*>.*?</span>', page, re.S) == before
    assert "Keep this report as it is" not in page
    assert f"As kept on 19 November 2026, tables {release}." in report_on(client, f"{WEEK}why/ZN/")


def test_the_days_of_a_kept_week_say_that_its_report_stays(client):
    text = "The report of this week is kept"
    assert text not in client.get("/day/2026-11-10/").content.decode()
    keep(client)
    assert text in client.get("/day/2026-11-10/").content.decode()
    assert text not in client.get("/day/2026-11-17/").content.decode()


def test_a_kept_week_asks_for_no_food_and_no_table(client, maya, django_assert_max_num_queries):
    keep(client)
    client.get(WEEK)
    with django_assert_max_num_queries(6):
        client.get(WEEK)


def test_a_week_is_kept_when_it_is_over_or_all_its_days_are_complete(ada, ada_client):
    this = "/week/2026-W47/"
    assert "Keep this report as it is" not in report_on(ada_client, this)
    send(ada_client, f"{this}keep/")
    assert "Nothing was kept" in ada_client.get(this).content.decode()
    Day.objects.bulk_create(Day(person=ada, date=TODAY.replace(day=day), complete=True) for day in range(16, 23))
    assert "Keep this report as it is" in report_on(ada_client, this)
    keep(ada_client, this)
    assert "As kept on" in report_on(ada_client, this)


def test_a_week_without_an_entry_can_be_kept_too(ada_client):
    keep(ada_client)
    assert "This week has no complete days." in report_on(ada_client)


def test_a_week_to_come_is_not_there_to_be_kept(ada_client):
    assert send(ada_client, "/week/2026-W48/keep/").status_code == 404


def test_keeping_twice_keeps_the_first(client, maya):
    keep(client)
    first = SavedReport.objects.get(person=maya)
    less_eaten(maya)
    keep(client)
    assert SavedReport.objects.get(person=maya).report == first.report
    assert "Nothing was kept" in client.get(WEEK).content.decode()


def test_opened_again_the_week_is_worked_out_anew_and_undo_keeps_the_same_again(client, maya):
    keep(client)
    kept = SavedReport.objects.get(person=maya)
    less_eaten(maya)
    send(client, f"{WEEK}open/")
    page = client.get(WEEK).content.decode()
    assert "This week is open again" in page
    assert "As kept on" not in page
    note = re.search(r'name="note" value="([^"]+)"', page)[1]
    send(client, f"{WEEK}open/undo/", note=note)
    again = SavedReport.objects.get(person=maya)
    assert (again.report, again.closed_at, again.release) == (kept.report, kept.closed_at, kept.release)
    assert "As kept on" in report_on(client)


def test_undo_never_overwrites_what_was_kept_since(client, maya):
    keep(client)
    send(client, f"{WEEK}open/")
    note = re.search(r'name="note" value="([^"]+)"', client.get(WEEK).content.decode())[1]
    less_eaten(maya)
    keep(client)
    anew = SavedReport.objects.get(person=maya).report
    send(client, f"{WEEK}open/undo/", note=note)
    assert SavedReport.objects.get(person=maya).report == anew
    assert "kept anew since" in client.get(WEEK).content.decode()


def test_a_note_of_somebody_else_or_a_forged_one_keeps_nothing(client, maya, bob, bob_client):
    keep(client)
    send(client, f"{WEEK}open/")
    note = re.search(r'name="note" value="([^"]+)"', client.get(WEEK).content.decode())[1]
    for broken in (note, note[:-1], "x", ""):
        assert send(bob_client, f"{WEEK}open/undo/", note=broken).status_code == 400
    assert not SavedReport.objects.exists()


def test_the_same_form_sent_twice_opens_once(client, maya):
    keep(client)
    form = {"key": str(uuid4())}
    client.post(f"{WEEK}open/", form)
    keep(client)
    client.post(f"{WEEK}open/", form)
    assert SavedReport.objects.of(maya).exists()


def test_a_report_kept_by_a_newer_gutcheck_is_named_and_not_lost(client, maya):
    keep(client)
    saved = SavedReport.objects.get(person=maya)
    saved.report |= {"version": 99}
    saved.save()
    page = report_on(client)
    assert "by a newer GutCheck than this one" in page
    assert "The week at a glance" in page
    assert client.get(f"{WEEK}compare/").url == WEEK
    assert SavedReport.objects.of(maya).exists()


def test_then_and_now_names_what_changed_and_changes_nothing(client, maya):
    keep(client)
    page = report_on(client, f"{WEEK}compare/")
    assert "Nothing: the diary, your answers, the foods and the tables are the same." in page
    assert "Every nutrient reads as it did." in page
    less_eaten(maya)
    other_answers(maya)
    new_release(maya)
    before = list(SavedReport.objects.values())
    page = report_on(client, f"{WEEK}compare/")
    for what in ("The diary:", "Your answers:", "The tables: release", "2099.1 now"):
        assert what in page
    assert "The foods:" not in page
    assert "reads otherwise" in page
    assert list(SavedReport.objects.values()) == before


def test_then_and_now_tells_a_changed_food_and_an_edited_table(client, maya):
    keep(client)
    foods_changed(maya)
    rules_changed(maya)
    page = report_on(client, f"{WEEK}compare/")
    assert "The foods:" in page
    assert "The tables: an editor changed them since" in page
    assert "The diary:" not in page
    assert "Your answers:" not in page


def test_a_week_that_is_not_kept_has_nothing_to_compare(client):
    assert client.get(f"{WEEK}compare/").url == WEEK


def test_the_table_is_of_the_kept_report(client, maya):
    keep(client)
    first = client.get(f"{WEEK}report.csv")
    assert first.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert first.headers["Content-Disposition"] == 'attachment; filename="gutcheck-2026-W46.csv"'
    assert "no-store" in first.headers["Cache-Control"]
    less_eaten(maya)
    assert client.get(f"{WEEK}report.csv").content == first.content


def test_a_week_to_come_has_no_table(ada_client):
    assert "This week has not begun" in ada_client.get("/week/2026-W48/report.csv").content.decode()


def test_two_that_keep_at_once_keep_one(maya, monkeypatch):
    """The second finds the first's row although it had not been there a moment before."""
    week = keeping.Week.parse("2026-W46")
    assert keeping.keep_week(maya, week, TODAY)
    first = SavedReport.objects.get(person=maya).report
    monkeypatch.setattr(keeping.SavedReport.objects, "of", lambda person: SavedReport.objects.none())
    assert not keeping.keep_week(maya, week, TODAY)
    assert SavedReport.objects.get(person=maya).report == first
