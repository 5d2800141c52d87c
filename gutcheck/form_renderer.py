"""How forms are drawn: by Django's templates, save for the input elements, of which a day has forty.

Each of those would be three templates, one within the other, and together they took a quarter of the day page.
"""

from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

INPUTS = {
    f"django/forms/widgets/{name}.html"
    for name in ("checkbox", "date", "email", "hidden", "number", "password", "radio_option", "text", "time")
}


TEXTAREA = "django/forms/widgets/textarea.html"
SELECT = "django/forms/widgets/select.html"
ERRORS = {"django/forms/errors/list/default.html", "django/forms/errors/list/ul.html"}  # of most fields: none


class Renderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name in ERRORS and not context["errors"]:
            return SafeString("")
        widget = context.get("widget", {})
        if template_name in INPUTS and not widget.get("wrap_label"):
            return input_of(widget)
        if template_name == TEXTAREA:
            return textarea_of(widget)
        if template_name == SELECT:
            return select_of(widget)
        return super().render(template_name, context, request)


def input_of(widget: dict[str, Any]) -> SafeString:
    """What django/forms/widgets/input.html prints: True is an attribute without a value, False none."""
    attributes = {"type": widget["type"], "name": widget["name"], "value": widget["value"], **widget["attrs"]}
    if widget["value"] is None:
        del attributes["value"]
    return SafeString(f"<input{written(attributes)}>")


def textarea_of(widget: dict[str, Any]) -> SafeString:
    """What django/forms/widgets/textarea.html prints."""
    attributes = written({"name": widget["name"], **widget["attrs"]})
    return SafeString(f"<textarea{attributes}>\n{escape(str(widget['value'] or ''))}</textarea>")


def select_of(widget: dict[str, Any]) -> SafeString:
    """What django/forms/widgets/select.html prints, with the options in it."""
    groups = "".join(
        f'\n  <optgroup label="{conditional_escape(name)}">{options_of(choices)}\n  </optgroup>'
        if name else options_of(choices)
        for name, choices, _ in widget["optgroups"]
    )  # fmt: skip
    return SafeString(f"<select{written({'name': widget['name'], **widget['attrs']})}>{groups}\n</select>")


def options_of(choices: list[dict[str, Any]]) -> str:
    return "".join(
        f"\n  <option{written({'value': str(option['value']), **option['attrs']})}>"
        f"{conditional_escape(localize(option['label']))}</option>\n"
        for option in choices
    )


def written(attributes: dict[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attributes.items() if value is not False
    )  # fmt: skip
