"""The tables as files: what can be had, and a file on its way to a draft."""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from desk.doors import editors_only
from desk.drafts.checks import Checks
from desk.drafts.shown import ROWS_ON_A_PAGE, objects_of
from desk.files import preview
from desk.files.export import CSV, XLSX, file_of
from desk.files.forms import ImportForm
from desk.files.job import read_import
from desk.files.words import name_of
from desk.forms import ReasonForm
from desk.models import ImportedFile
from diary.submissions import SeeOther, once_per_key
from nutrients.changesets.acts import propose
from nutrients.changesets.rows import key_text
from nutrients.models import ChangeSet, Food, FoodNutrient, RowChange
from nutrients.tables.columns import Table, kept_in_files
from nutrients.tables.definitions import BY_NAME, TABLES

TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
PROBLEMS_SHOWN = 200


@editors_only
@require_safe
def desk_files(request: PersonRequest) -> HttpResponse:
    """Every table to export, whole or the foods of one category."""
    rows = [{"table": table, "name": name_of(table), "count": count_of(table)} for table in TABLES]
    foods = kept_in_files(Food).order_by("category")
    categories = list(foods.values_list("category", flat=True).distinct())
    chosen = request.GET.get("category", "")
    context = {"rows": rows, "categories": categories, "category": chosen if chosen in categories else ""}
    return render(request, "desk/files.html", context)


def count_of(table: Table) -> int | None:
    """None: of values there are so many that counting them would take longer than the rest of the page."""
    return None if table.model is FoodNutrient else kept_in_files(table.model).count()


@editors_only
@require_safe
def desk_export(request: PersonRequest, table: str, form: str) -> HttpResponse:
    """One table as CSV or XLSX; with ?category= only the rows of its foods."""
    if table not in BY_NAME or form not in TYPES:
        raise Http404
    category = request.GET.get("category", "") if BY_NAME[table].columns[0].name == "fdc_id" else ""
    response = HttpResponse(file_of(BY_NAME[table], form, category), content_type=TYPES[form])
    name = "-".join(part for part in (table, slugify(category)[:40]) if part)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    return response


@editors_only
def desk_import(request: PersonRequest) -> HttpResponse:
    """A file to look at. A small one is read here, before the transaction begins; a large one by a worker."""
    if request.method != "POST":
        return import_page(request, ImportForm(initial={"table": request.GET.get("table", "")}))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return import_page(request, form)
    return keep_preview(request, form)


def import_page(request: PersonRequest, form: ImportForm) -> HttpResponse:
    context = {"form": form, "new_key": request.POST.get("key") or uuid4}
    return render(request, "desk/files_import.html", context, status=422 if form.is_bound else 200)


@once_per_key
def keep_preview(request: PersonRequest, form: ImportForm) -> HttpResponse:
    told, now = form.cleaned_data, timezone.now()
    if form.comparison is not None:
        token = preview.keep(request.user, told["file"].name, form.comparison, now=now)
    else:
        content, missing_go = told["file"].read(), told["missing_go"]
        token = preview.wait(request.user, told["file"].name, told["table"], content, missing_go=missing_go, now=now)
        transaction.on_commit(partial(read_import.enqueue, token))
    return SeeOther(reverse("desk_import_preview", args=[token]))


@editors_only
def desk_import_preview(request: PersonRequest, token: str) -> HttpResponse:
    """What the file would change; sent with a reason, it becomes a draft. Until it was read: how far that is."""
    if request.method == "POST":
        return draft_it(request, token)
    try:
        file = preview.file_of(request.user, token)
    except LookupError:
        raise Http404 from None
    if file.state == ImportedFile.State.READ:
        return preview_page(request, found(request, token))
    context = {"file": file, "name": name_of(BY_NAME[file.table]), "new_key": uuid4}
    return render(request, "desk/files_reading.html", context)


def found(request: PersonRequest, token: str) -> preview.Preview:
    try:
        return preview.kept(request.user, token)
    except LookupError:
        raise Http404 from None


def preview_page(request: PersonRequest, shown: preview.Preview, form: ReasonForm | None = None) -> HttpResponse:
    comparison = shown.comparison
    page = Paginator(comparison.differences, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        RowChange(table=one.table, key=key_text(one.key), label=one.label, before=one.before, after=one.after)
        for one in page
    ]
    labels = {one.row: one.label for one in comparison.differences}
    context = {
        "shown": shown, "comparison": comparison, "counts": comparison.counts,
        "name": name_of(BY_NAME[comparison.table]),
        "objects": objects_of(rows), "page": page, "new_key": uuid4,
        "rejected": comparison.rejected[:PROBLEMS_SHOWN], "more_rejected": len(comparison.rejected) - PROBLEMS_SHOWN,
        "checks": Checks((), tuple(comparison.warnings), labels),
        "form": form or ReasonForm(has_warnings=bool(comparison.warnings)),
    }  # fmt: skip
    return render(request, "desk/files_preview.html", context, status=422 if form else 200)


@once_per_key
def draft_it(request: PersonRequest, token: str) -> HttpResponse:
    shown = found(request, token)
    form = ReasonForm(request.POST, has_warnings=bool(shown.comparison.warnings))
    if not form.is_valid() or not shown.comparison.differences:
        return preview_page(request, shown, form)
    changeset = propose(
        request.user, shown.comparison.differences, reason=form.cleaned_data["reason"], origin=ChangeSet.Origin.FILE,
        override=form.cleaned_data.get("override", ""),
    )  # fmt: skip
    preview.forget(request.user, token)
    messages.success(request, _("The file is a draft now. Nothing of it is in force before it is published."))
    return SeeOther(reverse("desk_draft", args=[changeset.pk]))


@editors_only
@once_per_key
def desk_import_discard(request: PersonRequest, token: str) -> HttpResponse:
    """Let the file go; it is still on the person's own computer."""
    try:
        preview.forget(request.user, token)
    except LookupError:
        raise Http404 from None
    messages.success(request, _("The file was put aside. Nothing changed."))
    return SeeOther(reverse("desk_import"))
