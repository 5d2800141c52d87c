"""What the desk's templates need besides their page: how many drafts wait, the address of a row's history."""

from django import template

from nutrients.models import ChangeSet

register = template.Library()


@register.simple_tag
def drafts_to_review() -> int:
    """For the navigation, which the admin's pages show too. One query."""
    return ChangeSet.objects.filter(state=ChangeSet.State.REVIEW).count()
