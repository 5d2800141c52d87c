"""Pages that belong to no room: is the server up, what robots may read, light or dark."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

THEMES = ("light", "dark")
ONE_YEAR = 60 * 60 * 24 * 365  # [s]


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing about versions or people."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks without having read a page."""
    return HttpResponseRedirect(static("brand/favicon-32.png"))


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; any other word means: as the device does."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=ONE_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
