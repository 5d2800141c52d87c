"""What is kept between sending a file and confirming it: whole, one's own, and not for long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from desk.files import preview
from desk.files.comparison import Comparison
from desk.files.sheet import Rejected
from desk.models import ImportedFile
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import Finding

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOLD = Comparison(
    "food_aliases",
    [RowDifference("food_aliases", ("ei", "egg"), "ei", None, {"note": "é"})],
    3,
    [Rejected(2, "phrase", "why")],
    ["a notice"],
    [Finding("warning", "values", ("900", "ZN"), "amount per 100 g", "text", "iu")],
)


def keep(person: User, name: str = "eggs.csv", now: datetime = NOW) -> str:
    return preview.keep(person, name, TOLD, now=now)


def test_it_comes_back_as_it_was(ada: User) -> None:
    token = keep(ada)
    assert preview.kept(ada, token) == preview.Preview(token, "eggs.csv", TOLD)


def test_it_is_ones_own_and_the_name_of_the_file_goes_nowhere(ada: User, bob: User) -> None:
    token = keep(ada, "../../x\n\0.csv")
    assert preview.file_of(ada, token).file_name == "../../x\n.csv"
    for person, guess in ((bob, token), (ada, "0" * 32), (ada, "../" + token), (ada, "")):
        with pytest.raises(LookupError):
            preview.kept(person, guess)
        with pytest.raises(LookupError):
            preview.forget(person, guess)


def test_it_goes_when_it_is_used_or_a_day_old_or_its_sender_goes(ada: User, bob: User) -> None:
    used = keep(ada)
    keep(ada, now=NOW - timedelta(hours=25))
    preview.forget(ada, used)
    fresh = keep(ada)
    assert list(ImportedFile.objects.values_list("token", flat=True)) == [fresh]
    ada.delete()
    assert not ImportedFile.objects.exists()


def test_what_waits_to_be_read_is_no_preview_yet(ada: User) -> None:
    token = preview.wait(ada, "eggs.csv", "food_aliases", b"x", missing_go=False, now=NOW)
    with pytest.raises(LookupError):
        preview.kept(ada, token)


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"state": "read"}, {"state": "refused"}])
def test_the_database_refuses_what_cannot_be(ada: User, wrong: dict) -> None:
    preview.wait(ada, "eggs.csv", "food_aliases", b"x", missing_go=False, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedFile.objects.update(**wrong)
