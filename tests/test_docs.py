"""What the documents name is there: files, commands, variables, and decisions without a gap in their numbers."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").rglob("*.md")])
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}
PATH = re.compile(r"`(\w[\w.-]*/[\w./*-]*)`")
LINK = re.compile(r"\]\(([^)#\s:]+)[^):]*\)")
VARIABLES = re.compile(r"\bGUTCHECK_[A-Z_]*[A-Z]\b")

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@documents
def test_the_files_and_folders_it_names_are_there(document: Path) -> None:
    text = document.read_text()
    named = {name for name in PATH.findall(text) if name.split("/")[0] in FOLDERS - {"data"}}
    assert [name for name in sorted(named) if not list(ROOT.glob(name.rstrip("/")))] == []
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []


@documents
def test_the_commands_it_names_are_there(document: Path) -> None:
    text = document.read_text()
    assert set(re.findall(r"\bmanage\.py ([a-z]\w+)", text)) <= get_commands().keys()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`make |^    make (?=[a-z]+ *(?:#|$)))([a-z]+)", text, re.MULTILINE)) <= targets


@documents
def test_the_variables_it_names_are_read_somewhere(document: Path) -> None:
    readers = [*(ROOT / "gutcheck").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    read = "\n".join(path.read_text() for path in [*readers, ROOT / "Makefile"])
    short = {name for name in VARIABLES.findall(document.read_text()) if name not in read}
    assert {name for name in short if f'"{name.removeprefix("GUTCHECK_")}"' not in read} == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", (ROOT / "docs" / "decisions.md").read_text(), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
