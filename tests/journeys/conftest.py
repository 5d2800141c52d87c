"""A real browser: chromium from the PATH or from $CHROMIUM. Without one the journeys are skipped, in CI they fail."""

import os
import shutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in the thread of the test
expect.set_options(timeout=20_000)  # [ms] what is awaited comes at once on an idle machine; a busy one is no failure


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium on the PATH and none named by CHROMIUM")
    return {**browser_type_launch_args, "executable_path": browser, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says against the page: blocked by the policy, script errors. A good page fills nothing."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def signed_in_page(page: Page, live_server: LiveServer, ada: User, ada_client: Client) -> Page:
    """Ada's browser, signed in; go to live_server.url + an address."""
    session = ada_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


def violations(page: Page) -> list[str]:
    """What axe finds against the page, one line each; WCAG A, AA and best practice."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def axe_violations():
    return violations
