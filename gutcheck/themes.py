"""Light or dark, as somebody chose it on this device; else as the device does."""

from django.conf import settings
from django.template.context import Context
from django.template.library import Library

THEMES = {"light", "dark"}

register = Library()


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """ "light", "dark" or "", also on a page that is made without a request."""
    request = context.get("request")
    chosen: str = request.COOKIES.get(settings.THEME_COOKIE_NAME, "") if request else ""
    return chosen if chosen in THEMES else ""
