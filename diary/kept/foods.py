"""The foods a kept report names, by the numbers of this database: which they are, and the same report with others."""

from collections.abc import Iterator, Mapping

from diary.kept.report import packed, unpacked
from diary.kept.values import Json

NOWHERE = 10**15  # added to the number of a food that is not in this database: its page is not found


def foods_in(kept: Json) -> set[int]:
    """Numbers of the foods named. Unreadable reports raise as unpacked() does."""
    body = unpacked(kept["packed"])
    return {pk for pk in [*_named(body), *body.get("own_foods", [])] if type(pk) is int}


def _named(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        for item in value:
            yield from _named(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "food_id":
                yield item
            else:
                yield from _named(item)


def with_foods(kept: Json, numbers: Mapping[int, int]) -> Json:
    """The report with the foods' numbers of another database. One without a number here gets one that leads nowhere."""
    body = _renamed(unpacked(kept["packed"]), numbers)
    body["own_foods"] = sorted(_number(pk, numbers) for pk in body.get("own_foods", []))
    return {**kept, "packed": packed(body)}


def _renamed(value: Json, numbers: Mapping[int, int]) -> Json:
    if isinstance(value, list):
        return [_renamed(item, numbers) for item in value]
    if isinstance(value, dict):
        return {
            key: _number(item, numbers) if key == "food_id" else _renamed(item, numbers) for key, item in value.items()
        }
    return value


def _number(pk: Json, numbers: Mapping[int, int]) -> int:
    if type(pk) is not int:
        raise TypeError("a food is named by a number")
    return numbers.get(pk, NOWHERE + abs(pk) % NOWHERE)
