"""My data: everything as one file, such a file taken in again, and the way to erase the account."""

import hashlib
from io import BytesIO
from tempfile import TemporaryFile
from uuid import uuid4

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PersonRequest
from accounts.security.attempts import at_most
from accounts.traces import cache_key
from diary.my_data.planning import plan_of
from diary.my_data.preview import preview_of
from diary.my_data.reading import MyData, read_file
from diary.my_data.shape import MOST_PACKED, Refused
from diary.my_data.taking_in import take_in
from diary.my_data.writing import write_file
from diary.submissions import SeeOther, once_per_key
from diary.views.clock import now_for

WAITS = 60 * 60  # [s] that a file which was read waits for the yes
often = at_most(20, 60 * 60, "my_data")  # a file of ten years keeps a processor busy for a quarter of a minute


@require_safe
def my_data(request: PersonRequest) -> HttpResponse:
    return my_data_page(request)


def my_data_page(request: PersonRequest, problem: str = "") -> HttpResponse:
    """problem: why the file that was sent is not taken in."""
    context = {"problem": problem, "most_mb": MOST_PACKED // 1_000_000}
    return render(request, "diary/my_data.html", context, status=422 if problem else 200)


@require_safe
@often
def my_data_download(request: PersonRequest) -> FileResponse:
    """The file is written to a place without a name, which is gone with the answer."""
    now = now_for(request.user)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_file(file, request.user, now)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"gutcheck-my-data-{now:%Y-%m-%d}.zip")


@require_POST
@often
def my_data_read(request: PersonRequest) -> HttpResponse:
    """Look at a file and keep it for an hour; nothing of it is taken in yet. Sent twice, it is looked at twice."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return my_data_page(request, _("Choose a file first."))
    try:
        read_file(file, file.size)
    except Refused as refused:
        return my_data_page(request, str(refused))
    file.seek(0)
    cache.set(cache_key(request.user, "my_data"), file.read(), WAITS)
    return SeeOther(reverse("my_data_preview"))


@require_safe
def my_data_preview(request: PersonRequest) -> HttpResponse:
    """What the file holds and what of it is here already."""
    packed = cache.get(cache_key(request.user, "my_data"))
    if packed is None:
        messages.info(request, _("The file is not here any more. Choose it once more."))
        return redirect("my_data")
    data = known_file(packed)
    context = {"preview": preview_of(plan_of(request.user, data), data), "digest": digest(packed), "new_key": uuid4}
    return render(request, "diary/my_data_preview.html", context)


@require_POST
@often
def my_data_take_in(request: PersonRequest) -> HttpResponse:
    """Take in the file that was looked at: that very one, or none. It is read before the transaction begins."""
    packed = cache.get(cache_key(request.user, "my_data"))
    if packed is None or digest(packed) != request.POST.get("digest"):
        return take_it_in(request, None)
    return take_it_in(request, known_file(packed))


@once_per_key
def take_it_in(request: PersonRequest, data: MyData | None) -> HttpResponse:
    """None: the file is not here any more, be it that this form was sent before."""
    if data is None:
        return my_data_page(request, _("The file is not here any more. Choose it once more."))
    try:
        plan = take_in(request.user, data)
    except IntegrityError:
        return my_data_page(request, _("Rows of the file cannot stand beside each other, so nothing was taken in."))
    cache.delete(cache_key(request.user, "my_data"))
    n = len(plan.new["entries"])
    text = ngettext("Taken in, with %(n)d food logged.", "Taken in, with %(n)d foods logged.", n) % {"n": n}
    if plan.waiting:
        n = len(plan.waiting)
        text += " " + ngettext(
            "%(n)d more is kept in words, to be looked at on its day.",
            "%(n)d more are kept in words, to be looked at on their days.",
            n,
        ) % {"n": n}  # fmt: skip
    messages.success(request, text)
    return SeeOther(reverse("my_data"))


def known_file(packed: bytes) -> MyData:
    """What is in the file that waits: it waits because it could be read."""
    return read_file(BytesIO(packed), len(packed), knows_reports=True)


def digest(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()
