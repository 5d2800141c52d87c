"""How forms are drawn: by Django's templates, save for the input elements, of which a day has forty.

Each of those would be three templates, one within the other, and together they took a quarter of the day page.
"""

from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString

INPUTS = {
    f"django/forms/widgets/{name}.html"
    for name in ("date", "email", "hidden", "number", "password", "radio_option", "text", "time")
}


class Renderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS and not widget.get("wrap_label"):
            return input_of(widget)
        return super().render(template_name, context, request)


def input_of(widget: dict[str, Any]) -> SafeString:
    """What django/forms/widgets/input.html prints: True is an attribute without a value, False none."""
    attributes = {"type": widget["type"], "name": widget["name"], "value": widget["value"], **widget["attrs"]}
    if widget["value"] is None:
        del attributes["value"]
    written = (
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attributes.items() if value is not False
    )  # fmt: skip
    return SafeString(f"<input{''.join(written)}>")
