"""What a page lets people send: its forms with their fields, and the parameters of its links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

TEXTS = {"text", "email", "search", "tel", "url", "number", "date", "time", "datetime-local", "password"}
LIKELY = {"email": "eve@example.org", "date": "2026-11-18", "number": "1", "time": "12:00", "password": "porridge-42"}


@dataclass(slots=True)
class Form:
    """fields: name -> what is sent when nothing is touched; a required blank one holds something of its type."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # address, name, value


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.links = address, [], []
        self.open: Form | None = None
        self.named: dict[str, Form] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.open = Form(told.get("action") or self.address, told.get("method", "get").lower())
            self.forms.append(self.open)
            self.named[told.get("id", "")] = self.open
        if tag == "a":
            self.links.append(told.get("href", ""))
        form = self.named.get(told["form"]) if "form" in told else self.open
        if form is None:
            return
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "input" and name:
            self._input(form, name, kind, told)
        elif tag in {"select", "textarea"} and name:
            self.select, self.area = (name, "") if tag == "select" else ("", name)
            form.fields.setdefault(name, [])
        elif tag == "option" and self.select and form.fields.get(self.select) is not None:
            if "selected" in told or not form.fields[self.select]:
                form.fields[self.select] = [told.get("value", "")]
        elif tag == "button" and kind in {"text", "submit"}:
            form.buttons.append((told.get("formaction", "") or form.action, name, told.get("value", "")))

    def _input(self, form: Form, name: str, kind: str, told: dict[str, str]) -> None:
        if kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.fields.setdefault(name, [])
            if "checked" in told:
                form.fields[name].append(told.get("value", "on"))
        elif kind in TEXTS or kind == "hidden":
            value = told.get("value", "")
            if not value and "required" in told:
                value = LIKELY.get(kind, "1")
            form.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.area and self.open is not None:
            self.open.fields.setdefault(self.area, []).append(data.removeprefix("\n"))
            self.area = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def forms_of(address: str, page: str) -> list[Form]:
    """Every form of a page, and one more for each of its buttons that leads elsewhere or says something."""
    reader = _Reader(address)
    reader.feed(page)
    forms = list(reader.forms)
    for form in reader.forms:
        for action, name, value in form.buttons:
            if action != form.action or name:
                more = {name: [value]} if name else {}
                forms.append(Form(action, form.method, form.fields | more, form.files))
    return forms


def parameters_of(address: str, page: str) -> dict[str, set[str]]:
    """Path -> the parameters that links of the page, and its forms that only read, give it."""
    reader = _Reader(address)
    reader.feed(page)
    found: dict[str, set[str]] = {}
    for link in reader.links:
        parts = urlsplit(link)
        if parts.query and not parts.netloc:
            found.setdefault(parts.path or urlsplit(address).path, set()).update(
                parse_qs(parts.query, keep_blank_values=True)
            )
    for form in reader.forms:
        if form.method == "get":
            found.setdefault(urlsplit(form.action).path, set()).update(form.fields)
    return found
