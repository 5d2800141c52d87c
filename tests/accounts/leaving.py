"""Somebody who leaves: the wish, and the day it is carried out."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from django.urls import reverse

from accounts import erasing
from accounts.models import User

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)
WORD = "Zwetschgendatschi"


def asked(person: User) -> User:
    erasing.ask(person, NOW)
    person.refresh_from_db()
    return person


def after() -> datetime:
    return NOW + timedelta(days=erasing.DAYS_TO_UNDO)


def sign_in(person: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": person.email})
    return client


def again(client: Client, person: User) -> None:
    """The password once more."""
    client.post(reverse("account_reauthenticate"), {"password": person.email})
