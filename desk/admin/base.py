"""What all table pages of the admin share: what is saved becomes a draft, never a row."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from desk.admin.edits import edit_of, read, row_of
from desk.admin.forms import NUMBERS, ReasonedForm, WhyForm
from desk.admin.notices import notices
from desk.admin.proposing import SEND, draft_to_continue, drafted, page_of, settle, taken_back
from desk.admin.versions import versions_for
from nutrients.changesets.difference import Rows
from nutrients.changesets.rows import hanging_on, rows_of_object
from nutrients.models import ChangeSet

TRIED = 204  # nobody sees this answer: the view that tried the form gives its own


class TableAdmin(admin.ModelAdmin):
    """`lasting` fields tell rows apart, or give numbers their meaning: they are written once, when a row is added.

    Adding, changing and deleting run as the admin runs them, in a transaction that is rolled back; what differed in it
    becomes a draft.
    """

    form = ReasonedForm
    formfield_overrides = NUMBERS
    lasting: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False
    change_form_template = add_form_template = "admin/nutrients/change_form.html"
    delete_confirmation_template = "admin/nutrients/delete.html"

    # --- forms ---------------------------------------------------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(self.lasting if obj else ()))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The first thing that a page asks for: what is in force is read here, before anything is tried."""
        edit = edit_of(request)
        edit.begin(obj, self.model, request.POST.get("opened", ""), request.GET.get("row", ""))
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.edit = edit
        return form

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        return plain_choice(super().formfield_for_dbfield(db_field, request, **kwargs))

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        edit = edit_of(request)
        edit.draft = draft_to_continue(request)
        context = {**(extra_context or {}), "edit": edit}
        if request.method != "POST" and edit.draft and edit.draft.state != ChangeSet.State.DRAFT:
            return HttpResponseRedirect(page_of(edit.draft))
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        with taken_back():
            answer = super().changeform_view(request, object_id, form_url, context)
        if edit.mine is not None:
            after = settle(request, edit)
            changeset = None if edit.refusals else drafted(request, edit, after)
            if not edit.refusals:
                return self.saved(request, changeset, object_id)
            with taken_back():  # once more, for the forms to say what stands against them
                answer = super().changeform_view(request, object_id, form_url, context)
        return refused(answer)

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        edit = edit_of(request)
        context["notices"] = notices(edit, request.user)
        context["draft_page"] = page_of(edit.draft) if edit.draft else ""
        context["wrong"] = refused_fields([context["adminform"].form, *forms_of(context["inline_admin_formsets"])])
        obj = context["original"]
        has_versions = obj is not None and self.has_change_permission(request, obj)
        context |= {"versions": versions_for(obj) if has_versions else None, "new_key": uuid4}
        context["is_checked"] = edit.draft is not None or edit.mine is not None
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: models.Model, post_url_continue: Any = None) -> HttpResponse:
        return self.tried(request, obj)

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self.tried(request, obj)

    def tried(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        edit_of(request).mine = rows_of_object(obj)
        return HttpResponse(status=TRIED)

    def saved(self, request: HttpRequest, changeset: ChangeSet | None, object_id: str | None) -> HttpResponse:
        """Back to the page, with the draft laid over; after sending, and where something was added, to the list."""
        if changeset is None or SEND in request.POST or object_id is None:
            return HttpResponseRedirect(page_of(changeset) if changeset else self.list_address())
        return HttpResponseRedirect(f"{request.path}?draft={changeset.pk}")

    def list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was published of the row; the admin's own list of who pressed what knows nothing of it."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_or_change_permission(request, obj):
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(reverse("desk_history", args=row_of(obj)))

    # --- deleting ------------------------------------------------------------------------------------------------

    def delete_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, object_id, {"edit": edit_of(request), "why": WhyForm()})
        edit, form = edit_of(request), WhyForm(request.POST)
        if form.is_valid():
            with taken_back():
                answer = super().delete_view(request, object_id, {"edit": edit, "why": form})
            if edit.mine is None:
                return refused(answer)  # something points at it
            after = settle(request, edit)
            if not edit.refusals:
                return self.saved(request, drafted(request, edit, after), None)
        for refusal in edit.refusals:
            form.add_error(refusal.column if refusal.column in form.fields else None, refusal.text)
        request.method, request.POST = "GET", QueryDict()  # the page again, as if it were only asked for
        return refused(super().delete_view(request, object_id, {"edit": edit, "why": form}))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        edit = edit_of(request)
        edit.opened = edit.opened or rows_going_with(context["object"])
        return super().render_delete_form(request, context)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        edit = edit_of(request)
        edit.in_force = rows_going_with(obj)
        edit.opened = read(request.POST["opened"]) if "opened" in request.POST else edit.in_force
        super().delete_model(request, obj)
        edit.mine = {}

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        return HttpResponse(status=TRIED)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What still points at a row is counted, not listed: it may be people's diaries."""
        to_delete, counts, lacking, pointers = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, told(len(pointers))

    # --- lists ---------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_actions(self, request: HttpRequest) -> Any:
        """Without deleting many at once: each row that goes has its reason."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("nutrients.review_changeset")


def rows_going_with(obj: models.Model) -> Rows:
    rows = rows_of_object(obj)
    return rows | hanging_on(rows.keys())


def plain_choice(field: Any) -> Any:
    """Without the buttons that add another row in a window of its own: that would be a draft, and not to be chosen."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


def refused(answer: HttpResponse) -> HttpResponse:
    """The page again, with what is wrong: not what was asked for."""
    if isinstance(answer, TemplateResponse):
        answer.status_code = 422
    return answer


def forms_of(formsets: Iterable[Any]) -> list[Any]:
    return [form for wrapped in formsets for form in wrapped.formset.forms]


def refused_fields(forms: Iterable[Any]) -> list[tuple[str, str, str]]:
    """(id, label, what is wrong) of every field with an error: on a long page it stands far below."""
    fields = [bound for form in forms if form.is_bound for bound in form if bound.errors]
    return [
        (bound.id_for_label, bound.field.widget.attrs.get("aria-label") or bound.label, " ".join(bound.errors))
        for bound in fields
    ]


def told(pointers: int) -> list[str]:
    if not pointers:
        return []
    text = ngettext(
        "%(count)d row of a diary or another table points at it",
        "%(count)d rows of diaries or other tables point at it",
        pointers,
    )
    return [text % {"count": pointers}]


def number_of(rows: QuerySet | models.Manager, pointing_by: str) -> Coalesce:
    """For an annotation: how many of these rows point at the row in question."""
    grouped = rows.filter(**{pointing_by: OuterRef("pk")}).order_by().values(pointing_by)
    return Coalesce(Subquery(grouped.annotate(count=Count("pk")).values("count")), 0)


def with_unit(value: float | None, unit: str) -> str:
    """A number with its unit; a dash where none is given."""
    return "–" if value is None else f"{value:g} {unit}"
