"""The filter |date. Django puts a date together wherever one stands; here each is kept, by language and format."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template import defaultfilters
from django.utils.translation import get_language

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def written(value: date | datetime | str | None, style: str | None = None) -> str:
    """As Django's. Only dates are kept: moments are many, and depend on the time zone."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _written(get_language(), value, style)
    return defaultfilters.date(value, style)


@lru_cache(maxsize=4096)
def _written(_language: str | None, value: date, style: str | None) -> str:
    return defaultfilters.date(value, style)
