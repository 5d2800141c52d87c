"""What is kept of a person where no foreign key leads: sessions, work in the background, what others' rows say."""

from collections.abc import Iterator
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from nutrients.models import ChangeSet

CACHED = ("my_data",)  # names that something of one person's may be cached under


def cache_key(person: User, name: str) -> str:
    """Under which something is cached that is one person's alone. The name is one of CACHED, or erasing misses it."""
    if name not in CACHED:
        raise ValueError(f"{name!r} is not in CACHED")
    return f"person:{person.pk}:{name}"


def forget_cached(person: User) -> None:
    cache.delete_many([cache_key(person, name) for name in CACHED])


def end_sessions(person: User) -> None:
    """Sign a person out everywhere, at the next request of each device."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in _session_keys(person):
        store.delete(key)
    UserSession.objects.filter(user=person).delete()


def _session_keys(person: User) -> Iterator[str]:
    """Sessions name nobody in a column, so all are opened; those of another engine are known by their own list."""
    yield from list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield session.session_key


def remove(person: User) -> None:
    """Delete all that deleting the person's own row does not take along."""
    end_sessions(person)
    forget_cached(person)
    # Work names people by their number or address in its arguments, as a value of its own or within a text.
    named = Q(args_kwargs__icontains=person.email) | Q(args_kwargs__kwargs__person=person.pk)
    DBTaskResult.objects.filter(named).delete()
    own_row = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    LogEntry.objects.filter(own_row | Q(object_repr__icontains=person.email)).delete()
    unpublished = ChangeSet.objects.filter(origin=ChangeSet.Origin.OFFER, author=person, release=None)
    unpublished.delete()  # the words of a food that was offered and that nobody took over
