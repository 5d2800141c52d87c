"""Files that no GutCheck wrote: each is refused in words, and nothing of it is taken in."""

import io
import json
import struct
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from accounts.models import User
from diary.kept.packing import packed as packed_report
from diary.models import CheckIn, Day, Entry, SavedReport, Sentence
from diary.my_data import shape
from diary.my_data.reading import read_file
from diary.my_data.shape import Refused
from diary.my_data.taking_in import take_in
from tests.diary.my_data.filled import changed, file_of, fill, members_of, packed

pytestmark = pytest.mark.django_db
Change = dict[str, Any]


@pytest.fixture
def whole(ada: User) -> bytes:
    fill(ada)
    return file_of(ada)


def refused(whole: bytes) -> str:
    with pytest.raises(Refused) as problem:
        read_file(io.BytesIO(whole), len(whole))
    return str(problem.value)


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("about.json", {"version": 2}),
        ("about.json", {"version": "1"}),
        ("about.json", {"version": True}),
        ("about.json", {"format": "other"}),
        ("account.json", {"profile": None}),
        ("account.json", {"profile": {"birth_year": "soon"}}),
        ("account.json", {"profile": {"weight_kg": 1e300}}),
        ("account.json", {"profile": {"time_zone": "../../etc/passwd"}}),
        ("account.json", {"profile": {"language": "xx"}}),
        ("account.json", {"foods_not_eaten": ["milk"]}),
        ("account.json", {"foods_not_eaten": [{"words": "", "reason": "allergy"}]}),
        ("foods.jsonl", {"food": "own:-1"}),
        ("foods.jsonl", {"food": "fdc:" + "9" * 30}),
        ("foods.jsonl", {"food": "fdc:²"}),
        ("foods.jsonl", {"food": 7}),
        ("foods.jsonl", {"food": ["fdc:1"]}),
        ("foods.jsonl", {"name": "x" * 161}),
        ("days.jsonl", {"date": "0001-01-01"}),
        ("days.jsonl", {"date": "9999-12-31"}),
        ("days.jsonl", {"date": "20261118"}),
        ("days.jsonl", {"date": "2026-02-30"}),
        ("days.jsonl", {"date": 20261118}),
        ("days.jsonl", {"complete": 1}),
        ("days.jsonl", {"typical": "<script>"}),
        ("check_ins.jsonl", {"stress": 5}),
        ("check_ins.jsonl", {"stress": -1}),
        ("check_ins.jsonl", {"stress": 1.5}),
        ("check_ins.jsonl", {"stool_form": 0}),
        ("check_ins.jsonl", {"note": "x" * 501}),
        ("check_ins.jsonl", {"note": "\ud800"}),
        ("check_ins.jsonl", {"note": "a\x00b"}),
        ("sentences.jsonl", {"text": ""}),
        ("sentences.jsonl", {"text": "x" * 20_001}),
        ("sentences.jsonl", {"key": "no key"}),
        ("sentences.jsonl", {"key": None}),
        ("sentences.jsonl", {"state": "gone"}),
        ("sentences.jsonl", {"not_understood": "toast"}),
        ("sentences.jsonl", {"not_understood": [1]}),
        ("sentences.jsonl", {"written_at": "2026-11-18T12:00:00"}),
        ("sentences.jsonl", {"created_at": "0001-01-01T00:00:00+00:00"}),
        ("sentences.jsonl", {"created_at": "9999-12-31T23:59:59-12:00"}),
        ("entries.jsonl", {"grams": 0}),
        ("entries.jsonl", {"grams": -1}),
        ("entries.jsonl", {"grams": 5001}),
        ("entries.jsonl", {"grams": "100"}),
        ("entries.jsonl", {"grams": None}),
        ("entries.jsonl", {"grams": True}),
        ("entries.jsonl", {"quantity": 10**19}),
        ("entries.jsonl", {"meal": "brunch"}),
        ("entries.jsonl", {"assumed": "everything"}),
        ("entries.jsonl", {"food": "fdc:2"}),
        ("entries.jsonl", {"food": {"pk": 1}}),
        ("entries.jsonl", {"sentence": "7"}),
        ("entries.jsonl", {"helping": "1"}),
        ("saved_meals.jsonl", {"name": ""}),
        ("saved_meals.jsonl", {"servings": 0}),
        ("saved_meals.jsonl", {"servings": None, "cooked_grams": 500.0}),
        ("saved_foods.jsonl", {"grams": 100_001}),
        ("helpings.jsonl", {"servings": 0}),
        ("planned_foods.jsonl", {"quantity": 0}),
        ("planned_foods.jsonl", {"reason": "x" * 41}),
        ("taught_phrases.jsonl", {"phrase": ""}),
    ],
)
def test_a_value_that_no_column_keeps_is_refused(whole: bytes, member: str, change: Change) -> None:
    assert refused(changed(whole, member, lambda row: row.update(change)))


