"""Pages of no room: errors, robots, health, light and dark."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import Client
from django.test.utils import override_settings
from django.urls import path, reverse
from pytest_django import Settings

from gutcheck import urls

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> None:
    raise RuntimeError("a secret in a traceback")


broken.login_required = False  # type: ignore[attr-defined]  # as login_not_required does
urlpatterns = [*urls.urlpatterns, path("broken/", broken)]


def is_in_our_look(page: str, heading: str) -> bool:
    return "<h1>" + heading in page and "gutcheck.css" in page and "Content" not in page[:20]


def test_an_unknown_address_is_answered_in_our_look(client: Client, ada_client: Client) -> None:
    for visitor in (client, ada_client):
        answer = visitor.get("/no/such/page/")
        assert answer.status_code == 404
        assert is_in_our_look(answer.content.decode(), "This page is not here")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@override_settings(ROOT_URLCONF="tests.gutcheck.test_views")
def test_a_crash_shows_no_traceback() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert is_in_our_look(page, "Something went wrong on our side")
    assert "secret" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_form_without_its_token_is_refused_in_our_look() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert is_in_our_look(answer.content.decode(), "That form could not be trusted")


def test_a_forged_host_is_refused(client: Client) -> None:
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


def test_health_and_robots(client: Client) -> None:
    assert client.get(reverse("healthz")).content == b"ok\n"
    assert client.get(reverse("robots")).content == b"User-agent: *\nDisallow: /\n"
    assert client.get("/favicon.ico").headers["Location"] == "/static/brand/favicon-32.png"


@pytest.mark.parametrize(("theme", "mark"), [("dark", ' data-bs-theme="dark"'), ("light", ' data-bs-theme="light"')])
def test_a_chosen_theme_stays(client: Client, theme: str, mark: str) -> None:
    answer = client.post(reverse("theme"), {"theme": theme, "next": "/accounts/login/"})
    assert answer.headers["Location"] == "/accounts/login/"
    assert mark in client.get("/accounts/login/").content.decode()
    client.post(reverse("theme"), {"theme": "system"})
    assert "data-bs-theme" not in client.get("/accounts/login/").content.decode()


def test_the_theme_s_cookie_belongs_to_this_host_alone(client: Client, settings: Settings) -> None:
    settings.HTTPS, settings.THEME_COOKIE_NAME = True, "__Host-theme"
    cookie = client.post(reverse("theme"), {"theme": "dark", "next": "/accounts/login/"}).cookies["__Host-theme"]
    assert all([cookie["secure"], cookie["httponly"], cookie["path"] == "/", not cookie["domain"]])
    assert ' data-bs-theme="dark"' in client.get("/accounts/login/").content.decode()


def test_a_made_up_theme_is_not_printed(client: Client) -> None:
    client.cookies["theme"] = '"><script>alert(1)</script>'
    assert "alert(1)" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_the_theme_switch_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post(reverse("theme"), {"theme": "dark", "next": target}).headers["Location"] == "/"


def test_a_visit_switches_no_theme(client: Client) -> None:
    answer = client.get(reverse("theme"), {"theme": "dark"})
    assert answer.status_code == 405
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("address", ["/theme/", "/entries/add/", "/entries/7/delete/", "/day/2026-11-19/copy/"])
def test_an_address_for_forms_only_is_readable_when_opened(address: str, ada_client: Client) -> None:
    answer = ada_client.get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert is_in_our_look(answer.content.decode(), "This address only takes forms")


def test_the_manifest_names_icons_that_exist(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    facts = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert facts["start_url"] == "/day/"
    sizes = {(icon["sizes"], icon["purpose"]) for icon in facts["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in facts["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        with open(file, "rb") as png:
            width = int.from_bytes(png.read(20)[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"


def test_the_worker_is_a_script_at_the_root_of_files_that_exist(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    named = re.findall(r'"/static/([^"]+\.js)"', answer.content.decode())
    assert named == ["outbox-store.js", "worker.js"]
    assert all(finders.find(name) for name in named)
