"""The questions about the person, their preferences, and the way out of the weekly mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts import weekly_mail
from accounts.forms import ProfileForm
from accounts.not_eaten import AvoidanceForm
from accounts.preferences import PreferencesForm
from accounts.requests import PersonRequest
from accounts.security.attempts import guarded


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """The answers of the person signed in; nobody else's can be asked for. ?first: right after sign-up."""
    answers = request.user.profile
    first = "first" in request.GET
    today = timezone.localdate(timezone=answers.zone)
    form = ProfileForm(request.POST or None, instance=answers, today=today)
    if request.method == "POST" and form.is_valid():
        form.save()
        if first:
            return redirect("day_today")
        messages.success(request, _("Saved."))
        return redirect("profile")
    guess_zone = first and answers.time_zone == settings.TIME_ZONE
    status = 422 if form.errors else 200
    return render(
        request, "accounts/profile.html", {"form": form, "first": first, "guess_zone": guess_zone}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    """What GutCheck asks, how it speaks, and whether it writes; of the person signed in."""
    profile = request.user.profile
    form = PreferencesForm(
        request.POST or None, instance=profile, today=timezone.localdate(timezone=profile.zone), label_suffix=""
    )
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        with translation.override(saved.language or translation.get_language()):
            messages.success(request, _("Saved."))
        return redirect("preferences")
    context = {"form": form, "mail_is_printed": not settings.EMAIL_HOST}
    return render(request, "accounts/preferences.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def not_eaten(request: PersonRequest) -> HttpResponse:
    """The foods the person does not eat, and one more."""
    profile = request.user.profile
    form = AvoidanceForm(request.POST or None, profile=profile)
    if request.method == "POST" and form.is_valid():
        added = form.save()
        messages.success(request, _("%(food)s will not be suggested.") % {"food": capfirst(added.words)})
        return redirect("not_eaten")
    removed = request.session.pop("not_eaten_removed", None)
    context = {"form": form, "avoidances": profile.avoidances.all(), "removed": removed}
    return render(request, "accounts/not_eaten.html", context, status=422 if form.errors else 200)


@require_POST
def not_eaten_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a food off the list; the list offers to put it back. Gone already: the list, as it is."""
    row = request.user.profile.avoidances.filter(pk=pk).first()
    if row is None:
        raise Http404
    request.session["not_eaten_removed"] = {"words": row.words, "reason": row.reason}
    row.delete()
    return redirect("not_eaten")


@login_not_required
@csrf_exempt  # mail programs send it by themselves (RFC 8058); the token in the address is the leave
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("weekly-mail")
def weekly_mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because programs open links on their own; POST switches the weekly mail off. Names nobody."""
    is_stopped = request.method == "POST"
    try:
        if is_stopped:
            weekly_mail.stop(token)
        else:
            weekly_mail.check(token)
    except BadSignature:
        return render(request, "accounts/weekly_mail_no_stop.html", status=404)
    return render(request, "accounts/weekly_mail_stop.html", {"is_stopped": is_stopped})
