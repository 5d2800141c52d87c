"""A large file is read in the background, and says how far it is."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from desk.files import forms, job, preview
from desk.files.comparison import compared
from desk.models import ImportedFile
from nutrients.models import ChangeSet
from nutrients.tables.definitions import FOOD_ALIASES
from tests.desk.cast import Staff, post

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ALIASES = "phrase,means,note\n" + "".join(f"ei {number},egg,\n" for number in range(500))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of a hundred bytes is a large one."""
    monkeypatch.setattr(forms, "AT_ONCE", 100)


def waiting(person: User, content: str = ALIASES) -> str:
    return preview.wait(person, "a.csv", "food_aliases", content.encode(), missing_go=False, now=NOW)


def test_the_worker_finds_what_reading_at_once_finds(loaded: None, ada: User) -> None:
    token = waiting(ada)
    job.read_import.call(token)
    assert preview.kept(ada, token).comparison == compared(FOOD_ALIASES, ALIASES.encode(), missing_go=False)
    assert bytes(ImportedFile.objects.get().content) == b"", "what was sent is not kept beside what was read"


def test_how_far_it_is_only_grows(loaded: None, ada: User) -> None:
    parts: list[float] = []
    compared(FOOD_ALIASES, ALIASES.encode(), missing_go=False, progress=parts.append)
    assert parts == sorted(parts)
    assert len(set(parts)) > 4
    assert 0 < parts[0] <= parts[-1] <= 1


def test_how_far_it_is_is_written_while_it_is_read(loaded: None, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "TOLD_EVERY", 0)
    waiting(ada)
    tell = job.teller(ImportedFile.objects.get())
    tell(0.37)
    assert ImportedFile.objects.get().percent == 37
    tell(1)
    assert ImportedFile.objects.get().percent == 99, "it is done when it is written"


def test_what_cannot_be_used_says_why_in_its_senders_language(loaded: None, ada: User) -> None:
    with override("es"):
        token = waiting(ada, "%PDF-1.7")
    job.read_import.call(token)
    file = preview.file_of(ada, token)
    assert (file.state, "PDF" in file.problem, "whatever its name says" in file.problem) == ("refused", True, False)


def test_a_reading_that_breaks_off_is_told_and_the_worker_hears_of_it(
    loaded: None, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "compared", lambda *args, **more: 1 / 0)
    token = waiting(ada)
    with pytest.raises(ZeroDivisionError):
        job.read_import.call(token)
    assert preview.file_of(ada, token).state == "failed"


def test_a_file_that_was_put_aside_meanwhile_is_left(loaded: None, ada: User) -> None:
    token = waiting(ada)
    preview.forget(ada, token)
    job.read_import.call(token)
    assert not ImportedFile.objects.exists()


def sent(client: Client, django_capture_on_commit_callbacks, *, execute: bool) -> str:
    with django_capture_on_commit_callbacks(execute=execute):
        file = SimpleUploadedFile("a.csv", ALIASES.encode())
        return post(client, reverse("desk_import"), table="food_aliases", file=file)["Location"]


def test_a_large_file_waits_shows_how_far_it_is_and_becomes_a_draft(
    desk_staff: Staff, at_once: None, django_capture_on_commit_callbacks
) -> None:
    address = sent(desk_staff.as_ed, django_capture_on_commit_callbacks, execute=False)
    page = desk_staff.as_ed.get(address).content.decode()
    assert "The file is being read" in page
    assert '<progress class="gc-progress" max="100" value="0"' in page
    assert "hx-trigger" in page
    assert post(desk_staff.as_ed, address, reason="Now").status_code == 404
    assert desk_staff.as_rita.get(address).status_code == 404
    job.read_import.call(ImportedFile.objects.get().token)
    assert "What the file would change" in desk_staff.as_ed.get(address).content.decode()
    post(desk_staff.as_ed, address, reason="Words of a survey")
    assert ChangeSet.objects.get().rows.count() == 500
    assert not ImportedFile.objects.exists()


def test_it_is_handed_to_a_worker_once_it_is_stored(
    desk_staff: Staff, at_once: None, django_capture_on_commit_callbacks
) -> None:
    address = sent(desk_staff.as_ed, django_capture_on_commit_callbacks, execute=True)
    assert "What the file would change" in desk_staff.as_ed.get(address).content.decode()


def test_of_a_refused_file_the_page_says_why(
    desk_staff: Staff, at_once: None, django_capture_on_commit_callbacks
) -> None:
    file = SimpleUploadedFile("a.csv", b"nothing,like,it\n" * 50)
    with django_capture_on_commit_callbacks(execute=True):
        address = post(desk_staff.as_ed, reverse("desk_import"), table="food_aliases", file=file)["Location"]
    page = desk_staff.as_ed.get(address).content.decode()
    assert "The file was not read" in page
    assert "There is no column" in page
    assert "hx-trigger" not in page
