"""The tag {% static %}. Django asks the storage wherever one stands; here each address is asked for once a process."""

from functools import cache

from django import template
from django.template.context import Context
from django.templatetags import static

register = template.Library()
register.tags.update(static.register.tags)
address = cache(static.static)


class KeptStaticNode(static.StaticNode):
    def url(self, context: Context) -> str:
        return address(self.path.resolve(context))


register.tag("static", lambda _parser, token: KeptStaticNode.handle_token(_parser, token))
