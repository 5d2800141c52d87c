"""Who asks for the pages, and the box of the day page as it is used."""

import pytest
from django.conf import settings

from accounts import demo
from accounts.models import User
from diary.demo import fill_diary
from tests.diary.larder import TODAY, food
from tests.diary.views.sent import READ, form_in


@pytest.fixture
def larder(egg, bread):
    food(3, "Butter", ("1 pat", 5), is_common=True)


@pytest.fixture
def say(ada_client):
    """say("2 eggs"): the page with the preview of these words."""
    return lambda text, **fields: ada_client.post(READ, {"text": text, "meal": "lunch"} | fields)


@pytest.fixture
def press(ada_client):
    """press(page, READ, act="out:0"): the form of a page, sent with a button of it."""

    def send(page, address, **button):
        return ada_client.post(address, form_in(page) | button)

    return send


@pytest.fixture
def maya(shipped_tables) -> User:
    """The demo person, six weeks of diary up to TODAY."""
    demo.make_demo_person(TODAY)
    person = User.objects.get_by_natural_key(demo.EMAIL)
    fill_diary(person, TODAY, settings.FIXTURES)
    return person
