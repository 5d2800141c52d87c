"""The texts of GutCheck and their Spanish: python -m tests.catalogue (or make messages) brings locale/ up to date.

Texts are found in the code, the templates and the tables; new ones come into django.po without a translation, gone
ones leave, and django.mo is written anew. Babel does it, so that no machine needs the gettext programs.
"""

import ast
import csv
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.borrowed import BORROWED

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("accounts", "desk", "diary", "gutcheck", "nutrients")
PO = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
HEADER = "# The Spanish of GutCheck. `make messages` brings it up to date with the texts of the code."

# How texts are marked: by a call of one of these, with a context first or without, and with as many texts.
CALLS = {
    "_": (False, 1), "_lazy": (False, 1), "gettext": (False, 1), "gettext_lazy": (False, 1), "gettext_noop": (False, 1),
    "ngettext": (False, 2), "ngettext_lazy": (False, 2), "pgettext": (True, 1), "pgettext_lazy": (True, 1),
    "npgettext": (True, 2), "npgettext_lazy": (True, 2),
}  # fmt: skip
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
# The columns of tables that people read, beside names of foods, which stay in the language of their table.
TABLED = {
    "fixtures/nutrients.csv": ("name", "partial_note", "gut_function", "article_claim", "evidence_note"),
    "fixtures/food_groups.csv": ("name",),
    "fixtures/reference_intakes.csv": ("life_stage", "ul_note", "note"),
    "fixtures/requirement_percentiles.csv": ("life_stage",),
    "fixtures/intake_priors.csv": ("life_stage",),
    "fixtures/nutrient_sources.csv": ("citation",),
}
TABLE_CONTEXT = "table"

Text = tuple[str | tuple[str, str], str | None, str]  # message or (one, many); context; the file it stands in


def texts() -> Iterator[Text]:
    """Every text that people may read."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from texts_of_code(path, path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from texts_of_template(path, path.read_text(encoding="utf-8"))
    for name, columns in TABLED.items():
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], TABLE_CONTEXT, name) for column in columns if row[column])
    yield from ((text, None, "tests/borrowed.py") for text in BORROWED)


def texts_of_code(path: Path, source: str) -> Iterator[Text]:
    """By the syntax tree, for Babel sees no call inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            has_context, count = CALLS[node.func.id]
            said = [literal(arg) for arg in node.args[: has_context + count]]
            context, words = (said[0], said[1:]) if has_context and said else (None, said)
            if words and all(words):
                yield words[0] if count == 1 else (words[0], words[1]), context, path.relative_to(ROOT).as_posix()


def literal(node: ast.expr) -> str:
    """What stands there in quotes; "" for what is worked out."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def texts_of_template(path: Path, source: str) -> Iterator[Text]:
    """By the calls that Django makes of a template; without indents, which would have to mean something."""
    from django.utils.translation.template import templatize  # reads settings

    calls = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for _, message, _, context in extract("python", io.BytesIO(calls.encode()), keywords=KEYWORDS):
        yield message, context, path.relative_to(ROOT).as_posix()


def template() -> Catalog:
    """Every text, without translations."""
    found = Catalog(fuzzy=False)
    for message, context, name in texts():
        found.add(message, context=context, locations=[(name, 0)])
    return found


def spanish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="es")


def update() -> Catalog:
    catalogue = spanish()
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER
    catalogue.project, catalogue.version = "GutCheck", ""
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    return catalogue


def main() -> int:
    catalogue = update()
    with PO.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, catalogue)
    missing = [message for message in catalogue if message.id and not all(strings_of(message))]
    print(f"{PO.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} without a translation")
    return 1 if missing else 0


def ids_of(message: Message) -> tuple[str, ...]:
    """The text: one, or one for one and one for many."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation: one string, or one for each plural form; blank where there is none yet."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(one or "" for one in string)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.exit(main())
