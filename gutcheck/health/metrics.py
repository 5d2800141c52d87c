"""Requests counted as they are answered: by the name of their route, never by address or person."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

NO_ROUTE = "none"


class CountsRequests:
    """Counts and times requests where metrics are on; else it is not there at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not (settings.METRICS_TOKEN or settings.METRICS_LOOPBACK):
            raise MiddlewareNotUsed
        from gutcheck.health.figures import REQUESTS, SECONDS

        self.requests, self.seconds, self.get_response = REQUESTS, SECONDS, get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        self.requests.labels(route, method_of(request), f"{response.status_code // 100}xx").inc()
        self.seconds.labels(route).observe(time.perf_counter() - start)
        return response


def route_of(request: HttpRequest) -> str:
    return getattr(request.resolver_match, "view_name", "") or NO_ROUTE


def method_of(request: HttpRequest) -> str:
    """Any other word is a stranger's, and would make a new series each."""
    return request.method if request.method in {"GET", "HEAD", "POST"} else "other"
