"""Frozen dataclasses <-> plain JSON values, exactly: what is read equals what was written, float for float.

An object of a shared class stands once in a table of its own and is meant by its place there, so that two mentions of
one object are one object again when they are read. Fields are written by name and all of them, defaults too: a default
that changes later must not change what was kept.
"""

import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Json = Any
T = TypeVar("T")
Decode = Callable[[Json, "Reader"], Any]


class Unreadable(ValueError):
    """What was kept does not fit the type it should be read as; the message says where."""


class Writer:
    """Writes values, and collects the objects of shared classes on the way."""

    def __init__(self, shared: Collection[type]) -> None:
        self.shared: dict[str, list[Json]] = {kind.__name__: [] for kind in shared}
        self._kinds = frozenset(shared)
        self._places: dict[int, int] = {}

    def write(self, value: Any) -> Json:
        """TypeError for a value JSON has no words for, ValueError for a number it has none for (infinite, NaN)."""
        if type(value) in self._kinds:
            return self._place_of(value)
        if is_dataclass(value):
            return self._by_field(value)
        if isinstance(value, Mapping):
            return {key: self.write(item) for key, item in value.items()}
        if isinstance(value, tuple | list):
            return [self.write(item) for item in value]
        return _plain(value)

    def _by_field(self, value: Any) -> Json:
        return {field.name: self.write(getattr(value, field.name)) for field in fields(value)}

    def _place_of(self, value: Any) -> int:
        """Places go by identity; every object lives as long as the value that is written, so none is used twice."""
        if id(value) not in self._places:
            rows = self.shared[type(value).__name__]
            row = self._by_field(value)
            self._places[id(value)] = len(rows)
            rows.append(row)
        return self._places[id(value)]


def _plain(value: Any) -> Json:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value} cannot be kept")
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept")


class Reader:
    """Reads values that a Writer with the same shared classes wrote.

    later  class name -> field -> what it is read as where it was not written, for fields without a default
    """

    def __init__(
        self,
        shared: Collection[type],
        rows: Mapping[str, list[Json]],
        later: Mapping[str, Mapping[str, Json]] = types.MappingProxyType({}),
    ) -> None:
        self.later = later
        self._kinds = {kind: rows.get(kind.__name__, []) for kind in shared}
        self._read: dict[tuple[type, int], Any] = {}

    def read(self, kind: type[T], raw: Json) -> T:
        """Raises Unreadable. Fields that the class no longer has are passed over, new ones take their default."""
        hint: Any = kind
        value: T = _decoder(hint)(raw, self)
        return value

    def is_shared(self, kind: type) -> bool:
        return kind in self._kinds

    def at(self, kind: type, place: Json) -> Any:
        rows = self._kinds[kind]
        if type(place) is not int or not 0 <= place < len(rows):
            raise Unreadable(f"there is no {kind.__name__} {place!r}")
        if (kind, place) not in self._read:
            self._read[kind, place] = _from_fields(kind)(rows[place], self)
        return self._read[kind, place]


@cache
def _decoder(hint: Any) -> Decode:
    """How a value of a type is read; TypeError for a type that nothing is kept as."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(inner)
    if origin is Literal:
        return _one_of(inner)
    if origin is tuple:
        return _tuple(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(inner)
    if not isinstance(hint, type):
        raise TypeError(f"nothing is kept as {hint}")
    if is_dataclass(hint):
        return _dataclass(hint)
    if issubclass(hint, Enum):
        return _converted(hint, str)
    if hint is date:
        return _converted(date.fromisoformat, str)
    if hint is float:
        return _converted(float, float, int)
    if hint in (str, bool, int):
        return _converted(hint, hint)
    raise TypeError(f"nothing is kept as {hint}")


def _converted(convert: Callable[[Any], Any], *kinds: type) -> Decode:
    def decode(raw: Json, reader: Reader) -> Any:
        if type(raw) not in kinds:  # True is no number here, and "3" none either
            raise Unreadable(f"{raw!r} is not {' or '.join(kind.__name__ for kind in kinds)}")
        try:
            return convert(raw)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    return decode


def _one_of(allowed: tuple[Any, ...]) -> Decode:
    def decode(raw: Json, reader: Reader) -> Any:
        if raw not in allowed:
            raise Unreadable(f"{raw!r} is none of {allowed}")
        return raw

    return decode


def _optional(inner: tuple[Any, ...]) -> Decode:
    kinds = [kind for kind in inner if kind is not types.NoneType]
    if len(kinds) != 1 or len(inner) != 2:
        raise TypeError(f"nothing is kept as one of {inner}")
    decode_value = _decoder(kinds[0])
    return lambda raw, reader: None if raw is None else decode_value(raw, reader)


def _tuple(inner: tuple[Any, ...]) -> Decode:
    if inner[-1] is Ellipsis:
        decode_item = _decoder(inner[0])
        return lambda raw, reader: tuple(decode_item(item, reader) for item in _as(list, raw))
    decoders = [_decoder(kind) for kind in inner]

    def decode(raw: Json, reader: Reader) -> Any:
        if len(_as(list, raw)) != len(decoders):
            raise Unreadable(f"{len(raw)} items in the place of {len(decoders)}")
        return tuple(decode_item(item, reader) for decode_item, item in zip(decoders, raw, strict=True))

    return decode


def _mapping(inner: tuple[Any, ...]) -> Decode:
    decode_item = _decoder(inner[1])
    return lambda raw, reader: {key: decode_item(item, reader) for key, item in _as(dict, raw).items()}


def _dataclass(kind: type) -> Decode:
    def decode(raw: Json, reader: Reader) -> Any:
        return reader.at(kind, raw) if reader.is_shared(kind) else _from_fields(kind)(raw, reader)

    return decode


@cache
def _from_fields(kind: Any) -> Decode:
    hints = get_type_hints(kind)
    decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind) if field.init]
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def decode(raw: Json, reader: Reader) -> Any:
        raw = {**reader.later.get(kind.__name__, {}), **_as(dict, raw)}
        if missing := needed - raw.keys():
            raise Unreadable(f"{kind.__name__} has no {', '.join(sorted(missing))}")
        values = {}
        for name, decode_field in decoders:
            if name in raw:
                try:
                    values[name] = decode_field(raw[name], reader)
                except Unreadable as error:
                    raise Unreadable(f"{kind.__name__}.{name}: {error}") from error
        return kind(**values)

    return decode


def _as(kind: type, raw: Json) -> Any:
    if not isinstance(raw, kind):
        raise Unreadable(f"{type(raw).__name__} in the place of {kind.__name__}")
    return raw
