"""Pages that belong to no room: what robots may read, light or dark, which language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from diary.kept_words import day_in, words_in
from gutcheck.themes import THEMES

ONE_YEAR = 60 * 60 * 24 * 365  # [s]


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
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, for a worker answers for the addresses below its own. It changes when a file it names does."""
    return render(request, "sw.js", content_type="text/javascript")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How GutCheck is installed on a phone or a desktop."""
    day = reverse("day_today")
    shortcuts = [(_("Log a meal"), day), (_("The week’s report"), reverse("week_latest"))]
    facts = {
        "id": "/",
        "name": "GutCheck",
        "short_name": "GutCheck",
        "description": _("A food diary that says which nutrients look low in your log, and how sure it can be."),
        "lang": get_language(),
        "start_url": day,
        "scope": "/",
        "display": "standalone",
        "theme_color": "#FFFFFF",  # the head of a page in light; pages name both themes themselves
        "background_color": "#F4F6F2",
        "icons": [icon_of("icon-192.png", 192), icon_of("icon-512.png", 512), icon_of("icon-maskable-512.png", 512)],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


def icon_of(file: str, pixels: int) -> dict[str, str]:
    purpose = "maskable" if "maskable" in file else "any"
    return {"src": static(f"brand/{file}"), "sizes": f"{pixels}x{pixels}", "type": "image/png", "purpose": purpose}


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a token that can be trusted. Words about a meal stand on the page and can be taken along."""
    day, words = day_in(request), words_in(request)
    typed = {name: request.POST.get(name, "") for name in ("person", "meal")}
    context = {"day": day, "words": words, "typed": typed}
    return render(request, "403_csrf.html", context, status=403)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; any other word means: as the device does."""
    response = way_back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            settings.THEME_COOKIE_NAME, chosen, max_age=ONE_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(settings.THEME_COOKIE_NAME, samesite="Lax")
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember a stranger's language in a cookie; who is signed in has it among the preferences."""
    response = way_back(request)
    if (chosen := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=ONE_YEAR, secure=settings.HTTPS, httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return response


def way_back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page of ours that the form names, else to the first one."""
    target = request.POST.get("next", "")
    return HttpResponseRedirect(target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/")
