"""Everybody who may knock at a door of the site, and one of each thing that can be hers and not another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import weekly_mail
from accounts.models import Avoidance, User
from diary.models import Day, Entry, Helping, Meal, PlannedFood, SavedFood, SavedMeal, Sentence, ShareLink
from diary.sharing.links import make_link
from diary.sharing.readers import invite, take_up
from diary.weeks import Week
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, Portion
from tests.conftest import signed_in
from tests.desk.cast import change, draft, staff, waiting
from tests.test_doors import ADMIN_IDS, ALL, DATE, ROWS

SECRET = "Midnight stew of Ada"
NOBODYS = 987_654_321  # an id that no row has


class World(NamedTuple):
    """ids: what the addresses of Ada's things hold, by the marks of test_doors.ROWS and the names of its tokens."""

    ids: dict[str, object]
    ada: User
    clients: dict[str, Client]


def world(ada: User, bob: User) -> World:
    """Ada's things, Bob the stranger, Carol who reads Ada's reports, the three of the desk and one draft."""
    now = timezone.now()
    carol = User.objects.create_user("carol@example.org", "carol@example.org")
    token = make_link(ada, Week.of(DATE), now, 30, shows_notes=True)
    reader = take_up(invite(ada, "C", "reports", now), carol, now)
    assert reader is not None
    ed, rita, _max, as_ed, as_rita, as_max = staff()
    Group.objects.get_or_create(pk=ADMIN_IDS["object_id"], defaults={"name": "Of the first number"})
    ids = things_of(ada) | {
        "Ada's link": ShareLink.objects.of(ada).get().pk, "Ada's reader": reader.pk,
        "shared": token, "reading_join": invite(ada, "D", "reports", now),
        "weekly_mail_stop": weekly_mail.stop_token(ada.profile), **drafts(ed, rita),
    }  # fmt: skip
    clients = {
        "anonymous": Client(), "stranger": signed_in(bob), "owner": signed_in(ada), "reader": signed_in(carol),
        "link holder": Client(), "editor": as_ed, "reviewer": as_rita, "admin": as_max,
    }  # fmt: skip
    return World(ids, ada, clients)


def drafts(ed: User, rita: User) -> dict[str, object]:
    published = waiting(ed, change("food_aliases", "gloop", "porridge", note="A word"))
    release = acts.publish([published], reviewer=rita, at=timezone.now())
    open_: ChangeSet = draft(ed, change("food_aliases", "glop", "porridge", note="Another word"))
    return {"draft": open_.pk, "release": release.version}


def things_of(ada: User) -> dict[str, object]:
    food = Food.objects.create(owner=ada, name=SECRET, description=SECRET, data_type="t", category="c", source="s")
    portion = Portion.objects.create(food=food, description="1 bowl", grams=300)
    day = Day.objects.create(person=ada, date=DATE)
    words = {"text": SECRET, "state": Sentence.State.WAITING, "key": uuid4()}
    sentence = Sentence.objects.create(person=ada, eaten_on=DATE, meal=Meal.LUNCH, **words)
    recipe = SavedMeal.objects.create(person=ada, name=SECRET, servings=2)
    SavedFood.objects.create(saved_meal=recipe, portion=portion, quantity=2, grams=600)
    plan = PlannedFood.objects.create(person=ada, date=DATE, portion=portion, quantity=1)
    avoided = Avoidance.objects.create(profile=ada.profile, words=SECRET)
    session = UserSession.objects.create(user=ada, ip="192.0.2.1", session_key="ada", user_agent=SECRET)
    helping = Helping.objects.create(person=ada, recipe=recipe, name=SECRET, servings=1)
    amount = {"portion": portion, "quantity": 1, "grams": 300}
    entry = Entry.objects.create(person=ada, eaten_on=DATE, meal=Meal.LUNCH, helping=helping, **amount)
    Entry.objects.create(person=ada, eaten_on=DATE - timedelta(days=1), meal=Meal.LUNCH, **amount)
    return {
        "Ada's entry": entry.pk, "Ada's food": food.pk, "Ada's sentence": sentence.pk, "Ada's saved meal": recipe.pk,
        "Ada's helping": helping.pk, "Ada's plan": plan.pk, "Ada's session": session.pk, "portion": portion.pk,
        "Ada's food not eaten": avoided.pk, "day": day.pk,
    }  # fmt: skip


def address_of(name: str, ids: dict[str, object]) -> str:
    """Of a route of the site, with Ada's ids, her tokens and the draft in their places; or of the admin."""
    if name.startswith("admin:"):
        wanted = ALL[name].pattern.regex.groupindex
        return reverse(name, kwargs={key: (ADMIN_IDS | ids)[key] for key in wanted})
    held = {key: ids.get(str(value), value) for key, value in ROWS[name].items()}
    if "token" in held and held["token"] == "guess":
        held["token"] = ids.get(name.removesuffix("_why"), "guess")
    if name.startswith("desk_"):
        held |= {"pk": ids["draft"]} if "pk" in held else {}
        held |= {"version": ids["release"]} if "version" in held else {}
    return reverse(name, kwargs=held)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever happens inside has not happened: neither in the database nor in the browser."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies


def body_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
