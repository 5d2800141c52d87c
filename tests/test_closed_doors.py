"""Requirements of docs/security.md that no room owns."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from diary.models import Reader
from diary.sharing.readers import invite
from gutcheck.settings.install import secret_key
from nutrients.models import Food
from tests.test_bans import code

BITS = 128


def calls_of(path: Path, names: set[str]) -> list[ast.Call]:
    tree = ast.walk(ast.parse(path.read_text()))
    return [node for node in tree if isinstance(node, ast.Call) and ast.unparse(node.func) in names]


def test_what_opens_a_door_cannot_be_guessed() -> None:
    """Every token of ours is made by secrets, of 16 random bytes or more."""
    calls = [call for path in code() for call in calls_of(path, {"secrets.token_urlsafe", "secrets.token_hex"})]
    assert len(calls) >= 4
    for call in calls:
        size = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else 0
        assert isinstance(size, int)
        assert size * 8 >= BITS, ast.unparse(call)


def test_nobody_can_leave_a_file_to_be_served() -> None:
    """No picture is taken, and what is uploaded is read and not kept: no model has a column for a file."""
    kept = [f for model in apps.get_models() for f in model._meta.get_fields() if isinstance(f, models.FileField)]
    assert kept == []


@pytest.mark.django_db
def test_what_belongs_to_nobody_is_nobodys(ada: User, bob: User) -> None:
    """An invitation that nobody took up has no reader; two people without anything in common are strangers."""
    invite(ada, "Dr Weber", "reports", timezone.now())
    assert Reader.objects.get().reader is None
    assert not Reader.objects.read_by(bob).exists()
    assert not Reader.objects.read_by(ada).exists()
    for owner, sees in ((ada, False), (bob, True)):
        food = Food.objects.create(owner=owner, name="x", description="x", data_type="t", category="c", source="s")
        assert Food.objects.for_person(bob).filter(pk=food.pk).exists() is sees


@pytest.mark.django_db
def test_a_known_and_an_unknown_address_cost_the_same(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is hashed once either way, which is nearly all of the time a sign-in takes."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    counts = []
    for email in (ada.email, "nobody@example.org"):
        hashed.clear()
        client.post(reverse("account_login"), {"login": email, "password": "a wrong guess"})
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_only_so_much_of_a_query_is_read(ada_client: Client, shipped_tables: None) -> None:
    answer = ada_client.get(reverse("food_list"), {"q": "egg " * 5000})
    assert answer.status_code == 200
    assert b"egg " * 60 not in answer.content


def test_a_page_has_an_end() -> None:
    """However many there are: no list of the admin shows more than 200 rows."""
    for model, page in admin.site._registry.items():
        assert page.list_per_page <= 200, model
        assert page.list_max_show_all <= 200, model


@pytest.mark.parametrize("address", ["/trends/", "/nutrients/ZN/"])
def test_no_range_of_days_is_endless(address: str, ada_client: Client, shipped_tables: None) -> None:
    for first, last in (("0001-01-01", "9999-12-31"), ("1900-01-01", "2026-11-18"), ("2000-01-01", "2100-01-01")):
        for weeks in ("", "99999999", "-1", "1e9"):
            assert ada_client.get(address, {"from": first, "to": last, "weeks": weeks}).status_code in {200, 422}


@pytest.mark.django_db
def test_nobody_is_in_charge_because_they_came_first(client: Client) -> None:
    """The first to sign up is somebody like the others; who runs the machine makes the admin there."""
    client.post(
        reverse("account_signup"),
        {"email": "first@example.org", "password1": "porridge-42", "password2": "porridge-42"},
    )
    first = User.objects.get(email="first@example.org")
    assert not first.is_staff
    assert not first.is_superuser


def test_a_secret_key_is_never_the_same_on_two_installs(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    keys = {secret_key(tmp_path / name) for name in "ab"}
    assert len(keys) == 2
    assert min(len(key) for key in keys) >= 50
