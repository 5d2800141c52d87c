"""Static files of others, taken from the installed packages; nothing of theirs is copied into the tree.

Bootstrap's reboot and the fonts are written once into the data folder: Bootstrap without its source map line (the
hashed storage refuses a map it cannot find), the fonts cut to Latin and packed as woff2: one file with what every
page needs, one with the other letters, which a browser fetches where one of them is used. Without the font packages
`vendor/fonts.css` is empty and the system's fonts are used.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

LETTERS = {  # end of the file name -> its characters
    "": "U+0020-007E,U+00A0,U+00B7,U+00BC-00BE,U+00D7,U+2010-2027,U+2030-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,"
    "U+2264,U+2265",
    "-latin": "U+00A1-00B6,U+00B8-00BB,U+00BF-00D6,U+00D8-017F",
}
WHOLE = {"-whole": ",".join(LETTERS.values())}  # one file a face, for PDFs: WeasyPrint takes two of a face for one font
STYLES = {"fonts.css": LETTERS, "fonts-whole.css": WHOLE}


class Face(NamedTuple):
    """One font file of a package. axes: what to keep of a variable font, None = a static one."""

    package: str
    file: str
    family: str
    weight: str
    axes: dict[str, float | tuple[float, float]] | None = None


FACES = [
    Face("fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-Regular.ttf", "Atkinson Hyperlegible", "400"),
    Face("fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-Bold.ttf", "Atkinson Hyperlegible", "700"),
    Face(
        "fontpkg-source-serif-4", "SourceSerif4[opsz,wght].ttf", "Source Serif 4", "400 700",
        {"opsz": 18, "wght": (400, 700)},
    ),
]  # fmt: skip


def file_of(package: str, name: str) -> Path | None:
    """Where an installed package keeps a file; None when either is missing."""
    try:
        found = [path for path in files(package) or [] if path.name == name]
    except PackageNotFoundError:
        return None
    return Path(str(found[0].locate())) if found else None


def cut(source: Path, face: Face, letters: str) -> bytes:
    """The font as woff2 with these characters only, without the hints for coarse screens (a third of its size)."""
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every glyph otherwise
    font = TTFont(source)
    subsetter = Subsetter(Options(layout_features=["kern", "liga", "tnum", "ccmp", "mark"], hinting=False))
    subsetter.populate(unicodes=parse_unicodes(letters))
    subsetter.subset(font)
    if face.axes:
        font = instantiateVariableFont(font, face.axes)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def write_fonts(folder: Path, style: str, files: Mapping[str, str]) -> None:
    """Cut every installed face into folder/fonts, a file for each choice of letters, and list them in a style sheet."""
    rules = ["/* Atkinson Hyperlegible, Source Serif 4: SIL Open Font License 1.1 */"]
    for face in FACES:
        if (source := file_of(face.package, face.file)) is None:
            continue
        (folder / "fonts").mkdir(exist_ok=True)
        for end, letters in files.items():
            name = re.sub(r"\[.*\]", "", source.stem) + end + ".woff2"
            (folder / "fonts" / name).write_bytes(cut(source, face, letters))
            rules.append(
                f'@font-face {{ font-family: "{face.family}"; src: url("fonts/{name}") format("woff2");'
                f" font-weight: {face.weight}; font-display: swap; unicode-range: {letters}; }}"
            )
    (folder / style).write_text("\n".join(rules) + "\n")


def write_reboot(folder: Path) -> None:
    source = file_of("bootstrap-wrapper", "bootstrap-reboot.min.css")
    if source is None:
        raise FileNotFoundError("Bootstrap's style sheet is missing; install requirements.txt again (make setup).")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", source.read_text())
    (folder / "bootstrap-reboot.css").write_text(css)


def versions() -> str:
    """What the folder was made from: when a package or the choice of letters changes, the files are made anew."""

    def of(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "missing"

    packages = sorted({face.package for face in FACES} | {"bootstrap-wrapper"})
    letters = [f"{style}{end} {files[end]}" for style, files in STYLES.items() for end in files]
    return "\n".join([f"{name} {of(name)}" for name in packages] + letters)


@cache
def vendor_folder() -> Path:
    """The folder with the files, made when missing or out of date (a few seconds, once per version)."""
    folder = Path(settings.DATA_DIR) / "vendor"
    stamp = folder / "versions.txt"
    if not stamp.exists() or stamp.read_text() != versions():
        folder.mkdir(parents=True, exist_ok=True)
        write_reboot(folder)
        for style, files in STYLES.items():
            write_fonts(folder, style, files)
        stamp.write_text(versions())
    return folder


class VendorFinder(BaseFinder):
    """Finds `vendor/…` of the static files."""

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:  # str or None; a list where all are asked for
        if not path.startswith("vendor/"):
            return [] if find_all else None
        target = vendor_folder() / path.removeprefix("vendor/")
        if not target.is_file() or not target.resolve().is_relative_to(vendor_folder().resolve()):
            return [] if find_all else None
        return [str(target)] if find_all else str(target)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=vendor_folder())
        storage.prefix = "vendor"  # type: ignore[attr-defined]  # collectstatic puts it before each path
        for path in sorted(vendor_folder().rglob("*.*")):
            name = path.relative_to(vendor_folder()).as_posix()
            if path.is_file() and name != "versions.txt" and not matches_patterns(name, list(ignore_patterns or ())):
                yield name, storage
