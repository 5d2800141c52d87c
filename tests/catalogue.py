"""The texts of GutCheck and their Spanish: python -m tests.catalogue (or make messages) brings locale/ up to date.

Texts are found in the code, the templates and the tables; new ones come into django.po without a translation, gone
ones leave, and django.mo is written anew. Babel does it, so that no machine needs the gettext programs.
"""

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
ROOMS = ("accounts", "diary", "gutcheck", "nutrients")
PO = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
HEADER = "# The Spanish of GutCheck. `make messages` brings it up to date with the texts of the code."

PLURAL = (1, 2)
CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    "_": None, "_lazy": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL, "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
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
                yield from texts_of(path, path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from texts_of(path, as_python(path.read_text(encoding="utf-8")))
    for name, columns in TABLED.items():
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], TABLE_CONTEXT, name) for column in columns if row[column])
    yield from ((text, None, "tests/borrowed.py") for text in BORROWED)


def as_python(template: str) -> str:
    """A template as the calls it makes; without indents, which would have to mean something."""
    from django.utils.translation.template import templatize  # reads settings

    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def texts_of(path: Path, source: str) -> Iterator[Text]:
    name = path.relative_to(ROOT).as_posix()
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield message, context, name


def template() -> Catalog:
    """Every text, without translations. Raises where one text is used both with and without a plural."""
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
