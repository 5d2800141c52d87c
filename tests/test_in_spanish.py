"""GutCheck as somebody meets it whose language is Spanish: no English texts, Spanish dates and numbers, all the way."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import demo
from accounts.models import Profile, User
from diary.demo import fill_diary
from diary.handed_out.mail import report_mail
from diary.models import Entry, SavedMeal
from diary.weeks import Week
from nutrients.models import Food
from tests.catalogue import TABLE_CONTEXT, ids_of, spanish, strings_of
from tests.desk.cast import change, draft, staff, waiting
from tests.diary.views.sent import form_in

TODAY = date(2026, 11, 18)  # a Wednesday
MONDAY, WEEK = "2026-11-09", "2026-W46"  # the last whole week of the demo diary
PAGES = [
    "/day/", f"/day/{MONDAY}/", f"/day/{MONDAY}/?find=egg", "/day/?q=dos+huevos+y+xyzzy", "/week/", f"/week/{WEEK}/",
    f"/week/{WEEK}/why/FE/", f"/week/{WEEK}/why/VITD/", f"/week/{WEEK}/why/GLN/", f"/week/{WEEK}/why/MG/",
    f"/week/{WEEK}/summary/", f"/week/{WEEK}/what-if/", f"/week/{WEEK}/numbers/", f"/week/{WEEK}/compare/",
    "/week/2026-W50/", "/week/abc/", "/trends/", "/nutrients/", "/nutrients/FE/", "/nutrients/GLN/",
    "/nutrients/CAFFN/",
    "/foods/", "/foods/?q=xyzzy", "/foods/new/", "/supplements/new/", "/meals/", "/meals/new/", "/shortcuts/",
    "/sharing/", "/readings/", "/offline/", "/accounts/profile/", "/accounts/profile/?first",
    "/accounts/preferences/", "/accounts/foods-not-eaten/", "/accounts/email/", "/accounts/password/change/",
    "/accounts/security/", "/accounts/sessions/", "/accounts/erasure/", "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/", "/accounts/3rdparty/", "/my-data/",
    "/accounts/logout/", "/accounts/reauthenticate/", "/nowhere/", "/theme/", "/shared/guess/", "/readings/join/guess/",
]  # fmt: skip
FOR_STRANGERS = [
    "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-guess/", "/accounts/confirm-email/guess/", "/accounts/inactive/",
    "/accounts/weekly-mail/stop/guess/", "/offline/",
]  # fmt: skip
DESK = [
    "/desk/", "/desk/gaps/", "/desk/drafts/", "/desk/releases/", "/desk/people/", "/desk/files/", "/desk/files/import/",
    "/admin/nutrients/food/", "/admin/nutrients/food/add/", "/admin/nutrients/foodalias/",
    "/admin/nutrients/foodalias/add/", "/admin/nutrients/tablerelease/",
]  # fmt: skip
KEYS = [f"b5a9c9f0-0000-4000-8000-00000000000{n}" for n in range(4)]
READ_OUT = {"aria-label", "alt", "title", "placeholder"}
LEAST_WORDS = 3  # a run of English words that no food is called
SYMBOLS = {"low", "high"}  # of the sums, as m and v are


class _Texts(HTMLParser):
    """What a page says, piece by piece, with what is only read out; none of its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if value and name in READ_OUT]

    def handle_data(self, data: str) -> None:
        if self.lasttag not in {"script", "style"}:
            self.said.append(data)


