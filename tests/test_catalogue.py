"""The Spanish catalogue: whole, with the same placeholders, and in the words that a report may use."""

import re
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from django.utils import translation
from django.utils.formats import date_format, get_format

from tests.borrowed import BORROWED
from tests.catalogue import (
    MO,
    ROOMS,
    ROOT,
    TABLE_CONTEXT,
    ids_of,
    spanish,
    strings_of,
    template,
    texts_of_code,
    texts_of_template,
)

PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0 +-]*[\d.]*([sdfgi%])|\{(\w+)\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")


@pytest.fixture(scope="module")
def catalogue():
    return spanish()


@pytest.fixture(scope="module")
def found():
    return template()


def messages(catalogue) -> list[Message]:
    return [message for message in catalogue if message.id]


def named(message: Message) -> str:
    return ids_of(message)[0]


def test_every_text_has_its_spanish(catalogue, found):
    """Red: `make messages` brings the texts into locale/es/LC_MESSAGES/django.po; write their Spanish there."""
    missing = [
        named(text)
        for text in messages(found)
        if (spanish_text := catalogue.get(text.id, text.context)) is None
        or not all(strings_of(spanish_text))
        or spanish_text.fuzzy
        or isinstance(text.id, tuple) != isinstance(spanish_text.id, tuple)
    ]
    assert missing == []


def test_nothing_is_translated_that_no_page_says(catalogue, found):
    gone = [named(text) for text in messages(catalogue) if found.get(text.id, text.context) is None]
    assert gone == []


def test_the_compiled_catalogue_says_the_same(catalogue):
    """Red: make messages."""
    with MO.open("rb") as file:
        compiled = GNUTranslations(file)
    stale = [named(text) for text in messages(catalogue) if said_by(compiled, text) != strings_of(text)]
    assert stale == []


def said_by(compiled: GNUTranslations, text: Message) -> tuple[str, ...]:
    if isinstance(text.id, str):
        return (compiled.pgettext(text.context, text.id) if text.context else compiled.gettext(text.id),)
    return tuple(compiled.ngettext(*text.id, n) for n in (1, 2))


def placeholders(text: str) -> list[str]:
    return sorted("".join(filter(None, match.groups())) for match in PLACEHOLDER.finditer(text))


def test_a_translation_holds_the_placeholders_of_its_text(catalogue):
    """A named one may be left out of the singular only: "Tienes un día completo"."""
    wrong = []
    for text in messages(catalogue):
        if text.context == TABLE_CONTEXT:
            continue
        originals = ids_of(text)
        for place, (original, one) in enumerate(zip(originals, strings_of(text), strict=True)):
            wanted, given = placeholders(original), placeholders(one)
            may_drop = len(originals) == 2 and place == 0 and "%(" in original
            if given != wanted and not (may_drop and set(given) <= set(wanted)):
                wrong.append((original, one))
            if sorted(TAG.findall(original)) != sorted(TAG.findall(one)):
                wrong.append((original, one))
    assert wrong == []


def test_a_translation_begins_and_ends_as_its_text(catalogue):
    """Parts of a line are put together as they stand."""
    pairs = [
        (original, one)
        for text in messages(catalogue)
        for original, one in zip(ids_of(text), strings_of(text), strict=True)
        if one
    ]
    wrong = [
        (original, one)
        for original, one in pairs
        if original[0].isspace() != one[0].isspace()
        or original[-1].isspace() != one[-1].isspace()
        or (original[-1] == ".") != (one[-1] == ".")
    ]
    assert wrong == []


FORBIDDEN = re.compile(
    r"\b(deficien\w*|diagn[oó]s\w*|carencia\w*|curar\w*|sanar\w*|riesgo\w*|tratamiento\w*)", re.IGNORECASE
)
DISCLAIMER = "It does not diagnose, treat or prevent any disease"


def test_the_spanish_speaks_of_the_log_never_of_the_body(catalogue):
    said = [text for text in messages(catalogue) if DISCLAIMER not in named(text)]
    assert [one for text in said for one in strings_of(text) if FORBIDDEN.search(one)] == []


FORMAL = re.compile(
    r"\b(usted|ustedes|vosotros|vuestr\w+|introduzca|ingrese|escriba|elija|pulse|haga|su contraseña)\b", re.I
)


def test_one_is_spoken_to_as_tu(catalogue):
    assert [one for text in messages(catalogue) for one in strings_of(text) if FORMAL.search(one)] == []


@pytest.mark.parametrize("text", BORROWED, ids=str)
def test_what_is_borrowed_is_still_said_there(text):
    """Red after an upgrade: Django or allauth says it otherwise now; take the new text into tests/borrowed.py."""
    packages = ("django/conf", "django/contrib/auth", "django/contrib/admin", "allauth")
    theirs = [translation_of(package) for package in packages]
    if isinstance(text, str):
        assert any(one.gettext(text) != text for one in theirs)
    else:
        assert any(one.ngettext(*text, 2) != text[1] for one in theirs)


def translation_of(package: str) -> GNUTranslations:
    with (Path(django.__file__).parent.parent / package / "locale/es/LC_MESSAGES/django.mo").open("rb") as file:
        return GNUTranslations(file)


@pytest.mark.parametrize(
    ("source", "text", "context"),
    [
        ('_("A new text")', "A new text", None),
        ('x = ngettext("%d egg", "%d eggs", n)', ("%d egg", "%d eggs"), None),
        ('x = ngettext_lazy("%(n)d egg", "%(n)d eggs", "n")', ("%(n)d egg", "%(n)d eggs"), None),
        ('pgettext_lazy("answer", "Skip it")', "Skip it", "answer"),
        ('_("in two "\n  "parts")', "in two parts", None),
        ("""f"{text}. {_('Inside: %s') % more}\"""", "Inside: %s", None),
    ],
)
def test_texts_of_the_code_are_found(source, text, context):
    assert list(texts_of_code(ROOT / "diary/new.py", source)) == [(text, context, "diary/new.py")]


@pytest.mark.parametrize(
    ("source", "text", "context"),
    [
        ('<p>{% translate "A new text" %}</p>', "A new text", None),
        ("    <p>\n  {% translate 'Indented' %}</p>", "Indented", None),
        ('{% translate "or" context "food" %}', "or", "food"),
        ("{% blocktranslate count n=n %}{{ n }} egg{% plural %}{{ n }} eggs{% endblocktranslate %}",
         ("%(n)s egg", "%(n)s eggs"), None),
        ('{{ said|default:_("Nothing") }}', "Nothing", None),
    ],
)  # fmt: skip
def test_texts_of_the_templates_are_found(source, text, context):
    assert list(texts_of_template(ROOT / "templates/new.html", source)) == [(text, context, "templates/new.html")]


def test_names_that_stand_in_tables_are_shown_in_the_language_of_the_page():
    """Red: nutrient.name is the table's English; write in_language(nutrient.name). JSON alone keeps the table's."""
    bare = re.compile(r"(?<!in_language\()(?<![\w.\]])(?:\w+(?:\[\d\])?\.)*nutrient\.name\b")
    machine = {ROOT / "diary/handed_out/as_json.py", ROOT / "diary/kept/values.py"}
    shown = [
        path for room in ("diary", "accounts") for path in sorted((ROOT / room).rglob("*.py")) if path not in machine
    ]
    templates = [path for path in sorted((ROOT / "templates").rglob("*.*")) if path.is_file()]
    places = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*shown, *templates]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert places == []


def test_every_date_is_written_the_spanish_way():
    """Red: a new pattern needs its Spanish in gutcheck/formats/es/formats.py."""
    asked = re.compile(r"""(?:date:|date_format\([^"\n]*?,\s*f?)["']([^"'{]*[jFM][^"'{]*)["']""")
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    sources += [path for path in (ROOT / "templates").rglob("*.*") if path.is_file()]
    patterns = {pattern for path in sources for pattern in asked.findall(path.read_text(encoding="utf-8"))}
    patterns = {pattern for pattern in patterns if {"F", "M"} & set(pattern)}
    assert {"l j F", "j F Y"} <= patterns
    assert {pattern for pattern in patterns if get_format(pattern, "es") == pattern} == set()


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Thursday 19 November 2026"), ("es", "jueves 19 de noviembre de 2026")]
)
def test_a_date_in_each_language(language, text):
    with translation.override(language):
        assert date_format(date(2026, 11, 19), "l j F Y") == text


def test_the_texts_of_the_tables_are_among_them(found):
    assert found.get("Zinc", TABLE_CONTEXT).locations == [("fixtures/nutrients.csv", 0)]
