"""Second factors and passkeys in a browser that has a key of its own: set up, used, used up, and taken off."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.security.cast import code_now, is_signed_in, sign_in, with_app, with_recovery_codes
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def at(live_server: LiveServer):
    return lambda name, *args: live_server.url + reverse(name, args=args)


@pytest.fixture
def key(page: Page) -> Iterator[None]:
    """The browser holds a key that answers by itself, like a finger that is always on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield
    session.detach()


def come_in(page: Page, at, person: User) -> None:
    page.goto(at("account_login"))
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(person.email)
    page.get_by_role("button", name="Sign in", exact=True).click()


def go_out(page: Page) -> None:
    page.locator(".gc-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(reverse("account_login")))


def prove(page: Page, person: User) -> None:
    page.get_by_label("Password").fill(person.email)
    page.get_by_role("button", name="Go on").click()


def test_an_app_from_its_set_up_to_the_last_way_in(page: Page, at, ada: User, complaints: list[str]) -> None:
    come_in(page, at, ada)
    page.locator(".gc-menu summary").click()
    page.get_by_role("link", name="Sign-in and security").click()
    assert violations(page) == []
    page.get_by_role("link", name="Set it up").click()
    assert violations(page) == []
    prove(page, ada)
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    assert violations(page) == []
    secret = page.locator(".gc-totp .gc-unbroken").inner_text()
    page.get_by_role("textbox").fill("000000")
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".errorlist")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("textbox").fill(code_now(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert violations(page) == []
    codes = page.locator(".gc-codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 codes are left")).to_be_visible()
    assert violations(page) == []

    go_out(page)
    come_in(page, at, ada)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("textbox").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(reverse("day_today")))
    go_out(page)
    come_in(page, at, ada)
    page.get_by_role("textbox").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".errorlist")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert complaints == []


def test_a_passkey_opens_the_diary_without_a_password(
    page: Page, at, ada: User, key: None, complaints: list[str]
) -> None:
    come_in(page, at, ada)
    page.goto(at("mfa_add_webauthn"))
    prove(page, ada)
    page.get_by_label("A name to tell it by").fill("Ada's laptop")
    expect(page.get_by_role("checkbox")).to_be_checked()
    assert violations(page) == []
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.goto(at("security"))
    expect(page.get_by_text("Ada's laptop", exact=True).first).to_be_visible()
    assert violations(page) == []
    go_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(reverse("day_today")))
    go_out(page)
    come_in(page, at, ada)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(reverse("day_today")))

    passkey = Authenticator.objects.get(type="webauthn")
    page.goto(at("mfa_edit_webauthn", passkey.pk))
    prove(page, ada)
    page.get_by_role("textbox").fill("Ada's new laptop")
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ada's new laptop", exact=True).first).to_be_visible()
    page.get_by_role("link", name="Remove Ada's new laptop").click()
    assert violations(page) == []
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    assert not Authenticator.objects.exists()
    assert complaints == []


def test_a_browser_without_the_passkey_says_so(page: Page, at, ada: User, key: None) -> None:
    page.goto(at("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("handed over no passkey")
    assert violations(page) == []


def test_once_more_by_code_or_passkey(page: Page, at, ada: User, complaints: list[str]) -> None:
    with_app(ada)
    codes = with_recovery_codes(ada)
    come_in(page, at, ada)
    page.get_by_role("textbox").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(at("mfa_deactivate_totp"))
    page.get_by_role("link", name="Use a code").click()
    expect(page.get_by_role("heading", name="A code once more")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("textbox").fill(codes[1])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Switch the authenticator app off?")).to_be_visible()
    assert violations(page) == []
    page.goto(at("mfa_generate_recovery_codes"))
    assert violations(page) == []
    assert complaints == []


def test_another_browser_is_sent_out(page: Page, at, ada: User, complaints: list[str]) -> None:
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko Firefox/140.0"})
    sign_in(elsewhere, ada)
    come_in(page, at, ada)
    page.goto(at("session_list"))
    assert violations(page) == []
    page.get_by_role("button", name="End it Firefox on Windows").click()
    expect(page.get_by_text("That session has ended.")).to_be_visible()
    assert not is_signed_in(elsewhere)
    assert complaints == []


def test_staff_are_led_to_a_second_factor_first(page: Page, at, settings: Settings, complaints: list[str]) -> None:
    settings.LOCAL_ONLY = False
    root = User.objects.create_superuser("root@example.org", "root@example.org")
    come_in(page, at, root)
    page.goto(at("admin:index"))
    expect(page.get_by_role("heading", name="Sign-in and security")).to_be_visible()
    expect(page.get_by_text("once your account has a second factor")).to_be_visible()
    assert violations(page) == []
    with_app(root)
    page.goto(at("admin:index"))
    expect(page).to_have_url(re.compile("/admin/"))
    assert complaints == []
