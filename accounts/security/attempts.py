"""Wrong guesses at a door that allauth does not watch, and costly work: so many, then it waits.

A turn is one key of the shared cache. Adding a key is atomic, so two workers never take the same turn.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

WRONG_GUESSES = 10  # from one address, in PERIOD
PERIOD = 60  # [s]

View = Callable[..., HttpResponseBase]


def guarded(door: str) -> Callable[[View], View]:
    """For views that answer 404 to a wrong token. Right ones are not counted, but wait with the wrong ones.

    Sending guesses at the same moment gains nothing: who finds no turn left is told nothing about the guess.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            turns = turns_at(door, request)
            if len(cache.get_many(turns)) == len(turns):
                return too_many(request)
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                if not take_one(turns):
                    return too_many(request)
                raise
            if response.status_code == 404 and not take_one(turns):
                return too_many(request)
            return response

        return answer

    return decorate


def turns_at(door: str, request: HttpRequest) -> list[str]:
    """Keys by door and address only: nothing a guesser writes chooses where it is counted."""
    who = network_of(get_adapter().get_client_ip(request))
    return [f"wrong:{door}:{who}:{n}" for n in range(WRONG_GUESSES)]


def at_most(times: int, period: int, what: str) -> Callable[[View], View]:
    """For views that are much work: one person gets so many answers in a period [s], of all views of that name."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            turns = [f"turn:{what}:{request.user.pk}:{n}" for n in range(times)]
            return view(request, *args, **kwargs) if take_one(turns, period) else too_many(request, period)

        return answer

    return decorate


def take_one(turns: list[str], period: int = PERIOD) -> bool:
    """Use up one; each is free again a period [s] after it was taken. False where none is left."""
    return any(cache.add(turn, 1, period) for turn in turns)


def network_of(address: str) -> str:
    """The address, of IPv6 the /64 it is in: whoever has one has all of them."""
    ip = ip_address(address)
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip) if ip.version == 4 else str(ip_network((ip, 64), strict=False).network_address)


def too_many(request: HttpRequest, period: int = PERIOD) -> HttpResponse:
    """period [s]: when it works again for sure."""
    response = render(request, "429.html", {"is_hour": period > PERIOD}, status=429)
    response.headers["Retry-After"] = str(period)
    return response
