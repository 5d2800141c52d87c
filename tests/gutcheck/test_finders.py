"""Other people's files: found, cut, and missed without harm."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gutcheck import finders
from gutcheck.finders import FACES, LETTERS, VendorFinder, vendor_folder, versions


@pytest.fixture
def folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(finders, "vendor_folder", vendor_folder.__wrapped__)  # without the memory of earlier tests
    return tmp_path / "vendor"


def test_fonts_are_cut_to_latin_and_listed(folder: Path) -> None:
    found = {name for name, _ in VendorFinder().list([])}
    assert {"bootstrap-reboot.css", "fonts.css", "fonts/AtkinsonHyperlegible-Regular.woff2"} <= found
    assert (folder / "fonts.css").read_text().count("@font-face") == len(FACES) * len(LETTERS)
    assert (folder / "fonts-whole.css").read_text().count("@font-face") == len(FACES)
    whole = TTFont(folder / "fonts" / "SourceSerif4-whole.woff2")
    assert [ord(letter) in whole.getBestCmap() for letter in "e½”éšЖ"] == [True] * 5 + [False]
    font = TTFont(folder / "fonts" / "SourceSerif4.woff2")
    others = TTFont(folder / "fonts" / "SourceSerif4-latin.woff2")
    assert [ord(letter) in font.getBestCmap() for letter in "e½”éЖ"] == [True, True, True, False, False]
    assert [ord(letter) in others.getBestCmap() for letter in "e½éšЖ"] == [False, False, True, True, False]
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]


def test_the_source_map_line_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "FACES", [])
    css = Path(str(VendorFinder().find("vendor/bootstrap-reboot.css"))).read_text()
    assert "box-sizing:border-box" in css
    assert "sourceMappingURL" not in css


def test_without_the_font_packages_the_list_is_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "FACES", [face._replace(package="no-such-package") for face in FACES])
    assert "@font-face" not in Path(str(VendorFinder().find("vendor/fonts.css"))).read_text()


def test_a_new_version_of_a_package_makes_the_files_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "FACES", [])
    VendorFinder().find("vendor/fonts.css")
    (folder / "fonts.css").write_text("stale")
    assert Path(str(VendorFinder().find("vendor/fonts.css"))).read_text() == "stale"
    (folder / "versions.txt").write_text(versions() + " and an older one")
    assert Path(str(VendorFinder().find("vendor/fonts.css"))).read_text() != "stale"


@pytest.mark.parametrize("path", ["vendor/../secret_key", "vendor/nothing.css", "elsewhere/fonts.css", "vendor/"])
def test_nothing_else_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(finders, "FACES", [])
    folder.parent.joinpath("secret_key").write_text("secret")
    assert not VendorFinder().find(path)
    assert VendorFinder().find(path, find_all=True) == []
