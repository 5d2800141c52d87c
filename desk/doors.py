"""Who may open which page of the desk; everybody else is refused, with the page that says so (403)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.models import User
from accounts.requests import PersonRequest

View = Callable[..., HttpResponse]


def is_editor(person: User) -> bool:
    """May draft changes of the tables. A right alone, without being staff, is none."""
    return person.is_active and person.is_staff and person.has_perm("nutrients.change_changeset")


def is_reviewer(person: User) -> bool:
    """May publish them too."""
    return is_editor(person) and person.has_perm("nutrients.review_changeset")


def is_admin(person: User) -> bool:
    """May appoint editors and reviewers."""
    return is_editor(person) and person.is_superuser


def editors_only(view: View) -> View:
    """The outermost decorator of a page for editors, reviewers and admins."""
    return _only(is_editor, view)


def reviewers_only(view: View) -> View:
    return _only(is_reviewer, view)


def admins_only(view: View) -> View:
    return _only(is_admin, view)


def _only(may_enter: Callable[[User], bool], view: View) -> View:
    @wraps(view)
    def answer(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_enter(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer
