"""Letting somebody read: who sees what, for how long, and how it ends. Ada gives; Bob reads; Carol is nobody here."""

import logging
import re
from datetime import date, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client

from accounts.models import User, hash_of
from diary.models import CheckIn, Day, Entry, Reader, Reading, ShareLink
from gutcheck.logs import WithoutTokens
from nutrients.models import Food, Portion
from tests.conftest import person, signed_in
from tests.diary.larder import TODAY, own

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
WEEK = "/week/2026-W46/"
SECRET = "Midnight stew of Oma"
DAYS = [date(2026, 11, 9) + timedelta(days=n) for n in range(7)]


@pytest.fixture
def ada(ada: User) -> User:
    """Ada has a full week of rice, potatoes and a stew of her own, and said how one day felt."""
    rice = Food.objects.filter(name__icontains="rice").exclude(portions=None).order_by("fdc_id").first()
    stew = own(ada, SECRET, makeup_known=False)
    Portion.objects.create(food=stew, position=1, description="1 g", grams=1)
    for on in DAYS:
        Day.objects.create(person=ada, date=on, complete=True)
        for food in (rice, stew):
            portion = food.portions.get(description="1 g")
            Entry.objects.create(person=ada, eaten_on=on, meal="lunch", portion=portion, quantity=300, grams=300)
    CheckIn.objects.create(person=ada, date=DAYS[0], stress=3, note="my own words")
    return ada


@pytest.fixture
def carol_client(db) -> Client:
    return signed_in(person("carol@example.org"))


def send(client: Client, address: str, **fields):
    return client.post(address, {"key": str(uuid4())} | fields)


def fresh_address(client: Client) -> str:
    """The address that the page shows this once."""
    found = re.search(r'id="fresh-address" value="http://testserver([^"]+)"', client.get("/sharing/").content.decode())
    return found[1] if found else ""


def link_of(client: Client, **fields) -> str:
    assert send(client, f"{WEEK}share/", **({"days": "7"} | fields)).status_code == 303
    return fresh_address(client)


def invitation_of(client: Client, name: str = "Dr Weber", scope: str = "reports") -> str:
    assert send(client, "/sharing/invite/", name=name, scope=scope).status_code == 303
    return fresh_address(client)


