"""How many people must stand behind what the desk tells of diaries.

A number that only one or two people stand behind could tell an editor who knows them what they eat, so it is not told.
Where nobody keeps a diary but the reader, there is nobody to be told of.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from diary.models import Entry, Sentence


@dataclass(frozen=True, slots=True)
class Few:
    """least: so many people must stand behind a number."""

    least: int

    def hides(self, people: int) -> bool:
        """Nobody at all is no secret."""
        return 0 < people < self.least

    def people(self, number: int) -> str:
        if self.hides(number):
            return _("fewer than %(n)d people") % {"n": self.least}
        return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}


def few_for(reader: User) -> Few:
    """For this editor. Two queries at most."""
    return Few(settings.DESK_PEOPLE if others_log(reader) else 1)


def others_log(reader: User) -> bool:
    return any(rows.objects.exclude(person=reader).exists() for rows in (Entry, Sentence))
