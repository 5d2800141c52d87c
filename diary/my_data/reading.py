"""The file read and checked whole, before anything is written. Whose it was is not asked: it is whoever takes it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from accounts.models import Avoidance, Profile
from accounts.my_account import ANSWERS, AVOIDANCE
from diary.models import Assumed
from diary.my_data.cells import cells
from diary.my_data.foods import OWN, OWN_FIELDS, PORTION_FIELDS, SHARE_FIELDS, TABLE, VALUE_FIELDS
from diary.my_data.kept_reports import check_reports, is_report
from diary.my_data.opened import Opened, opened
from diary.my_data.shape import ABOUT, ACCOUNT, FOODS, FORMAT, LONGEST_NUMBER, VERSION, Refused
from diary.my_data.tables import BY_NAME, TABLES, Table
from nutrients.models import Food, FoodNutrient, GroupShare, Portion

Row = dict[str, Any]
TAKEN_IN = tuple(table for table in TABLES if not table.is_told)


@dataclass(slots=True)
class MyData:
    """What is in a file. foods: by their names there; rows: by table, cleaned, with references as the file has them."""

    answers: Row
    not_eaten: list[Row]
    foods: dict[str, Row]
    rows: dict[str, list[Row]] = field(default_factory=dict)


def read_file(file: IO[bytes], size: int, *, knows_reports: bool = False) -> MyData:
    """Raises Refused with the reason in words.

    knows_reports: this very file was read before, so its kept reports, most of the work, are not looked into again
    """
    with opened(file, size) as archive:
        check_version(archive.whole(ABOUT))
        answers, not_eaten = account_in(archive.whole(ACCOUNT))
        foods = dict(food_in(row, f"{FOODS}, {line}") for line, row in archive.rows(FOODS))
        data = MyData(answers, not_eaten, foods)
        for table in TAKEN_IN:
            data.rows[table.name] = rows_in(archive, table, data)
    if not knows_reports:
        check_reports(data.rows["kept_reports"], BY_NAME["kept_reports"].member)
    return data


def check_version(about: Row) -> None:
    if about.get("format") != FORMAT:
        raise Refused(_("The file is not one that GutCheck wrote."))
    if about.get("version") != VERSION or isinstance(about.get("version"), bool):
        raise Refused(_("A newer GutCheck wrote this file. Update this one first."))


def account_in(account: Row) -> tuple[Row, list[Row]]:
    """The answers and the foods not eaten; the address, rights and sign-ins of the file are nobody's here."""
    profile = account.get("profile")
    avoided = account.get("foods_not_eaten")
    if not isinstance(profile, dict) or not isinstance(avoided, list):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": ACCOUNT})
    known = tuple(name for name in ANSWERS if name in profile)
    return cells(Profile, known, profile, ACCOUNT), [
        cells(Avoidance, AVOIDANCE, _object(row, ACCOUNT), ACCOUNT) for row in avoided
    ]


def food_in(row: Row, where: str) -> tuple[str, Row]:
    """A food of the tables with its number, or one of the person's own with all of it."""
    name = row.get("food")
    kind, _colon, number = name.partition(":") if isinstance(name, str) else ("", "", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18) or f"{kind}:" not in {TABLE, OWN}:
        raise Refused(_("%(where)s: this food has no name that GutCheck gives.") % {"where": where})
    if f"{kind}:" == TABLE:
        return f"{TABLE}{number}", {"fdc_id": int(number), **cells(Food, ("name",), row, where)}
    lists = {
        "portions": _list(row, "portions", where, lambda part: cells(Portion, PORTION_FIELDS, part, where)),
        "values": _list(row, "values", where, lambda part: _value_in(part, where)),
        "groups": _list(row, "groups", where, lambda part: _share_in(part, where)),
    }
    return f"{OWN}{number}", cells(Food, OWN_FIELDS, row, where) | lists


def _value_in(row: Row, where: str) -> Row:
    value = cells(FoodNutrient, VALUE_FIELDS, row, where) | {"nutrient": _text(row, "nutrient", where)}
    low, high = value["low"], value["high"]
    if (low is not None and low > value["amount"]) or (high is not None and high < value["amount"]):
        raise Refused(_("%(where)s: an amount lies outside its own bounds.") % {"where": where})
    return value


