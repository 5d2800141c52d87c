"""What a device sends once it has a connection: logged once, or kept to be looked at; never lost, never doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from diary.models import Entry, Sentence, Submission
from tests.conftest import signed_in
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "egg", "bread")
NOON = int(datetime.fromisoformat("2026-11-19T12:40:00+00:00").timestamp())
DAY = 24 * 60 * 60  # [s]


def fields(person: User) -> dict[str, str]:
    return {
        "key": str(uuid4()), "person": person.pseudonym, "text": "2 boiled eggs", "meal": "lunch",
        "eaten_on": "2026-11-19",
    }  # fmt: skip


def sent(client: Client, person: User, text: str = "2 boiled eggs", *, clock: int = NOON, **changes: str):
    """Written ten minutes before it is sent; `clock` is what the device says it is then."""
    form = fields(person) | {"text": text, "written_at": str(clock - 600)} | changes
    return client.post("/outbox/", form, headers={"GutCheck-Clock": str(clock)})


def kept(person: User) -> Sentence:
    return Sentence.objects.of(person).get()


def test_a_clear_sentence_is_logged_on_its_day(ada_client, ada):
    answer = sent(ada_client, ada, eaten_on="2026-11-17", meal="dinner")
    assert (answer.status_code, answer.json()) == (200, {"day": "/day/2026-11-17/"})
    entry = Entry.objects.of(ada).get()
    assert (entry.eaten_on, entry.meal, entry.grams) == (date(2026, 11, 17), "dinner", 100)
    assert kept(ada).state == Sentence.State.LOGGED
    assert kept(ada).written_at == datetime.fromisoformat("2026-11-19T12:30:00+00:00")
    assert "Sent and logged on Tuesday 17 November: “2 boiled eggs”." in ada_client.get("/day/").content.decode()


@pytest.mark.parametrize(
    "text", ["boiled egg and a slice of oma's zelnik", "?!", "🥚", "بيضة", "<script>", "1e9 g egg"]
)
def test_what_is_not_clear_waits_with_all_its_words(ada_client, ada, text):
    assert sent(ada_client, ada, text).status_code == 200
    assert (kept(ada).state, kept(ada).text) == (Sentence.State.WAITING, text)
    assert not Entry.objects.exists()
    page = ada_client.get("/day/2026-11-19/").content.decode()
    assert "It counts as unknown until you look at it on Thursday 19 November." in page


def test_a_long_paste_is_kept_whole(ada_client, ada):
    text = "egg, " * 2000
    assert sent(ada_client, ada, text).status_code == 200
    assert kept(ada).text == text.strip()


def test_the_same_key_again_answers_as_before_and_changes_nothing(ada_client, ada):
    key = str(uuid4())
    answers = [sent(ada_client, ada, key=key, clock=NOON + later, written_at=str(NOON)).json() for later in (0, 0, 90)]
    assert answers == [{"day": "/day/2026-11-19/"}] * 3
    assert Entry.objects.count() == Sentence.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(ada_client, ada):
    key = str(uuid4())
    sent(ada_client, ada, key=key)
    answer = sent(ada_client, ada, "3 boiled eggs", key=key)
    assert answer.status_code == 422
    assert "sent before with other words" in answer.json()["error"]
    assert Entry.objects.get().quantity == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_two_devices_at_once_is_one(ada):
    key = str(uuid4())

    def send(_: int) -> int:
        try:
            return sent(signed_in(ada), ada, key=key).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == [200] * 4
    assert Entry.objects.count() == Sentence.objects.count() == 1


@pytest.mark.parametrize("eaten_on", ["2026-11-25", "1999-12-31", "2026-02-30", "tomorrow", "", "２０２６-11-19"])
def test_a_day_nothing_can_be_logged_on_is_asked_about_today(ada_client, ada, eaten_on):
    assert sent(ada_client, ada, eaten_on=eaten_on).json() == {"day": "/day/2026-11-19/"}
    assert (kept(ada).state, kept(ada).eaten_on) == (Sentence.State.WAITING, TODAY)
    assert "so it is kept on today." in ada_client.get("/day/").content.decode()


@pytest.mark.parametrize("days_off", [-3, 3])
def test_a_clock_days_wrong_does_not_choose_the_day(ada_client, ada, days_off):
    """Written ten minutes before it was sent, offline, by a device that says today is another day."""
    said = date(2026, 11, 19 + days_off).isoformat()
    sent(ada_client, ada, eaten_on=said, by_clock="on", clock=NOON + days_off * DAY)
    assert (kept(ada).state, kept(ada).eaten_on) == (Sentence.State.WAITING, TODAY)


def test_a_clock_days_wrong_does_not_matter_where_a_page_named_the_day(ada_client, ada):
    sent(ada_client, ada, eaten_on="2026-11-18", clock=NOON + 3 * DAY)
    assert (kept(ada).state, kept(ada).eaten_on) == (Sentence.State.LOGGED, date(2026, 11, 18))


@pytest.mark.parametrize("moment", ["", "x", "-5", "9" * 40, "1e12"])
def test_a_clock_that_says_nothing_is_passed_over(ada_client, ada, moment):
    assert sent(ada_client, ada, written_at=moment).status_code == 200
    assert kept(ada).written_at is None


@pytest.mark.parametrize(
    ("changes", "status", "word"),
    [
        ({"key": ""}, 400, "without its key"),
        ({"key": "1"}, 400, "without its key"),
        ({"text": " \n"}, 422, "nothing to read"),
        ({"text": "egg\x00"}, 422, "cannot be kept"),
        ({"text": "egg " * 6000}, 422, "longer than can be kept"),
        ({"meal": "brunch"}, 422, "no such meal"),
        ({"person": "somebody"}, 409, "somebody else"),
        ({"person": ""}, 409, "somebody else"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_leaves_nothing(ada_client, ada, changes, status, word):
    answer = ada_client.post("/outbox/", fields(ada) | changes)
    assert answer.status_code == status
    assert word in answer.json()["error"]
    assert not Sentence.objects.exists()
    assert not Submission.objects.exists()


def test_a_body_that_is_no_form_is_told(ada_client):
    assert ada_client.post("/outbox/", '{"text": "egg', content_type="application/json").status_code == 400
    assert ada_client.post("/outbox/", b"\xff\x00&&==", content_type="text/plain").status_code == 400


def test_bob_cannot_send_what_ada_wrote(bob_client, ada, bob):
    assert bob_client.get("/outbox/").json()["person"] == bob.pseudonym != ada.pseudonym
    assert sent(bob_client, ada).status_code == 409
    assert not Sentence.objects.exists()


def test_sending_needs_the_token_that_the_door_gives(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert sent(client, ada).status_code == 403
    token = client.get("/outbox/").json()["token"]
    assert client.post("/outbox/", fields(ada), headers={"X-CSRFToken": token}).status_code == 200


def test_choices_made_in_a_preview_come_along(ada_client, ada):
    """The preview was seen, the amount changed to 3, and Add pressed as the connection went."""
    page = ada_client.post(
        "/day/2026-11-19/read/", {"text": "2 boiled eggs", "meal": "lunch"}, headers={"HX-Request": "true"}
    )
    part = page.context["say"].preview.parts[0]
    chosen = {"part-0-text": part.text, "part-0-read": part.read, "part-0-quantity": "3", "add": "add"}
    chosen |= {"part-0-food": str(part.row.food.pk), "part-0-portion": str(part.row.portion.pk)}
    assert sent(ada_client, ada, **chosen).status_code == 200
    assert Entry.objects.of(ada).get().quantity == 3


def test_a_weight_nobody_eats_waits_even_where_it_was_added(ada_client, ada):
    read = ada_client.post(
        "/day/2026-11-19/read/", {"text": "9000 g boiled egg", "meal": "lunch"}, headers={"HX-Request": "true"}
    )
    part = read.context["say"].preview.parts[0]
    assert (
        sent(
            ada_client, ada, "9000 g boiled egg", **{"part-0-text": part.text, "part-0-read": part.read, "add": "add"}
        ).status_code
        == 200
    )
    assert kept(ada).state == Sentence.State.WAITING


def test_words_kept_for_later_wait(ada_client, ada):
    sent(ada_client, ada, add="keep")
    assert kept(ada).state == Sentence.State.WAITING
