"""Taking back what was given, and giving it again when that was a slip."""

from datetime import datetime
from typing import Any

from accounts.models import User
from diary.models import Reader, ShareLink
from diary.notes import facts_in, note_of

KINDS: dict[str, Any] = {"link": ShareLink, "reader": Reader}


def end(person: User, given: ShareLink | Reader, at: datetime) -> str:
    """From now on it opens nothing. `person` is who ends it: the owner, or a reader who leaves. A note for resume()."""
    given.revoked_at = at
    given.save(update_fields=["revoked_at"])
    kind = next(name for name, model in KINDS.items() if isinstance(given, model))
    return note_of(person, "ended", {"kind": kind, "pk": given.pk, "at": at.isoformat()})


def resume(person: User, note: str) -> bool:
    """Undo end(), by the same person. False: it was ended anew since, or is gone. BadSignature as in facts_in()."""
    facts = facts_in(person, "ended", note)
    ended = KINDS[facts["kind"]].objects.filter(pk=facts["pk"], revoked_at=datetime.fromisoformat(facts["at"]))
    return bool(ended.update(revoked_at=None))
