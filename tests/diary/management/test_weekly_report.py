"""The report without a browser: the keys stay, and what is unknown is null."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diary.handed_out.as_text import _estimated
from diary.models import Day, Entry
from diary.weeks import Week
from nutrients.assessment.coverage import Estimated
from nutrients.models import Portion

WEEK = Week(2026, 46)
NUTRIENT_KEYS = {
    "name", "unit", "verdict", "reason", "p", "own_weight", "interval", "recorded", "known_share", "estimate", "by_day",
    "reference", "prior", "rule", "close_to_line", "sources", "supplements", "unknown_foods",
    "suggestions",
}  # fmt: skip


def log(person, fdc_id, grams, days):
    portion = Portion.objects.get(food__fdc_id=fdc_id, description="1 g")
    for day in days:
        Entry.objects.create(
            person=person, eaten_on=day, meal="lunch", portion=portion, quantity=grams, grams=grams
        )  # fmt: skip
        Day.objects.update_or_create(person=person, date=day, defaults={"complete": True})


def report_of(email, *args):
    out = StringIO()
    call_command("weekly_report", email, *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def rice_and_tempeh(ada, shipped_tables):
    """Three days of rice and tempeh; the table has no vitamin K for tempeh."""
    for fdc_id, grams in ((2708408, 600), (172467, 200)):
        log(ada, fdc_id, grams, WEEK.days[:3])
    return ada


def test_json_has_the_documented_keys(rice_and_tempeh):
    report = json.loads(report_of("ada@example.org", str(WEEK), "--json"))
    assert report["week"] == "2026-W46"
    assert [day["complete"] for day in report["days"]] == [True] * 3 + [False] * 4
    assert set(report["nutrients"]["ZN"]) == NUTRIENT_KEYS
    for tagname in (
        "VITD",
        "VITA_RAE",
        "VITC",
        "VITB12",
        "THIA",
        "RIBF",
        "NIA",
        "VITB6A",
        "FOLDFE",
        "ZN",
        "MG",
        "FE",
        "CA",
    ):
        assert report["nutrients"][tagname]["verdict"]
    assert report["nutrients"]["ZN"]["rule"] == {"id": "GC-EAR", "version": 1}
    assert report["nutrients"]["LIVECULT"]["verdict"] == "FEW_SOURCES"


def test_what_is_unknown_is_null_and_never_zero(rice_and_tempeh):
    nutrients = json.loads(report_of("ada@example.org", str(WEEK), "--json"))["nutrients"]
    vitamin_k = nutrients["VITK1"]
    assert vitamin_k["known_share"] < 1
    assert "Tempeh, cooked" in vitamin_k["unknown_foods"]
    iodine = nutrients["ID"]  # no table here has it
    assert iodine["recorded"] is None
    assert set(iodine["by_day"].values()) == {None}
    assert iodine["verdict"] == "CANNOT_TELL"
    assert iodine["p"] is None


def test_a_week_without_entries_says_so(ada, shipped_tables):
    report = json.loads(report_of("ada@example.org", "2026-W10", "--json"))
    assert report["complete_days"] == 0
    assert {row["verdict"] for row in report["nutrients"].values()} == {"CANNOT_TELL"}
    assert all(row["recorded"] is None for row in report["nutrients"].values())


def test_text_speaks_of_the_log_and_ends_with_the_fixed_line(rice_and_tempeh):
    text = report_of("ADA@example.org", str(WEEK))
    assert "3 of 7 days complete" in text
    assert "Looks low in your log" in text
    assert "at least" in text
    assert re.search(
        r"Calcium: [0-9.]+ mg\n +usual intake [0-9.]+ to [0-9.]+ mg \(80 %\); your own log weighs \d+ %", text
    )
    assert "no value known: Tempeh, cooked" in text
    assert "Iodine" in text
    assert "unknown: no food logged has a value" in text
    assert "A blood test, not a food log, shows status" in text
    assert text.strip().endswith("is not a substitute for professional advice.")


@pytest.mark.parametrize("week", ["2026-W54", "2026-07", "week", "2026-W00", "20260-W07", "２０２６-W07"])
def test_a_broken_week_is_refused_in_words(ada, week):
    with pytest.raises(CommandError):
        report_of("ada@example.org", week)


def test_an_unknown_person_is_refused_in_words(ada):
    with pytest.raises(CommandError, match=r"Nobody here has the e-mail address eve@example\.org"):
        report_of("eve@example.org")


def test_an_estimate_names_the_foods_that_may_add_to_it():
    """A food of unknown glutamine is no food without glutamine."""
    band = Estimated(2.0, 1.0, 4.0, ("Unknown meal",))
    assert _estimated(band, "g").endswith("1 food has no estimate and may add to it")
    assert "no estimate" not in _estimated(Estimated(2.0, 1.0, 4.0, ()), "g")
