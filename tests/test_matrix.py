"""Every route, by everybody, by every verb; and what no payload may reach (tests/matrix_rows.py is the table)."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from diary.models import Entry, PlannedFood, SavedFood, SavedMeal
from nutrients.models import Food, Portion
from tests.matrix_rows import ROLES, VERBS, rows
from tests.matrix_world import NOBODYS, World, address_of, body_of, undone, world
from tests.test_doors import ALL, DATE
from tests.test_doors import ROWS as ADDRESSES

EXPECTED = rows()
UNPROTECTED = {"weekly_mail_stop"}  # mail programs send it on their own, with a signed token (RFC 8058)
LETTERS = {403: "f", 404: "-", 405: "x"}
CHANGING = re.compile(rb'value="[0-9A-Za-z]{64}"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"x-csrftoken"[^}]*')

NUMBER = re.compile(rb"/[0-9]+/")


@pytest.fixture
def cast(ada: User, bob: User, shipped_tables: None) -> World:
    return world(ada, bob)


def sent(client: Client, verb: str, address: str, **fields: object) -> HttpResponse:
    client.raise_request_exception = False
    cache.clear()  # limits on guessing are their own tests' matter
    if verb == "POST":
        return client.post(address, {"key": uuid4(), **fields})
    return client.generic(verb, address)


def letter_of(answer: HttpResponse) -> str:
    """As the table writes it; a broken page is a "!"."""
    doors = (reverse("account_login"), reverse("admin:login"))
    if answer.status_code in {301, 302} and answer.headers["Location"].startswith(doors):
        return "a"
    return "!" if answer.status_code >= 500 else LETTERS.get(answer.status_code, "+")


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert set(EXPECTED) == {name for name in ALL if name != "admin:None"}


@pytest.mark.parametrize("role", ROLES)
def test_each_cell_of_the_matrix(role: str, cast: World) -> None:
    client, place = cast.clients[role], ROLES.index(role)
    wrong = []
    for name, (reading, sending) in EXPECTED.items():
        address = address_of(name, cast.ids)
        letters = {"GET": reading[place], "HEAD": reading[place], "POST": sending[place]}
        for verb in VERBS:
            with undone(client):
                met = letter_of(answer := sent(client, verb, address))
                body_of(answer)  # a file is closed once it is read
                if met != letters.get(verb, "x"):
                    wrong.append((verb, address, answer.status_code, letters.get(verb, "x")))
    assert wrong == []


def test_the_admin_s_unnamed_addresses_are_behind_its_door(cast: World) -> None:
    """The catch-all of the admin: no address below it tells a stranger what is there."""
    for address in ("/admin/nothing/here/", "/admin/nutrients/food/1/", "/admin/r/1/1/"):
        assert letter_of(cast.clients["stranger"].get(address)) == "a"


OF_ADA = sorted(
    name for name, ids in ADDRESSES.items() if any(str(value).startswith("Ada's") for value in ids.values())
)


@pytest.mark.parametrize("role", ["stranger", "link holder", "editor", "admin"])
def test_what_is_another_s_and_what_is_not_there_answer_alike(role: str, cast: World) -> None:
    """Status, headers that tell, every byte but tokens, and the number of queries."""
    client = cast.clients[role]
    nothing = dict.fromkeys((mark for mark in cast.ids if mark.startswith("Ada's")), NOBODYS)
    wrong = []
    for name in OF_ADA:
        for verb in ("GET", "POST"):
            told = []
            for ids in (cast.ids, cast.ids | nothing):
                address = address_of(name, ids)
                with undone(client), CaptureQueriesContext(connection) as queries:
                    answer = sent(client, verb, address)
                    page = NUMBER.sub(b"/N/", CHANGING.sub(b"", body_of(answer)))
                    place = NUMBER.sub(b"/N/", answer.headers.get("Location", "").encode())
                told.append((answer.status_code, place, page, len(queries)))
            if told[0] != told[1]:
                wrong.append((verb, name, [(told_[0], told_[1], told_[3]) for told_ in told]))
    assert wrong == []


@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_no_form_without_a_token_of_its_page(role: str, cast: World) -> None:
    client = cast.clients[role]
    client.handler.enforce_csrf_checks = True
    taken = []
    for name in EXPECTED:
        with undone(client):
            answer = sent(client, "POST", address_of(name, cast.ids))
            if answer.status_code != 403 or (b"CSRF" not in body_of(answer) and "403_csrf.html" not in told_by(answer)):
                taken.append(name)
    assert set(taken) == UNPROTECTED


def told_by(answer: HttpResponse) -> list[str]:
    return [template.name or "" for template in getattr(answer, "templates", [])]


# --- what a payload may not reach -----------------------------------------------------------------------------------
def rights_of(person: User) -> tuple[object, ...]:
    person = User.objects.get(pk=person.pk)
    addresses = list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))
    groups = list(person.groups.values_list("name", flat=True))
    return person.pk, person.email, person.is_staff, person.is_superuser, person.is_active, groups, addresses


def owners() -> dict[str, object]:
    """Of every row that is somebody's: whose."""
    mine = {}
    for model in (Entry, SavedMeal, PlannedFood):
        mine |= {f"{model.__name__} {pk}": who for pk, who in model.objects.values_list("pk", "person_id")}
    return mine | {f"Food {pk}": who for pk, who in Food.objects.exclude(owner=None).values_list("pk", "owner_id")}


