"""Readers with an account of their own: invited, let in for a while, and taken back."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from accounts.models import User, hash_of
from diary.models import Reader
from tests.conftest import signed_in
from tests.diary.larder import TODAY
from tests.diary.views.sharing.giving import DAYS, SECRET, WEEK, invitation_of, readable, send

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")


def test_an_invitation_is_taken_up_once_by_another_person(ada, ada_client, bob_client, carol_client):
    address = invitation_of(ada_client)
    sent_away = Client().get(address)
    assert sent_away.headers["Location"] == f"/accounts/login/?next={address}"
    own_page = readable(ada_client.get(address))
    assert "This invitation is your own." in own_page
    assert send(ada_client, address).status_code == 404
    assert f"{ada.email} lets you read" in readable(bob_client.get(address))
    assert send(bob_client, address).status_code == 303
    for answer in (carol_client.get(address), send(carol_client, address), bob_client.get(address)):
        assert answer.status_code == 404
        assert "This invitation is not open" in answer.content.decode()
        assert ada.email not in answer.content.decode()


def test_somebody_without_an_account_comes_back_to_the_invitation_after_signing_up(ada_client, ada, settings):
    settings.SIGNUP_OPEN = True
    address, stranger = invitation_of(ada_client), Client()
    sign_in = stranger.get(stranger.get(address).headers["Location"]).content.decode()
    sign_up = re.search(r'href="(/accounts/signup/[^"]*)"', sign_in)[1]
    assert unquote(sign_up) == f"/accounts/signup/?next={address}"
    fields = {"email": "new@example.org", "password1": "a long new word", "password2": "a long new word"}
    assert stranger.post(sign_up, fields | {"next": address}).headers["Location"] == address
    assert ada.email in readable(stranger.get(address))


def test_a_reader_sees_reports_and_nothing_else(ada, given, bob_client):
    assert ada.email in readable(bob_client.get("/readings/"))
    weeks = readable(bob_client.get(f"/readings/{given.pk}/"))
    assert f'href="/readings/{given.pk}/2026-W46/"' in weeks
    page = readable(bob_client.get(f"/readings/{given.pk}/2026-W46/"))
    assert "Week of 9–15 November" in page
    assert f"You read a report of {ada.email}" in page
    assert "How the days felt" not in page
    main = page[page.index("<main") : page.index("</main>")]
    addresses = set(re.findall(r'(?:href|action)="([^"]*)"', main))
    assert len(addresses) > 20
    assert all(address.startswith(f"/readings/{given.pk}/") for address in addresses), addresses
    for address in addresses:
        assert bob_client.get(address).status_code == 200
    for day in (TODAY, DAYS[0]):
        assert SECRET not in bob_client.get(f"/day/{day}/").content.decode()
    for address in ("/foods/", "/foods/search/?q=stew&find=stew", "/day/", WEEK):
        assert SECRET not in bob_client.get(address).content.decode()


def test_a_reader_changes_nothing(given, bob_client):
    base = f"/readings/{given.pk}/"
    for address in ("/readings/", base, f"{base}2026-W46/", f"{base}2026-W46/why/ZN/"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(bob_client, method)(address).status_code == 405


def test_check_ins_are_shown_where_the_leave_covers_them_and_never_the_note(ada, ada_client, bob_client):
    send(bob_client, invitation_of(ada_client, scope="check_ins"))
    pk = Reader.objects.get(person=ada).pk
    page = readable(bob_client.get(f"/readings/{pk}/2026-W46/"))
    assert "How the days felt" in page
    assert "Monday 9 November" in page
    assert "my own words" not in page


def test_the_matrix_of_readers(ada, ada_client, given, bob_client, carol_client, time_machine):
    """Ada herself, Bob who may read, Carol who may not, and a stranger, at each address of a reader."""
    base = f"/readings/{given.pk}/"
    addresses = (base, f"{base}2026-W46/", f"{base}2026-W46/why/ZN/")

    def answers(client):
        return [client.get(address).status_code for address in addresses]

    assert answers(bob_client) == [200, 200, 200]
    assert answers(ada_client) == [404, 404, 404]
    assert answers(carol_client) == [404, 404, 404]
    assert answers(Client()) == [302, 302, 302]
    assert send(carol_client, f"{base}leave/").status_code == 404
    assert send(carol_client, f"/sharing/readers/{given.pk}/end/").status_code == 404
    assert send(bob_client, f"/sharing/readers/{given.pk}/end/").status_code == 404  # he leaves; he does not end
    time_machine.move_to("2027-11-19T12:40:00Z", tick=False)
    fresh = signed_in(given.reader)
    assert answers(fresh) == [200, 200, 200]  # it does not run out once taken up
    assert send(signed_in(ada), f"/sharing/readers/{given.pk}/end/").status_code == 303
    assert answers(fresh) == [404, 404, 404]
    assert ada.email not in fresh.get("/readings/").content.decode()


def test_a_reader_may_leave_and_come_back_by_undo(ada, given, bob_client):
    send(bob_client, f"/readings/{given.pk}/leave/")
    page = bob_client.get("/readings/").content.decode()
    assert "You no longer read the reports" in page
    assert bob_client.get(f"/readings/{given.pk}/").status_code == 404
    note = re.search(r'name="note" value="([^"]+)"', page)[1]
    assert send(bob_client, "/sharing/undo/", note=note, from_reader="1").url == "/readings/"
    assert bob_client.get(f"/readings/{given.pk}/").status_code == 200


def test_no_undo_of_a_reader_brings_back_what_the_person_took_back(ada, ada_client, given, bob_client, time_machine):
    send(bob_client, f"/readings/{given.pk}/leave/")
    note = re.search(r'name="note" value="([^"]+)"', bob_client.get("/readings/").content.decode())[1]
    send(bob_client, "/sharing/undo/", note=note)
    time_machine.move_to("2026-11-19T13:00:00Z", tick=False)
    send(ada_client, f"/sharing/readers/{given.pk}/end/")
    send(bob_client, "/sharing/undo/", note=note)
    assert bob_client.get(f"/readings/{given.pk}/").status_code == 404
    for thief in (bob_client, Client()):
        answer = send(thief, "/sharing/undo/", note="forged")
        assert answer.status_code in {302, 400}


def test_openings_of_a_reader_are_shown_to_the_person(ada, ada_client, given, bob_client):
    bob_client.get(f"/readings/{given.pk}/2026-W46/")
    bob_client.get(f"/readings/{given.pk}/2026-W46/why/ZN/")
    page = ada_client.get("/sharing/").content.decode()
    assert "Dr Weber" in page
    assert given.reader.email in page
    assert "2 times" in page


def test_a_newer_invitation_from_the_same_person_takes_the_place_of_the_older(ada, ada_client, given, bob_client):
    send(bob_client, invitation_of(ada_client, "Bob again", "check_ins"))
    newer = Reader.objects.read_by(given.reader).get()
    assert (newer.name, newer.scope) == ("Bob again", "check_ins")
    assert bob_client.get(f"/readings/{given.pk}/").status_code == 404


def test_an_invitation_that_was_not_taken_up_runs_out_and_can_be_taken_back(ada, ada_client, bob_client, time_machine):
    first, second = invitation_of(ada_client), invitation_of(ada_client)
    send(ada_client, f"/sharing/readers/{Reader.objects.get(token_hash=hash_of(first.split('/')[3])).pk}/end/")
    assert bob_client.get(first).status_code == 404
    time_machine.move_to("2026-12-03T12:40:01Z", tick=False)
    assert signed_in(User.objects.get(email="bob@example.org")).get(second).status_code == 404


def test_a_broken_invitation_is_answered_beside_it(ada_client):
    for fields in (
        {"name": "", "scope": "reports"},
        {"name": "x" * 81, "scope": "reports"},
        {"name": "S", "scope": "all"},
    ):
        answer = send(ada_client, "/sharing/invite/", **fields)
        assert answer.status_code == 422
        assert "gc-error" in answer.content.decode() or "errorlist" in answer.content.decode()
    assert not Reader.objects.exists()


def test_a_week_that_has_not_begun_is_not_found_by_a_reader(given, bob_client):
    assert bob_client.get(f"/readings/{given.pk}/2026-W48/").status_code == 404
    assert bob_client.get(f"/readings/{given.pk}/2026-W54/").status_code == 404
