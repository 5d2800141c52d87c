"""The form of the box as a browser without scripts would send it."""

from html.parser import HTMLParser

from django.http import HttpResponse

from accounts.models import User
from diary.models import Entry

ADD, READ = "/day/2026-11-19/add/", "/day/2026-11-19/read/"


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.is_inside = False
        self.open = ""  # the textarea or select that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self.is_inside = said.get("id") == "say-form"
        elif not self.is_inside or "disabled" in said:
            return
        elif tag in {"textarea", "select"}:
            self.open = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in said:
            self.fields[self.open] = value
        elif tag == "input" and (said.get("type") not in {"radio", "checkbox"} or "checked" in said):
            self.fields[name] = value

    def handle_data(self, data: str) -> None:
        if self.is_inside and self.lasttag == "textarea" and self.open == "text":
            self.fields["text"] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"textarea", "select"}:
            self.open = ""
        if tag == "form":
            self.is_inside = False


def form_in(answer: HttpResponse) -> dict[str, str]:
    """The fields of the box on a page, as they would be sent; add the button's own."""
    form = _Form()
    form.feed(answer.content.decode())
    form.fields.pop("csrfmiddlewaretoken", None)
    return form.fields


def logged(person: User) -> list[tuple[str, float, float]]:
    """Name, quantity and grams of every entry."""
    return [(entry.portion.food.name, entry.quantity, entry.grams) for entry in Entry.objects.of(person).with_food()]