def test_fields_that_no_form_has_change_nothing(cast: World, bob: User) -> None:
    """Bob sends every form of the site as somebody's owner, staff and verified."""
    client = cast.clients["stranger"]
    before, ada, owned = rights_of(bob), rights_of(cast.ada), owners()
    smuggled = {
        "owner": cast.ada.pk, "person": cast.ada.pk, "user": cast.ada.pk, "profile": cast.ada.pk,
        "id": cast.ids["Ada's food"], "pk": cast.ids["Ada's food"], "food": cast.ids["Ada's food"],
        "portion": cast.ids["portion"], "recipe": cast.ids["Ada's saved meal"], "is_staff": "on", "is_superuser": "on",
        "is_active": "", "verified": "on", "primary": "on", "groups": "1", "user_permissions": "1", "role": "admin",
        "is_common": "on", "fdc_id": "1", "name": "Bob's bread", "words": "bread", "birth_year": "1980", "sex": "male",
        "pseudonym": "x",
    }  # fmt: skip
    for name in sorted(EXPECTED):
        if not name.startswith("admin:"):
            with undone(client):
                answer = sent(client, "POST", address_of(name, cast.ids), **smuggled)
                assert answer.status_code < 500, name
                assert (rights_of(bob), rights_of(cast.ada)) == (before, ada), name
                now = owners()
                assert {key: now.get(key) for key in owned} == owned, name
                assert cast.ada.pk not in {now[key] for key in now.keys() - owned.keys()}, name


FOREIGN = {
    "entry_add": {"portion": "portion", "food": "Ada's food", "quantity": "1", "meal": "lunch", "eaten_on": DATE},
    "plan_add": {"portion": "portion", "food": "Ada's food", "quantity": "1", "date": DATE},
    "food_again": {"food": "Ada's food", "portion": "portion", "quantity": "1"},
    "food_swap": {"food": "Ada's food", "portion": "portion", "other": "Ada's food", "for": "Ada's food"},
    "saved_meal_new": {"name": "Mine", "food": "Ada's food", "portion": "portion", "quantity": "1", "grams": "100"},
    "meal_copy": {"to": DATE, "meal": "lunch"},
    "day_copy": {"date": DATE},
    "link_make": {"person": "Ada's reader"},
}


def reached(model: type[models.Model], whose: str, bob: User, things: models.Q) -> models.QuerySet:
    return model._default_manager.filter(things, **{whose: bob})


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_what_is_another_s_is_refused_inside_a_form(name: str, cast: World, bob: User) -> None:
    client = cast.clients["stranger"]
    prefixed = {f"{part}-0-{key}": value for part in ("form", "foods", "rows") for key, value in FOREIGN[name].items()}
    totals = {f"{part}-{which}_FORMS": 1 for part in ("form", "foods", "rows") for which in ("TOTAL", "INITIAL")}
    fields = {key: cast.ids.get(str(value), value) for key, value in (FOREIGN[name] | prefixed).items()} | totals
    answer = sent(client, "POST", address_of(name, cast.ids), **fields)
    assert answer.status_code < 500
    hers = Portion.objects.filter(food__owner=cast.ada)
    assert not Entry.objects.filter(person=bob, portion__in=hers).exists()
    assert not PlannedFood.objects.filter(person=bob, portion__in=hers).exists()
    assert not SavedFood.objects.filter(saved_meal__person=bob, portion__in=hers).exists()
