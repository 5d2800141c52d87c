"""Who gave whom which role, when. Kept in Django's own log of the admin, by pseudonym: an erased person leaves none."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from desk.roles import Role

SHOWN = 50
MARK = "role: "


@dataclass(frozen=True, slots=True)
class Appointment:
    """who None: they are gone."""

    at: datetime
    by: User
    who: User | None
    role: Role


def record(by: User, person: User, role: Role) -> None:
    LogEntry.objects.create(
        user=by, content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk),
        object_repr=person.pseudonym, action_flag=CHANGE, change_message=f"{MARK}{role.value}",
    )  # fmt: skip


def appointments() -> list[Appointment]:
    """The newest first."""
    of_people = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), change_message__startswith=MARK
    )
    entries = list(of_people.select_related("user").order_by("-pk")[:SHOWN])
    people = User.objects.in_bulk([int(entry.object_id or 0) for entry in entries])
    return [
        Appointment(
            entry.action_time, entry.user, people.get(int(entry.object_id or 0)),
            Role(entry.change_message.removeprefix(MARK)),
        )
        for entry in entries
    ]  # fmt: skip
