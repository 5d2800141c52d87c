"""The tag {% url %}. Django works an address out wherever it stands; here each is worked out once a process."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.template.library import Library
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

KEPT = 4096  # a day page has a hundred

register = Library()


class KeptURLNode(URLNode):
    """An address without names for its arguments; what cannot be kept, or found, is left to Django."""

    def render(self, context: Context) -> str:
        name, *args = (part.resolve(context) for part in (self.view_name, *self.args))
        if ":" in str(name):  # which of several apps is meant depends on the page
            return super().render(context)
        try:
            url = address(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, *args)
        except (NoReverseMatch, TypeError):  # TypeError: an argument that cannot be compared
            return super().render(context)
        if self.asvar:
            context[self.asvar] = url
            return ""
        return conditional_escape(url) if context.autoescape else url


@lru_cache(maxsize=KEPT, typed=True)
def address(urlconf: str, _prefix: str, name: str, *args: Any) -> str:
    return reverse(name, urlconf, args)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = parse_url(parser, token)
    return node if node.kwargs else KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)
