"""A label's text cut into what it is made of: names, amounts, headings of columns, other words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nutrients.tables.labels.words import folded, name_in, one_of, words

NUMBER = r"\d{1,3}(?:[ ',.]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+"
UNIT = r"kj|kcal|mg|ug|mcg|iu|ie|ui|ml|cl|g"
# What an amount may say of itself besides: retinol, niacin, tocopherol or folate equivalents.
EQUIVALENTS = r"(?:\s*(?:rae|re|er|ne|en|dfe|[aα]?-?te)(?![^\W_]))?"
PER = r"(?:per|pro|je|par|pour|por|cada)"
LESS = r"<|less than|weniger als|unter|moins de|inferieur a|menos de|inferior a"


class Token(NamedTuple):
    """kind: name, amount, share (of a reference), number, unit, basis, portion, shares, heading, less, word, line."""

    kind: str
    text: str  # as it was written
    start: int
    end: int
    said: str = ""  # of a name the tagname; of an amount its number; of a unit or a basis the unit
    unit: str = ""
    is_less: bool = False


@cache
def pattern() -> re.Pattern[str]:
    known = words()
    weight = r"\(?\s*=?\s*\d+(?:[.,]\d+)?\s*(?:g|ml)\b\s*\)?"
    return re.compile(
        "|".join((
            r"(?P<line>\n)",
            rf"(?P<basis>{PER}\s*:?\s*100\s*(?P<basis_unit>g|ml)\b)",
            rf"(?P<portion>{PER}\s+(?:(?:1\s+)?{one_of(known.portions)}(?:\s*{weight})?|(?!100\s*(?:g|ml)){weight}))",
            rf"(?P<share>(?:(?:{LESS})\s*)?\d+(?:[.,]\d+)?\s*%\s*(?:(?:nrv|vnr|vrn|ri|rm|ar|ajr|ir|cdr|dv)(?![^\W_]))?\**)",
            r"(?P<shares>%?\s*(?<![^\W_])(?:nrv|vnr|vrn|ri|rm|ajr|ir|cdr|dv)(?![^\W_])\**|%\**)",
            rf"(?P<name>{one_of(known.names)})",
            rf"(?P<heading>{one_of(known.headings)})",
            rf"(?P<amount>(?:(?P<less>{LESS})\s*)?(?P<number>{NUMBER})\s*(?P<unit>{UNIT})(?![^\W_]){EQUIVALENTS})",
            rf"(?P<alone>(?<![^\W_])(?:{UNIT})(?![^\W_]))",
            rf"(?P<bare>(?:(?P<bare_less>{LESS})\s*)?(?:{NUMBER})(?![^\W_]))",
            r"(?P<word>[^\W_]+(?:[-'][^\W_]+)*)",
        ))
    )  # fmt: skip


def tokens_of(text: str) -> Iterator[Token]:
    small, places = folded(text)
    for found in pattern().finditer(small):
        start, end = places[found.start()], places[found.end() - 1] + 1
        yield token(found, text[start:end].strip(), start, end)


def token(found: re.Match[str], text: str, start: int, end: int) -> Token:
    said = found.groupdict()
    if said["name"]:
        return Token("name", text, start, end, words().names[name_in(found[0])])
    if said["amount"]:
        return Token("amount", text, start, end, said["number"], said["unit"], bool(said["less"]))
    if said["bare"]:
        number = re.sub(rf"^(?:{LESS})?\s*", "", said["bare"])
        return Token("number", text, start, end, number, is_less=bool(said["bare_less"]))
    if said["alone"]:
        return Token("unit", text, start, end, unit=said["alone"])
    if said["basis"]:
        return Token("basis", text, start, end, unit=said["basis_unit"])
    kinds = ("line", "portion", "share", "shares", "heading", "word")
    return Token(next(kind for kind in kinds if said[kind]), text, start, end)
