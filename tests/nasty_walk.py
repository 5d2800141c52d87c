"""Types each nasty into each field, parameter and address of the site, and tells what did not hold.

Three things must hold: no answer is a broken page; what is printed is printed as text; what is stored is what was
typed, or nothing. Each try is taken back, so that all of them meet the same diary.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from html import unescape
from itertools import chain
from urllib.parse import quote, quote_from_bytes, urlsplit
from uuid import uuid4

from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.forms_on_pages import Form, forms_of, parameters_of
from tests.nasties import NASTIES

FORM = "application/x-www-form-urlencoded"
NUMBERED = re.compile(r"[A-Z][A-Z0-9]+|[0-9]+")  # rows of one form, and the nutrients of a composition, are one field
PARAMETERS = {"q", "page", "next", "find", "meal", "food", "day", "key"}  # tried on every page that is read
LEFT_ALONE = {"csrfmiddlewaretoken"}
CODE = (
    "<script",
    "<svg",
    "<img",
    "<iframe",
    "<style",
    "<base",
    "<meta http",
    "<form action=//evil",
    'onfocus=alert(1) autofocus="',
)
WORKED_OUT = re.compile(
    r"accounts_user|session|django_|history|submission|logentry|tableschange|seenversion", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Try:
    """One request. place: what the nasty stands in, as a person would say it."""

    who: str
    kind: str
    place: str
    address: str
    nasty: str | bytes
    form: Form | None = None
    name: str = ""


@dataclass(slots=True)
class Told:
    """How many were tried, by kind of place and by status, and what did not hold."""

    tried: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Site:
    """clients: by name, signed in. seen: the pages, as (who, address). held: what people had written before any try."""

    clients: dict[str, Client]
    seen: list[tuple[str, str]]
    forms: dict[tuple[str, ...], tuple[str, Form]] = field(default_factory=dict)
    parameters: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    held: dict[str, set[str]] = field(default_factory=dict)

    def look(self) -> None:
        """Open every page and note its forms and parameters, each kind of form once."""
        for who, address in self.seen:
            answer = self.clients[who].get(address)
            if answer.status_code >= 500 or not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            page = answer.content.decode()
            for form in forms_of(address, page):
                self._note(who, form)
            read = parameters_of(address, page)
            if answer.status_code == 200:
                read.setdefault(urlsplit(address).path, set()).update(PARAMETERS)
            for path, names in read.items():
                for name in names:
                    self.parameters.setdefault((route_of(path), NUMBERED.sub("N", name)), (who, f"{path}?{name}="))

    def _note(self, who: str, form: Form) -> None:
        path = urlsplit(form.action).path
        if form.method == "post" and path:
            names = sorted({NUMBERED.sub("N", name) for name in chain(form.fields, form.files)})
            self.forms.setdefault((route_of(path), *names), (who, form))

    def all_places(self) -> Iterator[tuple[str, str, str, str, Form | None, str]]:
        """Every place there is: who, kind, its name, the address, the form and the field."""
        for (route, *_names), (who, form) in self.forms.items():
            told = set()
            for name in chain(form.fields, form.files):
                if name not in LEFT_ALONE and (short := NUMBERED.sub("N", name)) not in told:
                    told.add(short)
                    kind = "file" if name in form.files else "field"
                    yield who, kind, f"{route} {short}", form.action, form, name
        for (route, name), (who, address) in self.parameters.items():
            yield who, "parameter", f"{route} ?{name}", address, None, name
        for who, address in {route_of(address): (who, address) for who, address in self.places()}.values():
            match = resolve(urlsplit(address).path)
            for name, value in match.kwargs.items():
                part = value if isinstance(value, str) else str(value)
                if isinstance(value, str | int) and f"/{quote(part)}" in address:
                    before, _sign, after = address.partition(f"/{quote(part)}")
                    yield who, "address", f"{route_of(address)} <{name}>", f"{before}/\0{after}", None, name

    def places(self) -> Iterator[tuple[str, str]]:
        for who, address in chain(self.seen, ((who, form.action) for who, form in self.forms.values())):
            if route_of(urlsplit(address).path) != "nowhere":
                yield who, address


def route_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name or "unnamed"
    except Resolver404:
        return "nowhere"


class Tries:
    """Every nasty at every place, in an order that is mixed but always the same for the same site."""

    def __init__(self, site: Site, only: str = "", seed: int = 6) -> None:
        self.places = [place for place in site.all_places() if only in place[2]]
        self.mixed = random.Random(seed)

    def __len__(self) -> int:
        return len(self.places) * len(NASTIES)

    def __iter__(self) -> Iterator[Try]:
        for number in self.mixed.sample(range(len(self)), len(self)):
            yield self.one(*divmod(number, len(NASTIES)))

    def one(self, place: int, nasty: int) -> Try:
        who, kind, name_of_place, address, form, name = self.places[place]
        return Try(who, kind, name_of_place, address, NASTIES[nasty][1], form, name)

    def sample(self, most: int) -> list[Try]:
        """So many places, of each kind as many as there are of it in proportion, with one nasty each."""
        by_kind: dict[str, list[int]] = {}
        for number, place in enumerate(self.places):
            by_kind.setdefault(place[1], []).append(number)
        share = min(1.0, most / len(self.places))
        chosen = [self.mixed.sample(numbers, math.ceil(len(numbers) * share)) for numbers in by_kind.values()]
        return [self.one(place, self.mixed.randrange(len(NASTIES))) for place in chain.from_iterable(chosen)]


def walk(site: Site, tries: Iterable[Try], told: Told) -> Told:
    for one in tries:
        told.tried[one.kind] += 1
        client, cookies = site.clients[one.who], site.clients[one.who].cookies.copy()
        cache.clear()
        site.held = site.held or texts()  # every try is taken back, so it stays as it is
        try:
            with transaction.atomic():
                answer = send(client, one)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                told.statuses[answer.status_code] += 1
                fault = fault_of(one, answer, body)
                if not fault and one.kind == "field" and answer.status_code in {200, 302, 303}:
                    fault = misstored(one, site.held)
                transaction.set_rollback(True)
        except Exception as error:
            told.statuses[500] += 1
            fault = f"{type(error).__name__}: {error}"
        client.cookies = cookies
        if fault:
            shown = one.nasty[:60] if len(one.nasty) > 60 else one.nasty
            told.faults.append(f"{one.place} ({one.who}): {shown!r}: {fault[:300]}")
    return told


def send(client: Client, one: Try) -> HttpResponse:
    typed = (
        quote_from_bytes(one.nasty)
        if isinstance(one.nasty, bytes)
        else quote(one.nasty, safe="", errors="surrogatepass")
    )
    if one.kind == "address":
        return client.get(one.address.replace("\0", typed[:6000]))
    if one.form is None:
        return client.get(one.address + typed[:6000])
    fields = one.form.fields | ({"key": [str(uuid4())]} if "key" in one.form.fields else {})
    if one.kind == "file" or one.form.files:
        content = one.nasty if isinstance(one.nasty, bytes) else one.nasty.encode("utf-8", "surrogatepass")
        files = {name: SimpleUploadedFile("x.csv", b"a,b\n1,2\n") for name in one.form.files}
        if one.kind == "file":
            files[one.name] = SimpleUploadedFile("x\u202e.csv", content or b"x")
        else:
            fields = fields | {one.name: [content.decode(errors="replace")]}
        return client.post(one.address, fields | files)
    body = "&".join(
        f"{quote(name)}={typed if name == one.name else quote(value, safe='')}"
        for name, values in fields.items() for value in (values or [""] if name == one.name else values)
    )  # fmt: skip
    return client.generic("POST", one.address, body, FORM)


# --- what must hold -------------------------------------------------------------------------------------------------
def fault_of(one: Try, answer: HttpResponse, body: bytes) -> str:
    """ "" where the page is whole and the nasty in it is text."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    for name, value in answer.headers.items():
        if "\r" in value or "\n" in value:
            return f"a line of its own in the header {name}"
    place = answer.headers.get("Location", "")
    if "evil.example" in urlsplit(place).netloc or place.startswith(("//", "/\\")):
        return f"leads to {place}"
    typed = one.nasty if isinstance(one.nasty, str) else ""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    page = body.decode(errors="replace")
    if "<" in typed and typed in page and any(part in typed.lower() for part in CODE):
        return "printed as code"
    if 'onfocus=alert(1) autofocus="' in page:
        return "printed as an attribute"
    if typed == "{{7*7}}" and "{{7*7}}" not in unescape(page) and re.search(r"\b49\b", page) and one.kind == "field":
        return "worked out"
    return ""


