"""The tag {% csrf_token %}, of which a day has twenty: as Django's, put together in one go."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    def render(self, context: Context) -> str:
        token = str(context.get("csrf_token", ""))
        if not token.isalnum() or token == "NOTPROVIDED":  # noqa: S105 - what Django says where there is none
            return super().render(context)
        return SafeString(f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">')


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> FormTokenNode:
    return FormTokenNode()
