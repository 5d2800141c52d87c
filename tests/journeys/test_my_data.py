"""My data in a browser: the file comes down and is looked at again; an account is closed and had back."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import ErasureRequest, User
from tests.diary.my_data.filled import fill
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_file_comes_down_and_is_looked_at(
    signed_in_page: Page, ada: User, live_server: LiveServer, complaints: list[str]
) -> None:
    fill(ada)
    page = signed_in_page
    page.goto(live_server.url + reverse("day_today"))
    page.locator(".gc-menu summary").click()
    page.get_by_role("link", name="My data").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    path = download.value.path()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "a.zip", "mimeType": "application/zip", "buffer": path.read_bytes()}
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What the file would bring")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("Taken in, with 0 foods logged.")).to_be_visible()
    assert violations(page) == []
    assert complaints == []


def test_an_account_is_closed_and_had_back(
    signed_in_page: Page, ada: User, live_server: LiveServer, complaints: list[str]
) -> None:
    page = signed_in_page
    page.goto(live_server.url + reverse("erasure"))
    assert violations(page) == []
    page.get_by_role("button", name="Close and erase my account").click()
    page.get_by_label("Password").fill(ada.email)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Your account is closed and will be erased on")).to_be_visible()
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill(ada.email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your account will be erased on")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_text("Your account stays.")).to_be_visible()
    assert not ErasureRequest.objects.exists()
    assert complaints == []
