"""Which pages a device may keep, whose they are, and the page for the others."""

import pytest

from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "egg")


@pytest.mark.parametrize("url", ["/day/", "/day/2026-11-19/", "/day/2026-11-19/?meal=dinner"])
def test_a_day_says_which_it_is_and_whose(ada_client, ada, url):
    headers = ada_client.get(url).headers
    assert (headers["GutCheck-Day"], headers["GutCheck-Person"]) == (TODAY.isoformat(), ada.pseudonym)


@pytest.mark.parametrize("url", ["/day/2026-11-19/?q=egg", "/foods/", "/nutrients/", "/accounts/profile/"])
def test_no_other_page_may_be_kept(ada_client, ada, url):
    headers = ada_client.get(url).headers
    assert "GutCheck-Day" not in headers
    assert headers["GutCheck-Person"] == ada.pseudonym


def test_a_day_that_refused_a_form_is_not_kept(ada_client):
    answer = ada_client.post("/day/2026-11-19/read/", {"text": "egg"})
    assert "GutCheck-Day" not in answer.headers


def test_signed_out_pages_are_nobodys(client, ada_client):
    assert client.get("/accounts/login/").headers["GutCheck-Person"] == "nobody"
    assert ada_client.post("/accounts/logout/", follow=True).headers["GutCheck-Person"] == "nobody"


def test_a_person_is_named_alike_for_ever_and_unlike_others(ada, bob):
    assert ada.pseudonym == type(ada).objects.get(pk=ada.pk).pseudonym
    assert ada.pseudonym != bob.pseudonym
    assert ada.email not in ada.pseudonym


def test_the_offline_page_is_the_same_for_everybody(client, ada_client, ada):
    hers, nobodys = ada_client.get("/offline/"), client.get("/offline/")
    assert ada.email not in hers.content.decode()
    assert ada.pseudonym not in hers.content.decode()
    assert hers.content.count(b"<template") == nobodys.content.count(b"<template") > 0
    assert "Sign in</a></div>" not in nobodys.content.decode()


def test_the_page_tells_the_likely_meal_of_each_hour(ada_client):
    meals = ada_client.get("/day/").context["outbox"]["meals"].split()
    assert len(meals) == 24
    assert (meals[7], meals[12], meals[16], meals[19], meals[23]) == ("breakfast", "lunch", "snack", "dinner", "snack")
