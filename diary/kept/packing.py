"""What a kept report is packed into, and how it is unpacked: with the foods by the numbers of this database."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping

from diary.kept.values import Json, Unreadable

VERSION = 1  # of the form below; a form that can no longer be read as this one gets the next number and its own reader
MOST_UNPACKED = 16 * 1024 * 1024  # bytes; a report of a hundred foods a day takes a few
NOWHERE = 10**15  # added to the number of a food that is not in this database: its page is not found
NAMED = re.compile(rb'"food_id"\s*:\s*([0-9]{1,18})\b')
ParseNumber = Callable[[str], float]


def packed(body: Json) -> str:
    """Ten times smaller than it is written, so that years of weeks stay small."""
    return b64encode(zlib.compress(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())).decode()


def expanded(text: str) -> bytes:
    """The JSON that is packed. ValueError for more than any report holds: it may come from a file that was sent."""
    expander = zlib.decompressobj()
    body = expander.decompress(b64decode(text, validate=True), MOST_UNPACKED)
    if not expander.eof:
        raise ValueError("the report is cut off or too large")
    return body


def body_of(kept: Json) -> Json:
    """What is packed in what SavedReport.report holds. Raises Unreadable for what a newer GutCheck kept or is damaged.

    A report that was taken in from a file carries `foods`, the numbers its foods have here: packing it anew with them
    would take ten times as long as all else, while everybody who writes waits.
    """
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        raise Unreadable("the report was kept in a form that this GutCheck does not know")
    try:
        body = expanded(kept["packed"])
        if "foods" not in kept:
            return json.loads(body)
        return renumbered(body, {int(number): pk for number, pk in kept["foods"].items()})
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, zlib.error) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def renumbered(body: bytes, foods: Mapping[int, int], number: ParseNumber | None = None) -> Json:
    """The JSON with each food under its number here; one without gets a number that leads nowhere.

    number  reads every number of it, and raises ValueError for one that no report holds
    """

    def here(value: dict[str, Json]) -> dict[str, Json]:
        if "food_id" in value:
            value["food_id"] = _number(value["food_id"], foods)
        if "own_foods" in value:
            value["own_foods"] = sorted(_number(pk, foods) for pk in value["own_foods"])
        return value

    if number is None:
        return json.loads(body, object_hook=here)
    return json.loads(body, object_hook=here, parse_float=number, parse_int=number, parse_constant=number)


def _number(pk: Json, foods: Mapping[int, int]) -> int:
    if type(pk) is not int:
        raise TypeError("a food is named by a number")
    return foods.get(pk, NOWHERE + abs(pk) % NOWHERE)


def foods_in(kept: Json) -> dict[int, int]:
    """Foods the report names, by the number in what is packed -> the number here. Unreadable as body_of()."""
    try:
        named = {int(number) for number in NAMED.findall(expanded(kept["packed"]))}
        here = kept.get("foods")
        return {pk: pk for pk in named} if here is None else {int(pk): here[pk] for pk in here if int(pk) in named}
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def with_foods(packed: str, release: str, numbers: Mapping[int, int]) -> Json:
    """What is packed as SavedReport.report holds it where its foods have these numbers."""
    foods = {str(number): pk for number, pk in numbers.items()}
    return {"version": VERSION, "release": release, "packed": packed, "foods": foods}


def as_it_was_packed(kept: Json) -> Json:
    """The report as another database may take it in: without the numbers its foods have here."""
    return {name: value for name, value in kept.items() if name != "foods"} if isinstance(kept, dict) else kept
