import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from diary.models import Entry, Submission
from tests.conftest import signed_in

pytestmark = pytest.mark.usefixtures("at_noon")
ADD = "/entries/add/"


def test_the_same_form_sent_twice_acts_once_and_gets_the_same_answer(ada_client, egg, typed):
    fields = typed(egg)
    first, second = ada_client.post(ADD, fields), ada_client.post(ADD, fields)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (303, "/day/2026-11-19/")
    assert str(Entry.objects.get().key) == fields["key"]


def test_the_same_key_with_other_values_is_asked_about_and_keeps_what_was_typed(ada_client, egg, typed):
    fields = typed(egg)
    ada_client.post(ADD, fields)
    answer = ada_client.post(ADD, fields | {"quantity": "7½"})
    assert answer.status_code == 422
    assert Entry.objects.get().quantity == 2
    page = answer.content.decode()
    assert "<dd>7½</dd>" in page
    assert '<input type="hidden" name="quantity" value="7½">' in page
    assert fields["key"] not in page  # its button sends a new form


def test_the_same_key_at_another_address_is_another_form(ada_client, egg, typed):
    fields = typed(egg)
    ada_client.post(ADD, fields)
    assert ada_client.post("/day/2026-11-19/close/", fields).status_code == 422


def test_a_corrected_form_may_be_sent_under_its_key(ada_client, egg, typed):
    fields = typed(egg, quantity="0")
    assert ada_client.post(ADD, fields).status_code == 422
    assert not Submission.objects.exists()
    assert ada_client.post(ADD, fields | {"quantity": "1"}).status_code == 303
    assert Entry.objects.get().quantity == 1


def test_two_people_may_hold_the_same_key(ada_client, bob_client, egg, typed):
    fields = typed(egg)
    assert [client.post(ADD, fields).status_code for client in (ada_client, bob_client)] == [303, 303]
    assert Entry.objects.count() == 2


KEY = "b48cc73b-dd53-4426-9e93-679ac6a7d0a5"  # written out: every worker must name its tests alike


@pytest.mark.parametrize("key", ["", "1", "x" * 36, "{" + KEY + "}", KEY[:-1]])
def test_a_missing_or_broken_key_is_refused(ada_client, egg, typed, key):
    answer = ada_client.post(ADD, typed(egg, key=key))
    assert answer.status_code == 400
    assert "nothing was saved" in answer.content.decode()
    assert not Entry.objects.exists()


def test_writing_needs_post(ada_client):
    assert ada_client.get(ADD).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_the_same_moment_acts_once(ada, egg, typed):
    fields, start = typed(egg), threading.Barrier(4)
    clients = [signed_in(ada) for _ in range(4)]

    def send(client):
        start.wait()
        try:
            return client.post(ADD, fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, clients)) == [303] * 4
    assert Entry.objects.count() == Submission.objects.count() == 1
