"""What a person's own file holds of their account, and what is taken over from such a file."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Avoidance, ErasureRequest, Profile, User
from nutrients.models import ChangeSet

Row = dict[str, Any]
ANSWERS = tuple(field.name for field in Profile._meta.concrete_fields if field.name not in {"id", "user"})
AVOIDANCE = ("words", "reason")


def account_of(person: User) -> Row:
    """Plain values. What signs in (password, second factors, tokens, session keys) is a secret and not in it."""
    profile = Profile.objects.get(user=person)
    return {
        "email": person.email,
        "joined_at": person.date_joined,
        "last_sign_in_at": person.last_login,
        "may_open_the_tables": person.is_staff,
        "profile": {name: getattr(profile, name) for name in ANSWERS},
        "foods_not_eaten": list(profile.avoidances.order_by("pk").values(*AVOIDANCE)),
        "email_addresses": _rows(EmailAddress, person, "email", "verified", "primary"),
        "second_factors": _rows(Authenticator, person, "type", "created_at", "last_used_at"),
        "signed_in": _rows(UserSession, person, "created_at", "last_seen_at", "ip", "user_agent"),
        "signs_in_through": _rows(SocialAccount, person, "provider", "uid", "date_joined", "last_login"),
        "erasure_asked_for": list(ErasureRequest.objects.filter(person=person).values("asked_at", "due_at")),
        "changes_of_the_tables": list(
            ChangeSet.objects.filter(author=person).order_by("pk").values("reason", "state", "origin", "created_at")
        ),
        "reviews_of_changes": list(
            ChangeSet.objects.filter(reviewer=person).order_by("pk").values("reason", "review_note", "reviewed_at")
        ),
    }


def _rows(model: type[models.Model], person: User, *columns: str) -> list[Row]:
    return list(model._default_manager.filter(user=person).order_by("pk").values(*columns))


def take_over_answers(profile: Profile, said: Row) -> list[str]:
    """Fill in what the person has not answered here; what they have stays. Names of the answers taken over.

    said: cleaned values by name. Answers that cannot go with those that are here are all left as they are.
    """
    taken = []
    for name, value in said.items():
        field: Any = Profile._meta.get_field(name)
        if getattr(profile, name) == field.get_default() != value:
            setattr(profile, name, value)
            taken.append(name)
    try:
        profile.clean_fields(exclude=["user"])
        profile.validate_constraints()
    except ValidationError:
        profile.refresh_from_db()
        return []
    profile.save(update_fields=taken)
    return taken


def add_not_eaten(profile: Profile, said: list[Row]) -> int:
    """Add the foods that are not on the list yet; how many."""
    there = {words.lower() for words in profile.avoidances.values_list("words", flat=True)}
    added = 0
    for row in said:
        if row["words"].lower() not in there:
            there.add(row["words"].lower())
            Avoidance.objects.create(profile=profile, **row)
            added += 1
    return added
