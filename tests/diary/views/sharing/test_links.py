"""Links: who sees what, for how long, and how it ends."""

import logging
import re

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client

from accounts.models import User, hash_of
from diary.models import Entry, Reader, Reading, ShareLink
from gutcheck.logs import WithoutTokens
from nutrients.models import Food
from tests.diary.views.sharing.giving import SECRET, WEEK, fresh_address, link_of, readable, send

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")


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
