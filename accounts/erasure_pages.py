"""Erasing one's account: the page that says what happens, the wish, and the one page that is left until it is done."""

from datetime import datetime, timedelta

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import erasing
from accounts.models import ErasureRequest
from accounts.requests import PersonRequest
from accounts.security.attempts import at_most


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def erasure(request: PersonRequest) -> HttpResponseBase:
    """GET says what will happen; POST asks for it, once the password was given again, and signs out everywhere."""
    now = timezone.now()
    is_last = erasing.is_last_in_charge(request.user)
    if request.method != "POST" or is_last:
        context = _dates(request, now + timedelta(days=erasing.DAYS_TO_UNDO)) | {"is_last": is_last}
        status = 422 if request.method == "POST" else 200
        return render(request, "accounts/erasure.html", context, status=status)
    return close(request, now)


@at_most(10, 60 * 60, "erasure")
def close(request: PersonRequest, now: datetime) -> HttpResponse:
    """Sign out and say until when it can be had back."""
    asked = erasing.ask(request.user, now)
    day = date_format(asked.due_at.astimezone(request.user.profile.zone), "j F Y")
    logout(request)
    text = _("Your account is closed and will be erased on %(day)s. Sign in before then to keep it.")
    messages.success(request, text % {"day": day})
    return redirect("account_login")


@require_safe
def erasure_wait(request: PersonRequest) -> HttpResponse:
    """All that a closed account shows: when it goes, how to keep it, and the download."""
    asked = ErasureRequest.objects.filter(person=request.user).first()
    if asked is None:
        return redirect("my_data" if request.user.is_active else "account_inactive")
    return render(request, "accounts/erasure_wait.html", _dates(request, asked.due_at))


@require_POST
def erasure_take_back(request: PersonRequest) -> HttpResponse:
    """Keep the account after all. Sent twice, the second finds it open."""
    if erasing.take_back(request.user):
        messages.success(request, _("Your account stays. Everything is as it was."))
    return redirect("day_today")


def _dates(request: PersonRequest, due_at: datetime) -> dict[str, object]:
    """When it is carried out, and when the last backup that still holds it is thrown away, in the person's zone."""
    due_on = due_at.astimezone(request.user.profile.zone).date()  # a template would tell a time in the server's zone
    return {
        "due_on": due_on,
        "days": erasing.DAYS_TO_UNDO,
        "backups_until": due_on + timedelta(days=erasing.BACKUP_DAYS),
        "backup_days": erasing.BACKUP_DAYS,
        "sends_mail": bool(settings.EMAIL_HOST),
        "overwrites": connection.vendor == "sqlite",
    }
