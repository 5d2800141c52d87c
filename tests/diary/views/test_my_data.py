"""My data in the browser: the download, a file looked at, and the same file taken in."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.traces import cache_key
from diary.models import Entry, Sentence
from diary.my_data.reading import MyData, read_file
from diary.views import my_data as views
from tests.diary.my_data.filled import file_of, fill, members_of, packed

pytestmark = pytest.mark.django_db


def send(client: Client, whole: bytes, name: str = "my-data.zip") -> HttpResponse:
    return client.post(reverse("my_data_read"), {"file": SimpleUploadedFile(name, whole)})


def yes(client: Client) -> dict[str, str]:
    """What the form below the preview sends."""
    page = client.get(reverse("my_data_preview")).content.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest
    return {"key": str(uuid4()), "digest": digest[1]}


def test_the_download_is_everything_under_a_name_with_the_day(ada: User, ada_client: Client) -> None:
    fill(ada)
    answer = ada_client.get(reverse("my_data_download"))
    assert re.search(r'filename="gutcheck-my-data-\d{4}-\d\d-\d\d\.zip"', answer.headers["Content-Disposition"])
    members = members_of(b"".join(answer.streaming_content))
    assert members["account.json"][0]["email"] == ada.email
    assert len(members["entries.jsonl"]) == 2


def test_a_file_is_looked_at_and_then_taken_in_once(ada: User, bob: User, bob_client: Client) -> None:
    fill(ada)
    answer = send(bob_client, file_of(ada))
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("my_data_preview"))
    page = bob_client.get(reverse("my_data_preview")).content.decode()
    assert re.search(r"Foods logged</th><td class=\"r\">2</td><td class=\"r\">0<", page)
    assert not Entry.objects.of(bob).exists()
    form = yes(bob_client)
    assert bob_client.post(reverse("my_data_take_in"), form).headers["Location"] == reverse("my_data")
    assert Entry.objects.of(bob).count() == 2
    assert "Taken in, with 2 foods logged." in bob_client.get(reverse("my_data")).content.decode()
    assert bob_client.post(reverse("my_data_take_in"), form).status_code == 303
    assert Entry.objects.of(bob).count() == 2
    assert cache.get(cache_key(bob, "my_data")) is None


def test_a_file_taken_in_already_says_so(ada: User, ada_client: Client) -> None:
    fill(ada)
    send(ada_client, file_of(ada))
    page = ada_client.get(reverse("my_data_preview")).content.decode()
    assert "Of your diary everything in the file is here already." in page


def test_unknown_foods_are_named_before_and_kept_in_words(ada: User, bob: User, bob_client: Client) -> None:
    fill(ada)
    members = members_of(file_of(ada))
    for name in ("foods.jsonl", "entries.jsonl", "saved_foods.jsonl"):
        for row in members[name]:
            row["food"] = "fdc:999" if row["food"] == "fdc:1" else row["food"]
    send(bob_client, packed(members))
    page = bob_client.get(reverse("my_data_preview")).content.decode()
    assert "Foods that are unknown here" in page
    assert "<li>midnight stew</li>" in page
    bob_client.post(reverse("my_data_take_in"), yes(bob_client))
    assert "1 more is kept in words" in bob_client.get(reverse("my_data")).content.decode()
    assert Sentence.objects.of(bob).filter(state="waiting").count() == 1


@pytest.mark.parametrize("whole", [b"", b"no zip", b"PK\x03\x04" + b"\x00" * 200])
def test_what_is_no_file_of_ours_is_said_beside_the_input(ada_client: Client, whole: bytes) -> None:
    answer = send(ada_client, whole)
    assert answer.status_code == 422
    assert 'id="my-data-file-error"' in answer.content.decode()


def test_no_file_at_all_is_said_too(ada_client: Client) -> None:
    answer = ada_client.post(reverse("my_data_read"), {"file": "a text"})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_only_the_file_that_was_looked_at_is_taken_in(ada: User, bob: User, bob_client: Client) -> None:
    fill(ada)
    send(bob_client, file_of(ada))
    form = yes(bob_client)
    other = io.BytesIO(file_of(bob)).getvalue()
    send(bob_client, other)
    answer = bob_client.post(reverse("my_data_take_in"), form)
    assert answer.status_code == 422
    assert not Entry.objects.of(bob).exists()


def test_a_file_that_waited_too_long_is_asked_for_anew(ada_client: Client) -> None:
    assert ada_client.get(reverse("my_data_preview")).headers["Location"] == reverse("my_data")


def test_a_row_that_is_twice_in_the_file_is_made_once(ada: User, bob: User, bob_client: Client) -> None:
    fill(ada)
    members = members_of(file_of(ada))
    members["check_ins.jsonl"] *= 2  # known by its day: once
    members["days.jsonl"] *= 2
    send(bob_client, packed(members))
    assert bob_client.post(reverse("my_data_take_in"), yes(bob_client)).status_code == 303
    assert bob.check_ins.count() == bob.days.count() == 1


def test_bobs_file_waits_for_bob_alone(ada: User, ada_client: Client, bob_client: Client) -> None:
    fill(ada)
    send(ada_client, file_of(ada))
    assert bob_client.get(reverse("my_data_preview")).headers["Location"] == reverse("my_data")


def test_asking_for_it_again_and_again_has_to_wait(ada_client: Client, bob_client: Client) -> None:
    for _time in range(20):
        assert ada_client.post(reverse("my_data_read")).status_code == 422
    answer = ada_client.get(reverse("my_data_download"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert "try it again in an hour" in answer.content.decode()
    assert bob_client.post(reverse("my_data_read")).status_code == 422


def test_the_file_is_read_before_everybody_who_writes_has_to_wait(
    ada: User, bob_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ada)
    send(bob_client, file_of(ada))
    form = yes(bob_client)
    inside: list[int] = []

    def read(*args: Any, **knows: bool) -> MyData:
        assert knows == {"knows_reports": True}
        inside.append(len(connection.savepoint_ids))
        return read_file(*args, **knows)

    monkeypatch.setattr(views, "read_file", read)
    before = len(connection.savepoint_ids)
    assert bob_client.post(reverse("my_data_take_in"), form).status_code == 303
    assert inside == [before]
