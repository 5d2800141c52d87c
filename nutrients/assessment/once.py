"""A property that is worked out once."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class once(Generic[Value]):
    """functools.cached_property without its lock, which before Python 3.12 costs more than most of what is kept here.

    Two threads may work the same thing out twice; the values are equal.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self.work_out, self.name, self.__doc__ = work_out, work_out.__name__, work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "once[Value]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...
    def __get__(self, owner: object, kind: type) -> "Value | once[Value]":
        if owner is None:
            return self
        value = owner.__dict__[self.name] = self.work_out(owner)
        return value
