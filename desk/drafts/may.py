"""Who may do what with a set of changes. Every act on the desk asks here, and every button."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from desk.doors import is_reviewer
from nutrients.changesets.acts import may_publish
from nutrients.models import ChangeSet

DRAFT, REVIEW = ChangeSet.State.DRAFT, ChangeSet.State.REVIEW


@dataclass(frozen=True, slots=True)
class Acts:
    """why_not: why somebody who could publish may not publish this one; blank where they may."""

    edit: bool
    send: bool
    send_back: bool
    publish: bool
    withdraw: bool
    restore: bool
    take_back: bool
    why_not: str


def acts_for(person: User, changeset: ChangeSet) -> Acts:
    state = changeset.state
    is_theirs = may_edit(person, changeset)
    may_clear = is_theirs or is_reviewer(person)
    is_open = state in {DRAFT, REVIEW}
    publish = (state == REVIEW or (state == DRAFT and is_theirs)) and may_publish(person, changeset)
    return Acts(
        edit=is_theirs and state == DRAFT,
        send=is_theirs and state == DRAFT,
        send_back=state == REVIEW and may_clear,
        publish=publish,
        withdraw=may_clear and is_open,
        restore=may_clear and state == ChangeSet.State.WITHDRAWN,
        take_back=state == ChangeSet.State.PUBLISHED,
        why_not="" if publish or not is_open else why_not(person, changeset),
    )


def may_edit(person: User, changeset: ChangeSet) -> bool:
    """Its author, or any editor where nobody stands for it (an upgrade, an author who left) and who becomes its author.

    Not a reviewer: who amends a draft of somebody else would publish words of their own that nobody else saw. They send
    it back with a note.
    """
    return changeset.author_id in {None, person.pk}


def why_not(person: User, changeset: ChangeSet) -> str:
    if not is_reviewer(person):
        return _("A reviewer publishes it. Editors draft changes and send them for review.")
    if changeset.state == DRAFT and not may_edit(person, changeset):
        return _("Its author has not sent it for review yet; once they have, it can be published.")
    return _("Somebody other than its author publishes it: two people see a change before reports do.")
