"""Who can read: links and readers, what they opened, and taking each back. For the person whose reports they are."""

from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from diary.models import Reader, ShareLink
from diary.sharing.endings import end, resume
from diary.sharing.forms import InviteForm, LinkForm
from diary.sharing.links import make_link
from diary.sharing.page import link_rows, reader_rows
from diary.sharing.readers import INVITATION_DAYS, invite
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import today_for
from diary.views.week import week_report
from diary.weeks import Week


@require_safe
def sharing(request: PersonRequest) -> HttpResponse:
    return sharing_page(request)


def sharing_page(request: PersonRequest, form: InviteForm | None = None) -> HttpResponse:
    """form: an invitation to show again, with what is wrong in it. A fresh address is shown this once."""
    now, today = timezone.now(), today_for(request.user)
    context = {
        "links": link_rows(request.user, now, today),
        "readers": reader_rows(request.user, now, today),
        "invite": form or InviteForm(initial={"scope": Reader.Scope.REPORTS}, auto_id="invite-%s"),
        "invitation_days": INVITATION_DAYS,
        "fresh": request.session.pop("fresh_address", None),
        "ended": request.session.pop("ended", None),
        "new_key": uuid4,
    }
    with timezone.override(request.user.profile.zone):
        return render(request, "diary/sharing.html", context, status=422 if form else 200)


@once_per_key
def link_make(request: PersonRequest, week: Week) -> HttpResponse:
    """Make a link to the report of a week; the next page shows it, once."""
    today = today_for(request.user)
    if week.first_day > today:
        raise Http404
    form = LinkForm(request.POST, auto_id="share-%s")
    if not form.is_valid():
        return week_report(request, week, today, share=form)
    said = form.cleaned_data
    token = make_link(
        request.user, week, timezone.now(), said["days"],
        shows_name=said["shows_name"], shows_notes=said["shows_notes"],
    )  # fmt: skip
    return shown_once(request, "link", reverse("shared", kwargs={"token": token}))


@once_per_key
def reader_invite(request: PersonRequest) -> HttpResponse:
    """Invite somebody to read; the next page shows the address to hand over, once."""
    form = InviteForm(request.POST, auto_id="invite-%s")
    if not form.is_valid():
        return sharing_page(request, form)
    said = form.cleaned_data
    token = invite(request.user, said["name"], said["scope"], timezone.now())
    return shown_once(request, "invitation", reverse("reading_join", kwargs={"token": token}))


def shown_once(request: PersonRequest, kind: str, path: str) -> HttpResponse:
    """An address with a token in it waits in the session until the next page has shown it; nothing else keeps it."""
    request.session["fresh_address"] = {"kind": kind, "address": request.build_absolute_uri(path)}
    return SeeOther(reverse("sharing"))


@once_per_key
def link_end(request: PersonRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(ShareLink.objects.of(request.user), pk=pk, revoked_at=None)
    return ended(request, link, _("That link opens nothing any more."))


@once_per_key
def reader_end(request: PersonRequest, pk: int) -> HttpResponse:
    reader = get_object_or_404(Reader.objects.of(request.user), pk=pk, revoked_at=None)
    return ended(request, reader, _("%(name)s can read nothing any more.") % {"name": reader.name})


def ended(request: PersonRequest, given: ShareLink | Reader, text: str) -> HttpResponse:
    request.session["ended"] = {"text": text, "note": end(request.user, given, timezone.now())}
    return SeeOther(reverse("sharing"))


@once_per_key
def sharing_undo(request: PersonRequest) -> HttpResponse:
    """Give again what was just taken back, by whoever took it back: the person, or a reader who left."""
    try:
        is_back = resume(request.user, request.POST.get("note", ""))
    except BadSignature:
        return render(request, "diary/no_undo.html", status=400)
    if is_back:
        messages.success(request, _("As it was before."))
    else:
        messages.info(request, _("There was nothing left to undo: it was ended since."))
    return SeeOther(reverse("readings" if "from_reader" in request.POST else "sharing"))
