"""Erasing an account: asked for, closed for some days in which it can be had back, then no row and no byte is left."""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from accounts import ledger, traces
from accounts.erasure_mail import say_asked, say_done
from accounts.models import ErasedPerson, ErasureRequest, User
from accounts.scrubbing import scrub, scrub_again

logger = logging.getLogger(__name__)

DAYS_TO_UNDO = 7
BACKUP_DAYS = 35  # no backup is kept longer (gutcheck.safekeeping.pruning; a test holds the two together)
OVERDUE = timedelta(days=1)
SCRUB_AGAIN = timedelta(days=1)  # a reader at the wrong moment keeps the log of the database; later runs empty it


def is_closing(person: AbstractBaseUser) -> bool:
    """Whether the account is closed because its erasure was asked for; it can then be had back."""
    return not person.is_active and ErasureRequest.objects.filter(person=person.pk).exists()


def is_last_in_charge(person: User) -> bool:
    """Whether nobody could run the install for the others any more once this person is gone."""
    others = User.objects.exclude(pk=person.pk)
    return person.is_superuser and others.exists() and not others.filter(is_superuser=True, is_active=True).exists()


def ask(person: User, now: datetime) -> ErasureRequest:
    """Close the account and set down when it is to be erased. Asked once more, the first date stays.

    An account that is closed is no active one: links and readers see nothing of it, no mail is written, and every
    session of it ends.
    """
    with transaction.atomic():
        asked = {"asked_at": now, "due_at": now + timedelta(days=DAYS_TO_UNDO)}
        request, is_new = ErasureRequest.objects.get_or_create(person=person, defaults=asked)
        User.objects.filter(pk=person.pk).update(is_active=False)
        traces.end_sessions(person)
    if is_new:
        say_asked(person, request.due_at)
    return request


def take_back(person: User) -> bool:
    """Open the account again, with everything in it. False: nothing was asked for, or it was taken back already."""
    with transaction.atomic():
        taken_back, _ = ErasureRequest.objects.filter(person=person).delete()
        if taken_back:
            User.objects.filter(pk=person.pk).update(is_active=True)
    return bool(taken_back)


def carry_out_due(now: datetime) -> int:
    """Erase everybody whose days are over; how many. One that fails is logged and tried again by the next run."""
    erased = 0
    for request in ErasureRequest.objects.filter(due_at__lte=now).select_related("person__profile"):
        try:
            erased += _carry_out(request, now)
        except Exception:
            logger.exception("Person %s could not be erased; the next run tries again.", request.person_id)
    if erased:
        scrub()
    elif ErasedPerson.objects.filter(erased_at__gt=now - SCRUB_AGAIN).exists():
        scrub_again()
    return erased


def overdue(now: datetime) -> int:
    """How many should have been erased a day ago or longer."""
    return ErasureRequest.objects.filter(due_at__lt=now - OVERDUE).count()


def _carry_out(request: ErasureRequest, now: datetime) -> bool:
    """False: the person took it back at the last moment."""
    person = request.person
    with transaction.atomic():
        if not ErasureRequest.objects.select_for_update().filter(pk=request.pk, due_at__lte=now).exists():
            return False
        erase(person, now)
    say_done(person)
    return True


@transaction.atomic
def erase(person: User, now: datetime) -> None:
    """Delete every row of a person. The ledger has their pseudonym before that is done, so that none is missed.

    What they gave to everybody and an editor published stays; changes of the tables stay without their name.
    """
    pseudonym = person.pseudonym
    if pseudonym not in ledger.read():
        ledger.write(pseudonym, now)
    traces.remove(person)
    User.objects.get(pk=person.pk).delete()
    ErasedPerson.objects.get_or_create(pseudonym=pseudonym, defaults={"erased_at": now})


def replay_erasures(now: datetime) -> int:
    """After an older backup was restored: erase again who was erased since it was made; how many.

    People are found by the ledger, which no backup overwrites. Nobody gets a mail a second time.
    """
    erased_at = ledger.read()
    names = erased_at.keys() | set(ErasedPerson.objects.values_list("pseudonym", flat=True))
    back = [person for person in User.objects.iterator() if person.pseudonym in names]
    for person in back:
        erase(person, erased_at.get(person.pseudonym, now))
    for pseudonym in names:
        at = erased_at.get(pseudonym, now)
        ErasedPerson.objects.get_or_create(pseudonym=pseudonym, defaults={"erased_at": at})
    if back:
        scrub()
    return len(back)