def watched() -> list[tuple[type[models.Model], list[str]]]:
    """What people write: the models of the rooms with their texts, save for what the program writes itself."""
    found = []
    for model in apps.get_models():
        table = model._meta.db_table
        if table.startswith(("accounts_", "diary_")) and not WORKED_OUT.search(table) and table != "diary_entry":
            names = [
                f.attname
                for f in model._meta.concrete_fields
                if isinstance(f, models.CharField | models.TextField) and not f.attname.endswith("_hash")
            ]
            if names:
                found.append((model, names))
    return found


def texts() -> dict[str, set[str]]:
    """Of every text column that people fill, what it holds; and the foods they made."""
    held: dict[str, set[str]] = {}
    for model, names in watched():
        for row in model._default_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                held.setdefault(f"{model._meta.db_table}.{name}", set()).add(str(value))
    return held


def misstored(one: Try, before: dict[str, set[str]]) -> str:
    """A new text that nobody typed: neither the nasty nor another field of the form, as it is or without its edges."""
    typed = one.nasty.decode(errors="replace") if isinstance(one.nasty, bytes) else one.nasty
    sent = {typed, *chain.from_iterable(one.form.fields.values() if one.form else ())}
    sent |= {text.strip() for text in sent} | {plain(text) for text in sent}
    sent |= {" ".join(text.split()) for text in sent}  # names are kept so
    for column, values in texts().items():
        for value in values - before.get(column, set()):
            if value not in sent and plain(value) not in sent and (typed[:20].strip() or "\0") in value:
                return f"{column} holds {value[:80]!r}"
    return ""


def plain(text: str) -> str:
    """Line ends as browsers send them, without blanks at the edges; a number as the database gives it back."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    try:
        return str(Decimal(text).normalize()) if re.fullmatch(r"[0-9.]{1,12}", text) else text
    except InvalidOperation:
        return text
