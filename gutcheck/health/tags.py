"""{% server_warnings as warnings %}: what staff should see on their pages without looking for it."""

from django import template
from django.utils import timezone

from gutcheck.health.warnings import warnings

register = template.Library()


@register.simple_tag
def server_warnings() -> list[str]:
    return warnings(timezone.now())