@pytest.mark.parametrize(
    "line",
    [
        b'{"date": "2026-11-18", "complete": true, "typical": "", "n": 1e999}',
        b'{"date": "2026-11-18", "complete": true, "typical": "", "n": NaN}',
        b'{"date": "2026-11-18", "complete": true, "typical": "", "n": -Infinity}',
        b'{"n": ' + b"9" * 5000 + b"}",
        b'{"n": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b'{"date": "2026-11-18"',
        b'{"date": "2026-11-18"}',
        b'{"typical": "\\ud800", "date": "2026-11-18", "complete": true}',
        b"x" * (shape.LONGEST_LINE + 1),
    ],
    ids=lambda line: line[:40].decode("ascii", "replace"),
)
def test_a_line_that_is_no_object_of_ours_is_refused(whole: bytes, line: bytes) -> None:
    assert refused(packed(members_of(whole), days__jsonl=line))


@pytest.mark.parametrize(
    "name", ["../days.jsonl", "/etc/passwd", "a/b.jsonl", "C:\\x", "days.jsonl.exe", "README.TXT", "photos/1.jpg"]
)
def test_a_member_that_is_not_ours_is_refused(whole: bytes, name: str) -> None:
    file = io.BytesIO(whole)
    with ZipFile(file, "a") as archive:
        archive.writestr(name, "x")
    assert refused(file.getvalue())


def test_a_link_instead_of_a_table_is_refused(whole: bytes) -> None:
    members = members_of(whole)
    del members["days.jsonl"]
    file = io.BytesIO(packed(members))
    with ZipFile(file, "a") as archive:
        link = ZipInfo("days.jsonl")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(file.getvalue())


def test_a_table_twice_and_too_many_members_are_refused(whole: bytes) -> None:
    file = io.BytesIO(whole)
    with ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("days.jsonl", "")
    assert refused(file.getvalue())
    many = io.BytesIO()
    with ZipFile(many, "w") as archive:
        for n in range(shape.MOST_MEMBERS + 1):
            archive.writestr(f"{n}.jsonl", "")
    assert refused(many.getvalue())


def test_a_bomb_is_left_as_soon_as_it_holds_too_much(whole: bytes) -> None:
    line = b'{"date":"2026-11-18","complete":true,"typical":"","x":"' + b"0" * 1_000_000 + b'"}\n'
    bomb = packed(members_of(whole), days__jsonl=line * 81)
    assert len(bomb) < 1_000_000
    assert "80 MB" in refused(bomb)


def test_a_size_that_lies_does_not_let_more_in(whole: bytes) -> None:
    """The directory says 10 bytes; what is unpacked is counted, or the reader notices itself."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, rows in members_of(whole).items():
            archive.writestr(
                name, "".join(json.dumps(row) + "\n" for row in rows) + "\n" * 60_000_000 * (name == "days.jsonl")
            )
    body = bytearray(file.getvalue())
    place = body.rindex(b"PK\x01\x02", 0, body.rindex(b"days.jsonl"))
    body[place + 24 : place + 28] = struct.pack("<I", 10)
    assert refused(bytes(body))


@pytest.mark.parametrize("cut", [0, 1, 50, 500, -1, -30])
def test_a_file_that_is_cut_off_is_refused(whole: bytes, cut: int) -> None:
    assert refused(whole[:cut])


def test_a_byte_changed_on_the_way_is_noticed(whole: bytes) -> None:
    body = bytearray(whole)
    body[whole.index(b"days.jsonl") + 40] ^= 0xFF
    assert refused(bytes(body))


def test_more_than_may_be_sent_is_not_opened() -> None:
    with pytest.raises(Refused, match="48 MB"):
        read_file(io.BytesIO(b""), shape.MOST_PACKED + 1)


def test_a_kept_report_that_unpacks_to_too_much_or_to_nothing_is_refused(whole: bytes) -> None:
    row = {"first_day": "2026-11-16", "release": "1", "closed_at": "2026-11-23T00:00:00+00:00", "foods": {}}
    for text in (packed_report({"x": "0" * 17_000_000}), packed_report({}), "no base64", None, 7):
        line = json.dumps(row | {"report": {"version": 1, "release": "1", "packed": text}}).encode()
        assert "kept report" in refused(packed(members_of(whole), kept_reports__jsonl=line))


def test_whose_it_was_is_not_asked(whole: bytes, ada: User, bob: User) -> None:
    """Ids, owners and rights of the file change nobody."""

    def claim(row: Change) -> None:
        row.update(person=ada.pk, person_id=ada.pk, owner=ada.pk, id=1, pk=1, user=ada.pk)

    body = whole
    for member in ("entries.jsonl", "days.jsonl", "sentences.jsonl", "foods.jsonl", "check_ins.jsonl"):
        body = changed(body, member, claim)
    body = changed(body, "account.json", lambda row: row.update(may_open_the_tables=True, email="x@example.org"))
    before = [list(model.objects.of(ada).order_by("pk").values()) for model in (Entry, Day, Sentence, CheckIn)]
    take_in(bob, read_file(io.BytesIO(body), len(body)))
    assert [list(model.objects.of(ada).order_by("pk").values()) for model in (Entry, Day, Sentence, CheckIn)] == before
    assert Entry.objects.of(bob).count() == 2
    bob.refresh_from_db()
    assert (bob.email, bob.is_staff, bob.is_superuser) == ("bob@example.org", False, False)
    assert not SavedReport.objects.exists()
