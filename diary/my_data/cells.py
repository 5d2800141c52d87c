"""One value of the file for one column of a model: of the right kind, within bounds, or refused in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from diary.forms import FIRST_DAY
from diary.models import MAX_GRAMS
from diary.my_data.shape import Refused

Json = Any
FIRST_MOMENT, LAST_MOMENT = 1900, 2200  # years
LAST_DAY = date(2199, 12, 28)  # of the last week that has an address (diary.weeks)
MOST = 1e9  # of anything that is counted or weighed here
# What the database asks of a column beyond its validators: more than the first, at most the second.
BOUNDS: dict[str, tuple[float, float]] = {
    "Entry.grams": (0, MAX_GRAMS), "Entry.quantity": (0, MAX_GRAMS), "SavedFood.grams": (0, 20 * MAX_GRAMS),
    "SavedFood.quantity": (0, MOST), "SavedMeal.servings": (0, 200), "SavedMeal.cooked_grams": (0, MOST),
    "Helping.servings": (0, MOST), "Helping.grams": (0, MOST), "PlannedFood.quantity": (0, MOST),
    "TaughtPhrase.quantity": (0, MOST), "Portion.grams": (0, MOST), "Food.usual_grams": (0, MOST),
    "GroupShare.share": (0, 1),
}  # fmt: skip
NOT_NEGATIVE = -1e-300
# Texts that the database wants; other texts may be blank here although a form asks for them.
NEEDED = {
    "Avoidance.words", "Food.name", "Food.source", "FoodNutrient.source", "Portion.description", "SavedMeal.name",
    "Sentence.text", "TaughtPhrase.phrase",
}  # fmt: skip


def cell(model: type[models.Model], name: str, value: Json) -> Any:
    """The value as the column keeps it. ValidationError in words for all that it would not keep."""
    field: Any = model._meta.get_field(name)
    if value is None and field.null:
        return None
    kind = _kind_of(field)
    kept = field.clean(kind(value), None) if kind is not _words else _text(field, value)
    if isinstance(kept, float | int) and not isinstance(kept, bool):
        low, high = BOUNDS.get(f"{model.__name__}.{name}", (NOT_NEGATIVE, MOST))
        if not low < kept <= high:
            raise ValidationError(_("%(value)s is out of bounds.") % {"value": kept})
    return kept


def _kind_of(field: models.Field) -> Callable[[Json], Any]:
    return next(kind for base, kind in KINDS if isinstance(field, base))


def _text(field: models.Field, value: Json) -> str:
    if value == "" and not field.choices and f"{field.model.__name__}.{field.name}" not in NEEDED:
        return ""
    text: str = field.clean(_words(value), None)
    if field.max_length is not None and len(text) > field.max_length:
        raise ValidationError(_("The text is too long."))
    return text


def _words(value: Json) -> str:
    if not isinstance(value, str):
        raise ValidationError(_("A text belongs here."))
    return value


def _yes_or_no(value: Json) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(_("A yes or no belongs here."))
    return value


def _number(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValidationError(_("A number belongs here."))
    return float(value)


def _whole(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValidationError(_("A whole number belongs here."))
    return value


def _day(value: Json) -> date:
    try:
        day = date.fromisoformat(_words(value))
    except ValueError as error:
        raise ValidationError(_("A day belongs here, such as 2026-11-19.")) from error
    if not FIRST_DAY <= day <= LAST_DAY or len(value) != len("2026-11-19"):
        raise ValidationError(_("No diary reaches that day."))
    return day


def _moment(value: Json) -> datetime:
    try:
        moment = datetime.fromisoformat(_words(value))
    except ValueError as error:
        raise ValidationError(_("A moment belongs here, such as 2026-11-19T12:40:00+00:00.")) from error
    if moment.tzinfo is None or not FIRST_MOMENT <= moment.year < LAST_MOMENT:
        raise ValidationError(_("A moment belongs here, such as 2026-11-19T12:40:00+00:00."))
    return moment


def _key(value: Json) -> UUID:
    try:
        return UUID(_words(value))
    except ValueError as error:
        raise ValidationError(_("A key of 36 characters belongs here.")) from error


def _as_it_is(value: Json) -> Json:
    return value


# The first that fits; a DateTimeField is a DateField too.
KINDS: tuple[tuple[type[models.Field], Callable[[Json], Any]], ...] = (
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.UUIDField, _key),
    (models.BooleanField, _yes_or_no),
    (models.FloatField, _number),
    (models.IntegerField, _whole),
    (models.JSONField, _as_it_is),
    (models.CharField, _words),
    (models.TextField, _words),
)


def cells(model: type[models.Model], names: tuple[str, ...], row: dict[str, Json], where: str) -> dict[str, Any]:
    """The named columns of a row. Refused, naming the place and the column, for the first that cannot be kept."""
    kept = {}
    for name in names:
        try:
            if name not in row:
                raise ValidationError(_("It is missing."))
            kept[name] = cell(model, name, row[name])
        except ValidationError as error:
            text = _("%(where)s, “%(column)s”: %(why)s Nothing was taken in.")
            raise Refused(text % {"where": where, "column": name, "why": " ".join(error.messages)}) from error
    return kept
