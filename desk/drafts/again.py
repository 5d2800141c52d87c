"""Amounts that changed while their source stayed: their author looked at it again, and the draft says so."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from desk.drafts.words import row_name
from nutrients.models import RowChange
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import kept_sources

NAMED = 12  # of them in the sentence; the draft has them all


def looked_again(changes: Iterable[RowDifference | RowChange]) -> str:
    """The sentence of an override that answers for them; blank where there are none."""
    labels = [change.label.rpartition(" · ")[2] for change in changes if kept_sources([change])]
    names = ", ".join(map(row_name, labels[:NAMED])) + (" …" if len(labels) > NAMED else "")
    return _("Same source, looked at again: %(names)s") % {"names": names} if labels else ""


def own_words(override: str, changes: Iterable[RowDifference | RowChange]) -> str:
    """What its author wrote of the warnings, without that sentence."""
    return override.removesuffix(looked_again(changes)).strip()
