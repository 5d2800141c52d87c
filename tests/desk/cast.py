"""Who works at the desk, and changes for them to work on."""

from typing import NamedTuple
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from desk.roles import Role, appoint
from nutrients.changesets import acts, rows
from nutrients.changesets.difference import RowDifference
from nutrients.models import ChangeSet
from tests.conftest import signed_in

EGG = "900"


class Staff(NamedTuple):
    """Ed edits, Rita reviews, Max is the admin; each with a browser."""

    ed: User
    rita: User
    max: User
    as_ed: Client
    as_rita: Client
    as_max: Client


def staff() -> Staff:
    ed, rita = (User.objects.create_user(f"{name}@example.org", f"{name} pass") for name in ("ed", "rita"))
    appoint(ed, Role.EDITOR)
    appoint(rita, Role.REVIEWER)
    max_ = User.objects.create_superuser("max@example.org", "max pass")
    people = [User.objects.get(pk=person.pk) for person in (ed, rita, max_)]
    return Staff(*people, *map(signed_in, people))


def change(table: str, *key: str, **cells: str) -> RowDifference:
    """A row as it is now, with some cells changed; a row that is not there is new. `_` in a name reads as a blank."""
    named = {name.replace("_", " "): text for name, text in cells.items()}
    now = rows.rows_of(table, [key]).get((table, key))
    return RowDifference(table, key, "", now, (now or {}) | named)


def gone(table: str, *key: str) -> RowDifference:
    return RowDifference(table, key, "", rows.rows_of(table, [key])[table, key], None)


def zinc(amount: str) -> RowDifference:
    """Zinc of the egg, 1.29 mg as loaded, by a source of its own."""
    return change("values", EGG, "ZN", amount_per_100_g=amount, source="A new analysis")


def draft(author: User | None, *changes: RowDifference, reason: str = "A new analysis", **more: object) -> ChangeSet:
    origin = str(more.pop("origin", ChangeSet.Origin.FORM))
    return acts.propose(author, changes, reason=reason, origin=origin, **more)  # type: ignore[arg-type]  # handed on as they came


def waiting(author: User | None, *changes: RowDifference, reason: str = "A new analysis") -> ChangeSet:
    changeset = draft(author, *changes, reason=reason)
    acts.send(changeset)
    return changeset


def post(client: Client, address: str, **fields: object) -> HttpResponse:
    """A form sent once, with a key of its own."""
    return client.post(address, {"key": uuid4(), **fields})
