"""What is kept between preview and confirmation: whole, one's own, and not for long."""

import os
from datetime import UTC, datetime

import pytest

from desk.files import preview
from desk.files.comparison import Comparison
from desk.files.sheet import Rejected
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import Finding

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp()
TOLD = Comparison(
    "food_aliases",
    [RowDifference("food_aliases", ("ei", "egg"), "ei", None, {"note": "é"})],
    3,
    [Rejected(2, "phrase", "why")],
    ["a notice"],
    [Finding("warning", "values", ("900", "ZN"), "amount per 100 g", "text", "iu")],
)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_it_comes_back_as_it_was():
    token = preview.keep(1, "eggs.csv", TOLD, now=NOW)
    assert preview.kept(1, token) == preview.Preview(token, "eggs.csv", TOLD)


def test_it_is_ones_own_and_the_name_of_the_file_goes_nowhere():
    token = preview.keep(1, "../../x\n.csv", TOLD, now=NOW)
    assert [path.name for path in preview.folder().iterdir()] == [f"1-{token}.json.gz"]
    for person, guess in ((2, token), (1, "0" * 32), (1, "../" + token), (1, "")):
        with pytest.raises(LookupError):
            preview.kept(person, guess)


def test_it_goes_when_it_is_used_or_a_day_old():
    used, old = preview.keep(1, "a", TOLD, now=NOW), preview.keep(1, "b", TOLD, now=NOW)
    preview.forget(1, used)
    os.utime(preview.path_of(1, old), (NOW - 90_000, NOW - 90_000))
    fresh = preview.keep(1, "c", TOLD, now=NOW)
    assert [path.name for path in preview.folder().iterdir()] == [f"1-{fresh}.json.gz"]
