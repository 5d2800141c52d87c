"""An account whose erasure was asked for opens one page only: until when it can be had back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

OPEN = {"erasure_wait", "erasure_take_back", "my_data_download"}


class ClosedAccounts:
    """Everything but OPEN and the public pages leads to the page that says so. Costs active people no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_closed = request.user.is_authenticated and not request.user.is_active
        if not is_closed or not getattr(view, "login_required", True):
            return None
        if request.resolver_match and request.resolver_match.url_name in OPEN:
            return None
        wait = reverse("erasure_wait")
        return HttpResponseClientRedirect(wait) if "HX-Request" in request.headers else HttpResponseRedirect(wait)
