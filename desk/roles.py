"""Editors draft changes of the tables, reviewers publish them too, admins appoint both. None of them opens a diary."""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User

EDITORS, REVIEWERS = "Editors", "Reviewers"  # names of groups: rows, not words on a page


class Role(models.TextChoices):
    """What somebody may do with the tables; each may do what the ones before may."""

    NONE = "none", _("No role")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    ADMIN = "admin", _("Admin")


def role_of(person: User) -> Role:
    """Three queries at most; staff() reads many people at once."""
    if person.is_superuser:
        return Role.ADMIN
    names = {group.name for group in person.groups.all()} if person.is_staff else set()
    if REVIEWERS in names:
        return Role.REVIEWER
    return Role.EDITOR if EDITORS in names else Role.NONE


def staff() -> models.QuerySet[User]:
    """Everybody with a role, by e-mail."""
    return User.objects.filter(is_staff=True).prefetch_related("groups").order_by("email")


@transaction.atomic
def appoint(person: User, role: Role) -> None:
    """Give somebody this role in place of the one they had; NONE takes it away.

    ValueError: admins are made and unmade on the machine itself (manage.py createsuperuser), never by a page.
    """
    if person.is_superuser or role is Role.ADMIN:
        raise ValueError(_("Admins are appointed on the machine that runs GutCheck, with manage.py createsuperuser."))
    editors, reviewers = groups()
    person.groups.remove(editors, reviewers)
    if role is not Role.NONE:
        person.groups.add(editors, *([reviewers] if role is Role.REVIEWER else []))
    person.is_staff = role is not Role.NONE
    person.save(update_fields=["is_staff"])


def groups() -> tuple[Group, Group]:
    """The two groups with exactly the rights they are to have, whatever somebody gave them since."""
    reviewing = Q(codename="review_changeset")
    editors, _new = Group.objects.get_or_create(name=EDITORS)
    editors.permissions.set(Permission.objects.filter(~reviewing, content_type__app_label="nutrients"))
    reviewers, _new = Group.objects.get_or_create(name=REVIEWERS)
    reviewers.permissions.set(Permission.objects.filter(reviewing, content_type__app_label="nutrients"))
    return editors, reviewers