def readable(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def given(ada, ada_client, bob, bob_client) -> Reader:
    """Bob may read Ada's reports."""
    assert send(bob_client, invitation_of(ada_client)).status_code == 303
    return Reader.objects.get(person=ada, reader=bob)


# --- links --------------------------------------------------------------------------------------------------------


def test_a_link_opens_the_report_for_anybody_and_nothing_else(ada, ada_client, carol_client):
    link = link_of(ada_client)
    for client in (Client(), carol_client, ada_client):
        page = readable(client.get(link))
        assert "Week of 9–15 November" in page
        assert "A weekly report, shared to be read." in page
        assert ada.email not in page
        assert SECRET not in page
        main = page[page.index("<body") :]
        addresses = set(re.findall(r'(?:href|action)="([^"]*)"', main)) - {"#main"}
        assert addresses
        assert all(address.startswith(f"{link}why/") for address in addresses), addresses


def test_every_page_behind_a_link_is_as_closed_as_the_report(ada, ada_client):
    link = link_of(ada_client)
    addresses = set(re.findall(rf'href="({link}why/[^"]+)"', readable(Client().get(link))))
    assert len(addresses) > 20
    for address in addresses:
        page = readable(Client().get(address))
        assert SECRET not in page
        assert ada.email not in page
        assert set(re.findall(r'(?:href|action)="(/[^"]*)"', page[page.index("<body") :])) <= {link}
    assert "a food of their own, no. 1" in readable(Client().get(f"{link}why/ZN/"))
    assert Client().get(f"{link}why/NOPE/").status_code == 404


def test_name_and_own_words_are_shown_only_where_that_was_ticked(ada, ada_client):
    link = link_of(ada_client, shows_name="on", shows_notes="on")
    page = readable(Client().get(link))
    assert f"A weekly report of {ada.email}, shared to be read." in page
    assert SECRET in readable(Client().get(f"{link}why/ZN/"))
    assert "my own words" not in page


def test_a_kept_report_is_shared_as_it_was_kept_and_its_own_foods_stay_hidden(ada, ada_client):
    send(ada_client, f"{WEEK}keep/")
    link = link_of(ada_client)
    zinc = readable(Client().get(f"{link}why/ZN/"))
    Entry.objects.of(ada).delete()
    Food.objects.filter(owner=ada).delete()
    assert readable(Client().get(f"{link}why/ZN/")) == zinc
    assert SECRET not in zinc
    assert "a food of their own" in zinc
    assert "As kept on 19 November 2026" in readable(Client().get(link))


def test_headers_of_a_shared_page(ada_client):
    link = link_of(ada_client)
    for address in (link, f"{link}why/ZN/", "/shared/guess/"):
        headers = Client().get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in headers["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in readable(Client().get(link))


def test_cut_short_guessed_run_out_and_taken_back_answer_alike(ada, ada_client, time_machine):
    link = link_of(ada_client)
    gone = Client().get("/shared/guess/")
    assert gone.status_code == 404
    assert "This link opens nothing" in gone.content.decode()
    for broken in (link[:-2] + "/", link[:-20] + "/", f"/shared/{'A' * 43}/", "/shared/%00/", "/shared/é/"):
        cache.clear()  # how often one address may guess has its own tests
        for address in (broken, f"{broken}why/ZN/"):
            answer = Client().get(address)
            assert (answer.status_code, answer.content) == (404, gone.content)
    time_machine.move_to("2026-11-26T12:39:59Z", tick=False)
    assert Client().get(link).status_code == 200
    time_machine.move_to("2026-11-26T12:40:01Z", tick=False)
    assert Client().get(link).content == gone.content


def test_taking_a_link_back_works_at_once_and_undo_gives_it_again(ada, ada_client):
    link = link_of(ada_client)
    send(ada_client, f"/sharing/links/{ShareLink.objects.get().pk}/end/")
    assert Client().get(link).status_code == 404
    assert Client().get(f"{link}why/ZN/").status_code == 404
    note = re.search(r'name="note" value="([^"]+)"', ada_client.get("/sharing/").content.decode())[1]
    send(ada_client, "/sharing/undo/", note=note)
    assert Client().get(link).status_code == 200


def test_somebody_who_is_shut_out_shares_nothing_any_more(ada, ada_client):
    link = link_of(ada_client)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert Client().get(link).status_code == 404


def test_a_link_takes_no_forms(ada_client):
    link = link_of(ada_client)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(link).status_code == 405


def test_only_a_hash_is_kept_and_the_address_is_shown_once(ada, ada_client):
    link = link_of(ada_client)
    token = link.split("/")[2]
    assert len(token) == 43  # 256 bits
    assert ShareLink.objects.get().token_hash == hash_of(token)
    assert fresh_address(ada_client) == ""
    assert token not in str(list(ada_client.session.items()))
    assert token not in ada_client.get("/sharing/").content.decode()


def test_each_opening_is_noted_and_nothing_of_the_opener(ada, ada_client, time_machine):
    link = link_of(ada_client)
    assert "not yet" in ada_client.get("/sharing/").content.decode()
    Client().head(link)
    assert not Reading.objects.exists()
    Client().get(link)
    Client().get(link)  # turned back to at once
    Client().get(f"{link}why/ZN/")
    time_machine.move_to("2026-11-19T14:00:00Z", tick=False)
    Client().get(link)
    assert [reading.what for reading in Reading.objects.all()] == ["2026-W46", "2026-W46 ZN", "2026-W46"]
    page = ada_client.get("/sharing/").content.decode()
    assert "3 times, last on 19 November 2026, 15:00" in page  # where Ada lives
    assert "Week of 9–15 November: Zinc" in page
    assert {field.name for field in Reading._meta.fields} == {"id", "link", "reader", "what", "at"}


def test_however_often_a_link_is_opened_the_page_stays_short(ada_client, django_assert_max_num_queries):
    link_of(ada_client)
    given = ShareLink.objects.get()
    Reading.objects.bulk_create(Reading(link=given, what="2026-W46") for _ in range(500))
    with django_assert_max_num_queries(8):
        page = ada_client.get("/sharing/").content.decode()
    assert "500 times" in page
    assert page.count("<li>19 November 2026") == 20


def test_a_broken_choice_is_answered_beside_it_and_makes_no_link(ada, ada_client):
    for days in ("", "0", "8", "-7", "9999999999999999999", "seven"):
        answer = send(ada_client, f"{WEEK}share/", days=days, shows_notes="on")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Choose" in page
        assert re.search(r'name="shows_notes"[^>]* checked', page)
    assert not ShareLink.objects.exists()
    assert send(ada_client, "/week/2026-W48/share/", days="7").status_code == 404


def test_a_week_with_nothing_in_it_can_be_shared(ada_client):
    assert send(ada_client, "/week/2020-W01/share/", days="7").status_code == 303
    assert "Nothing can be told yet" in readable(Client().get(fresh_address(ada_client)))


# --- readers ------------------------------------------------------------------------------------------------------


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


def test_the_editors_admin_holds_no_diary():
    """Staff keep tables; whose log says what is none of them."""
    assert not [model for model in admin.site._registry if model._meta.app_label == "diary"]


def test_a_token_reaches_no_log(ada_client, caplog, monkeypatch):
    link = link_of(ada_client)
    token = link.split("/")[2]
    send(ada_client, f"/sharing/links/{ShareLink.objects.get().pk}/end/")
    with caplog.at_level(logging.DEBUG):
        Client().get(link)
    logged = [record for record in caplog.records if "/shared/" in record.getMessage()]
    assert logged  # Django notes every address that was not found
    for record in logged:
        assert WithoutTokens().filter(record)
        assert token not in record.getMessage()
        assert "/shared/…/" in record.getMessage()


@pytest.mark.parametrize("hides", [True, False])
def test_whose_report_it_is_decides_whether_numbers_show(ada, ada_client, bob, bob_client, client, hides):
    """Behind a link and for a reader alike; what the reader chose for their own reports does not matter."""
    address = link_of(ada_client)
    moment = "2026-11-18T12:00Z"
    given = Reader.objects.create(
        person=ada, reader=bob, name="Bob", accepted_at=moment, expires_at=moment, token_hash="x"
    )
    type(ada.profile).objects.filter(user=ada).update(hides_numbers=hides)
    type(bob.profile).objects.filter(user=bob).update(hides_numbers=not hides)
    for page in (client.get(address), bob_client.get(f"/readings/{given.pk}/{WEEK.split('/')[2]}/")):
        assert page.status_code == 200
        assert bool(page.context["in_words"]) == hides
        assert ("With numbers" in page.content.decode()) == hides
    why = client.get(f"{address}why/FE/")
    assert why.status_code == 200
    assert bool(why.context["told"]) == hides
