"""Who edits and reviews the tables. For admins; what they changed here is kept, and shown below."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import PersonRequest
from desk.appointments import appointments, record
from desk.doors import admins_only
from desk.forms import AppointForm
from desk.roles import Role, appoint, role_of, staff
from diary.submissions import SeeOther, once_per_key


@admins_only
@require_safe
def desk_people(request: PersonRequest) -> HttpResponse:
    return people_page(request, AppointForm(initial={"role": Role.EDITOR}))


def people_page(request: PersonRequest, form: AppointForm) -> HttpResponse:
    context = {
        "people": [{"person": person, "role": role_of(person)} for person in staff()],
        "form": form, "appointments": appointments(), "new_key": uuid4,
    }  # fmt: skip
    return render(request, "desk/people.html", context, status=422 if form.errors else 200)


@admins_only
@once_per_key
def desk_appoint(request: PersonRequest) -> HttpResponse:
    form = AppointForm(request.POST)
    if not form.is_valid() or form.person is None:
        return people_page(request, form)
    return given(request, form.person, Role(form.cleaned_data["role"]))


@admins_only
@once_per_key
def desk_role_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Take somebody's role away. Admins are not among those who can be chosen."""
    return given(request, get_object_or_404(staff().filter(is_superuser=False), pk=pk), Role.NONE)


def given(request: PersonRequest, person: User, role: Role) -> HttpResponse:
    appoint(person, role)
    record(request.user, person, role)
    texts = {
        Role.EDITOR: _("%(who)s may draft changes of the tables now."),
        Role.REVIEWER: _("%(who)s may draft and publish changes of the tables now."),
        Role.NONE: _("%(who)s may open the tables no more."),
    }
    messages.success(request, texts[role] % {"who": person.email})
    return SeeOther(reverse("desk_people"))
