"""Addresses for machines: does the process answer, should people be sent here, figures."""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gutcheck.health.readiness import remembered

LOOPBACK = {"127.0.0.1", "::1"}
FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing about versions or people."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200: people can be sent here. 503: not, and which part does not work. One line a part."""
    parts = remembered.ask(timezone.now())
    lines = [f"{part.name}: {part.problem or 'ok'}\n" for part in parts]
    status = 503 if any(part.problem and part.stops for part in parts) else 200
    return HttpResponse("".join(lines), content_type="text/plain", status=status)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus. Off, or without the token: as if there were no such page."""
    if not may_read_metrics(request):
        raise Http404
    from gutcheck.health.figures import CONTENT_TYPE, exposition  # prometheus_client only where it is asked for

    return HttpResponse(exposition(timezone.now()), content_type=CONTENT_TYPE)


def may_read_metrics(request: HttpRequest) -> bool:
    """The token, compared in constant time; or a program of this machine that no proxy speaks for."""
    if settings.METRICS_TOKEN:
        scheme, _, told = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secrets.compare_digest(told.encode(), settings.METRICS_TOKEN.encode()):
            return True
    is_passed_on = any(name in request.headers for name in FORWARDED)
    return settings.METRICS_LOOPBACK and request.META.get("REMOTE_ADDR") in LOOPBACK and not is_passed_on
