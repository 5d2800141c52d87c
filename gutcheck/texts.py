"""The tags of Django's i18n library. It looks a text up wherever one stands; here constants are kept, by language."""

from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = i18n.register.__class__()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class ConstantText(Node):
    """A text without anything to fill in. Constants are safe, so it is the same within {% autoescape %} and without."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node = node
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.node.render(context)
        return self.kept[language]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    is_constant = not (node.asvar or node.message_context) and is_literal(node.filter_expression)
    return ConstantText(node) if is_constant else node


def is_literal(expression: FilterExpression) -> bool:
    return not expression.filters and getattr(expression.var, "literal", None) is not None