def _share_in(row: Row, where: str) -> Row:
    return cells(GroupShare, SHARE_FIELDS, row, where) | {"group": _text(row, "group", where)}


def rows_in(archive: Opened, table: Table, data: MyData) -> list[Row]:
    """The rows of one table; what they refer to is in the file."""
    rows = []
    for line, row in archive.rows(table.member):
        where = f"{table.member}, {line}"
        kept = cells(table.model, table.fields, row, where)
        for name, _lookup in table.joined:
            kept[name] = JOINED[name](row, where, data)
        CHECKS.get(table.name, _nothing)(kept, row, where, data)
        rows.append(kept)
    return rows


def _food(row: Row, where: str, data: MyData) -> str | None:
    """None: the food was gone when the file was written."""
    name = row.get("food")
    if name is not None and (not isinstance(name, str) or name not in data.foods):
        raise Refused(_("%(where)s: it names a food that is not in the file.") % {"where": where})
    return name


def _portion(row: Row, where: str, data: MyData) -> str | None:
    value = row.get("portion")
    return None if value is None else _text(row, "portion", where)


def _sentence(row: Row, where: str, data: MyData) -> Any:
    value = row.get("sentence")
    if value is None:
        return None
    return cells(BY_NAME["sentences"].model, ("key",), {"key": value}, where)["key"]


def _helping(row: Row, where: str, data: MyData) -> int | None:
    value = row.get("helping")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})
    return value


def _named(column: str) -> Callable[[Row, str, MyData], str | None]:
    return lambda row, where, data: None if row.get(column) is None else _text(row, column, where)


JOINED: dict[str, Callable[[Row, str, MyData], Any]] = {
    "food": _food, "portion": _portion, "sentence": _sentence, "helping": _helping, "recipe": _named("recipe"),
    "saved_meal": _named("saved_meal"),
}  # fmt: skip


def _nothing(kept: Row, row: Row, where: str, data: MyData) -> None:
    pass


def _check_sentence(kept: Row, row: Row, where: str, data: MyData) -> None:
    phrases = kept["not_understood"]
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})


def _check_entry(kept: Row, row: Row, where: str, data: MyData) -> None:
    if not set(kept["assumed"].split()) <= set(Assumed.values):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})


def _check_meal(kept: Row, row: Row, where: str, data: MyData) -> None:
    if kept["cooked_grams"] is not None and kept["servings"] is None:
        raise Refused(_("%(where)s: a weight after cooking belongs to a recipe with servings.") % {"where": where})


def _check_phrase(kept: Row, row: Row, where: str, data: MyData) -> None:
    if kept["quantity"] is not None and kept["portion"] is None:
        kept["quantity"] = None


def _check_report(kept: Row, row: Row, where: str, data: MyData) -> None:
    foods = _object(row.get("foods"), where)
    is_whole = is_report(kept["report"]) and not kept["first_day"].weekday() and all(map(_is_place, foods))
    if not is_whole or not set(foods.values()) <= data.foods.keys():
        raise Refused(_("%(where)s: this kept report cannot be read.") % {"where": where})
    kept["foods"] = {int(number): name for number, name in foods.items()}


def _is_place(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER


CHECKS: dict[str, Callable[[Row, Row, str, MyData], None]] = {
    "sentences": _check_sentence, "entries": _check_entry, "saved_meals": _check_meal,
    "taught_phrases": _check_phrase, "kept_reports": _check_report,
}  # fmt: skip


def _object(value: Any, where: str) -> Row:
    if not isinstance(value, dict):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})
    return value


def _list(row: Row, name: str, where: str, read: Callable[[Row], Row]) -> list[Row]:
    parts = row.get(name)
    if not isinstance(parts, list):
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})
    return [read(_object(part, where)) for part in parts]


def _text(row: Row, name: str, where: str) -> str:
    """A short text that only names something: whatever else it is, nothing is called so."""
    value = row.get(name)
    if not isinstance(value, str) or len(value) > 200:
        raise Refused(_("%(where)s: this line cannot be read.") % {"where": where})
    return value