def texts_on(client: Client, address: str, **headers: str) -> list[str]:
    page = _Texts()
    answer = client.get(address, headers=headers, follow=True)
    assert '<html lang="es"' in answer.content.decode(), f"{address}: {answer.status_code}"
    page.feed(answer.content.decode())
    return [" ".join(text.split()) for text in page.said if text.strip()]


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Texts that Spanish says otherwise, and the longest runs of words between the placeholders of the others.

    Names of foods are English; so the food groups, which share their names, are left out.
    """
    found = set()
    for message in spanish():
        for original, one in zip(ids_of(message), strings_of(message), strict=False):
            is_group = message.context == TABLE_CONTEXT and any("food_groups" in file for file, _ in message.locations)
            if original and original != one and not is_group:
                found.add(longest_run(original))
    return {text for text in found if text} - SYMBOLS


def longest_run(text: str) -> str:
    pieces = [" ".join(piece.split()) for piece in re.split(r"%\(\w+\)[\w.]*|%[\d.]*[sdfg]|\{\w+\}|<[^>]*>", text)]
    run = max(pieces, key=len, default="").replace("%%", "%")
    return run if run == " ".join(text.split()) or len(run.split()) >= LEAST_WORDS else ""


def left_in_english(said: list[str], english: set[str]) -> Iterator[str]:
    whole = "\n".join(said)
    yield from sorted(english & set(said))
    yield from sorted(run for run in english if len(run.split()) >= LEAST_WORDS and run in whole)


@pytest.fixture
def maya(shipped_tables, time_machine) -> User:
    time_machine.move_to("2026-11-18T12:00:00Z", tick=False)
    demo.make_demo_person(TODAY)
    person = User.objects.get_by_natural_key(demo.EMAIL)
    fill_diary(person, TODAY, settings.FIXTURES)
    Profile.objects.filter(user=person).update(language="es", weight_kg=61.5, height_cm=168)
    return person


@pytest.fixture
def maya_client(maya: User) -> Client:
    client = Client()
    client.force_login(maya)
    return client


def test_no_page_says_anything_in_english(maya: User, maya_client: Client, english: set[str]) -> None:
    entry = Entry.objects.of(maya).latest("pk")
    SavedMeal.objects.create(person=maya, name="Cena del lunes", servings=2)
    maya_client.post(f"/week/{WEEK}/keep/", {"key": KEYS[0]})
    pages = [*PAGES, reverse("entry", args=[entry.pk]), reverse("food", args=[entry.portion.food_id])]
    pages.append(reverse("saved_meal_edit", args=[SavedMeal.objects.of(maya).get().pk]))
    assert english_on(maya_client, pages, english) == {}


def test_the_desk_says_nothing_in_english_but_what_stands_in_the_tables(maya: User, english: set[str]) -> None:
    at_work = staff()
    for person in (at_work.ed, at_work.max):
        Profile.objects.update_or_create(user=person, defaults={"language": "es"})
    egg = Food.objects.get(name="Boiled egg")
    drafts = [
        draft(at_work.ed, change("values", str(egg.fdc_id), "ZN", amount_per_100_g="90")),
        waiting(at_work.ed, change("values", str(egg.fdc_id), "FE", amount_per_100_g="3")),
    ]
    pages = [*DESK, reverse("admin:nutrients_food_change", args=[egg.pk]), f"/desk/history/foods/{egg.fdc_id}/"]
    for one in drafts:
        pages += [reverse("desk_draft", args=[one.pk]), reverse("desk_effect", args=[one.pk])]
    assert english_on(at_work.as_max, pages, english) == {}


def english_on(client: Client, pages: list[str], english: set[str]) -> dict[str, list[str]]:
    """By page. Names of foods stay English."""
    names = {name for row in Food.objects.values_list("name", "category") for name in row}
    found = {page: list(left_in_english(texts_on(client, page), english - names)) for page in pages}
    return {page: texts for page, texts in found.items() if texts}


@pytest.mark.django_db
@pytest.mark.parametrize("address", FOR_STRANGERS)
def test_no_page_for_strangers_says_anything_in_english_or_to_usted(
    address: str, client: Client, english: set[str]
) -> None:
    said = texts_on(client, address, accept_language="es-MX,es;q=0.9")
    assert list(left_in_english(said, english)) == []
    assert [text for text in said if re.search(r"\b(usted|su contraseña|introduzca|ingrese)\b", text, re.I)] == []


def test_the_search_for_english_finds_it(maya: User, maya_client: Client, english: set[str]) -> None:
    Profile.objects.filter(user=maya).update(language="en")
    page = _Texts()
    page.feed(maya_client.get(f"/week/{WEEK}/").content.decode())
    found = list(left_in_english([" ".join(text.split()) for text in page.said], english))
    assert len(found) > 30
    assert {"Vitamin D", "Looks low in your log"} <= set(found)


def test_dates_and_numbers_are_spanish_on_pages(maya_client: Client) -> None:
    said = texts_on(maya_client, f"/week/{WEEK}/why/FE/")
    assert any("9–15 de noviembre" in text for text in said)
    assert "lunes" in said
    amounts = [text for text in said if re.fullmatch(r"[\d.,\xa0 ]*\d", text)]
    assert [text for text in amounts if re.search(r"\d,\d", text)]
    assert [text for text in amounts if "." in text and text != "2026.11.1"] == []
    formulas = [text for text in said if "exp(" in text or "ln(" in text]
    assert formulas
    assert [text for text in formulas if re.search(r"\d\.\d", text)] == []


def test_tables_to_take_along_hold_numbers_that_programs_read(maya_client: Client) -> None:
    answer = maya_client.get(f"/week/{WEEK}/report.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    amounts = [row["Registrado de alimentos, al menos"] for row in rows]
    assert any("." in amount for amount in amounts)
    assert all(float(amount) >= 0 for amount in amounts if amount)
    assert {row["Nutriente"] for row in rows} >= {"Hierro", "Vitamina D"}


def test_a_decimal_comma_is_read_and_written(maya: User, maya_client: Client) -> None:
    entry = Entry.objects.of(maya).select_related("portion").latest("pk")
    address = reverse("entry", args=[entry.pk])
    was = re.search(r'name="was" value="([^"]+)"', maya_client.get(address).content.decode())
    assert was
    fields = {"portion": entry.portion_id, "meal": entry.meal, "eaten_on": entry.eaten_on, "was": was[1]}
    refused = maya_client.post(address, fields | {"quantity": "1.500", "key": KEYS[0]})
    assert refused.status_code == 422
    assert "Escribe 1500, o 1,500 con una coma." in refused.content.decode()
    assert maya_client.post(address, fields | {"quantity": "1,35", "key": KEYS[1]}).status_code < 400
    entry.refresh_from_db()
    assert entry.quantity == 1.35
    assert 'value="1,35"' in maya_client.get(address).content.decode()


def test_weight_and_height_keep_their_comma(maya_client: Client) -> None:
    assert 'value="61,5"' in maya_client.get(reverse("profile")).content.decode()


def test_the_weekly_mail_is_spanish(maya: User, english: set[str]) -> None:
    mail = report_mail(Profile.objects.get(user=maya), Week(2026, 46))
    assert mail
    assert mail.subject == "GutCheck, semana del 9–15 de noviembre"
    text, page = mail.body, _Texts()
    page.feed(str(mail.alternatives[0][0]))
    assert list(left_in_english([*text.splitlines(), *page.said], english)) == []
    assert re.search(r"\d,\d mcg de vitamina D al día", text)


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "es-AR,es;q=0.9,en;q=0.5"})


def test_from_the_sign_up_to_the_week_in_spanish(stranger: Client, shipped_tables, time_machine) -> None:
    time_machine.move_to("2026-11-19T18:00:00Z", tick=False)
    password = "una frase sirve bien"
    fields = {"email": "cleo@example.org", "password1": password, "password2": password}
    assert "Crear mi diario" in stranger.get("/accounts/signup/").content.decode()
    refused = stranger.post("/accounts/signup/", fields | {"password2": "otra"}).content.decode()
    assert "contraseña" in refused
    questions = stranger.post("/accounts/signup/", fields, follow=True).content.decode()
    assert "¿En qué año naciste?" in questions
    assert User.objects.get(email="cleo@example.org").profile.language == "es", "mails are in it too"
    day = stranger.post("/day/2026-11-19/read/", {"text": "dos huevos y pan integral", "meal": "dinner"})
    assert "2 alimentos. Se entendió todo." in day.content.decode()
    logged = stranger.post("/day/2026-11-19/add/", form_in(day) | {"add": "add"}, follow=True).content.decode()
    assert "2 alimentos añadidos a cena." in logged
    names = [entry.portion.food.name for entry in Entry.objects.all()]
    assert names == ["Boiled egg", "Whole wheat bread"]
    close = {"complete": "true", "key": KEYS[0]}
    closed = stranger.post("/day/2026-11-19/close/", close, follow=True).content.decode()
    assert "El jueves está completo y cuenta en tu informe." in closed
    assert "Semana del 16–22 de noviembre" in stranger.get("/week/2026-W47/").content.decode()


@pytest.mark.django_db
def test_a_stranger_chooses_a_language_at_the_foot_of_the_page(client: Client) -> None:
    assert "Sign in" in client.get("/accounts/login/").content.decode()
    answer = client.post(reverse("language"), {"language": "es", "next": "/accounts/login/"})
    assert answer.headers["Location"] == "/accounts/login/"
    assert "Iniciar sesión" in client.get("/accounts/login/").content.decode()
    client.post(reverse("language"), {"language": "xx"})
    assert "Iniciar sesión" in client.get("/accounts/login/").content.decode()
    assert client.post(reverse("language"), {"language": "en", "next": "//evil.example"}).headers["Location"] == "/"
    assert "Sign in" in client.get("/accounts/login/").content.decode()
