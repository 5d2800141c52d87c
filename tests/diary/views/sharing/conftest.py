"""Ada gives; Bob reads; Carol is nobody here."""

import pytest
from django.test import Client

from accounts.models import User
from diary.models import CheckIn, Day, Entry, Reader
from nutrients.models import Food, Portion
from tests.conftest import person, signed_in
from tests.diary.larder import own
from tests.diary.views.sharing.giving import DAYS, SECRET, invitation_of, send


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


@pytest.fixture
def given(ada, ada_client, bob, bob_client) -> Reader:
    """Bob may read Ada's reports."""
    assert send(bob_client, invitation_of(ada_client)).status_code == 303
    return Reader.objects.get(person=ada, reader=bob)
