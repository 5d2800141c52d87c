"""Where a changed amount comes from: said in its row, once for all rows, or the same source, looked at again."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from nutrients.models import FoodNutrient
from nutrients.tables.recorded import Cells, cell_of
from nutrients.tables.sanity import keeps_source

STATED = {"amount per 100 g": "amount", "derivation": "derivation", "source": "source"}  # column -> field
AGAIN, OF_ALL = "again", "all"
WHERE_FROM = _(
    "The amount changed and its source did not. Say where the new amount comes from, or tick that you looked at the"
    " same source again."
)


class SourceOfAll(NamedTuple):
    """What an editor says once of all amounts that they change; it fills those whose own source was left alone."""

    derivation: str = ""
    source: str = ""
    again: str = ""

    @classmethod
    def read(cls, formset: BaseInlineFormSet) -> Self:
        if not formset.is_bound:
            return cls()
        return cls(*(formset.data.get(f"{formset.prefix}-{OF_ALL}-{name}", "").strip() for name in cls._fields))

    def check(self) -> None:
        if bool(self.derivation) != bool(self.source):
            raise ValidationError(_("Of all changed amounts: say both, how they are known and by which source."))

    @property
    def choices(self) -> list[tuple[str, str]]:
        none = FoodNutrient.Derivation.ASSUMED_ZERO  # has a tick of its own
        return [("", "–"), *((value, str(label)) for value, label in FoodNutrient.Derivation.choices if value != none)]


def leaves_source(said: Mapping[str, Any], opened: Cells | None) -> bool:
    """Whether a row of the form says another amount than the page showed, and nothing else of its source."""
    return keeps_source(opened or dict.fromkeys(STATED, ""), cells_said(said))


def is_drafted(said: Mapping[str, Any], wanted: Cells | None) -> bool:
    """Whether the draft that is continued says the same: that was asked when it was drafted."""
    return wanted is not None and all(wanted[column] == cell for column, cell in cells_said(said).items())


def cells_said(said: Mapping[str, Any]) -> Cells:
    return {column: cell_of(said[field]) for column, field in STATED.items()}
