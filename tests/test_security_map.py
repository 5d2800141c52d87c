"""docs/security.md names the test of each requirement: none is missing, and every test that it names is there."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
MAP = (ROOT / "docs" / "security.md").read_text()
ASVS = (ROOT / "docs" / "asvs.md").read_text()
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
REQUIREMENTS, FAULTS = 46, 39
LEVELS = {"Level 1": 70, "Level 2": 183}  # requirements of ASVS 5.0.0


def rows(heading: str) -> dict[int, str]:
    """The numbered rows of the table below a heading, each its last cell."""
    part = MAP.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| ([0-9]+) \|.*\| (.*?) \|$", part, re.MULTILINE)
    return {int(number): cell for number, cell in found}


def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_is_there() -> None:
    named = set(NAMED.findall(MAP)) | set(NAMED.findall(ASVS))
    assert len(named) > 70
    missing = {f"{file}::{name}" for file, name in named if not (TESTS / file).exists()}
    missing |= {
        f"{file}::{name}" for file, name in named if (TESTS / file).exists() and name not in names_in(TESTS / file)
    }
    assert missing == set()


def test_every_requirement_and_fault_has_its_row() -> None:
    assert sorted(rows("Requirements")) == list(range(1, REQUIREMENTS + 1))
    assert sorted(rows("Faults others had")) == list(range(1, FAULTS + 1))


def numbers(cell: str) -> list[str]:
    """ "1.2.6–1.2.8, 1.3.4" is four."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        section, _, begin = first.rpartition(".")
        end = last.rpartition(".")[2] if last else begin
        assert not last or last.startswith(f"{section}."), part
        found += [f"{section}.{number}" for number in range(int(begin), int(end) + 1)]
    return found


def test_every_requirement_of_asvs_has_its_place_once() -> None:
    for level, count in LEVELS.items():
        part = ASVS.partition(f"## {level}\n")[2].partition("\n## ")[0]
        found = [number for cell in re.findall(r"^\| ([0-9].*?) \|", part, re.MULTILINE) for number in numbers(cell)]
        assert len(found) == len(set(found)) == count, level


def test_a_row_names_a_test_or_says_why_not() -> None:
    for heading in ("Requirements", "Faults others had"):
        for number, cell in rows(heading).items():
            assert NAMED.search(cell) or "does not apply: " in cell or "(recipes/" in cell, f"{heading} {number}"


def test_the_counts_are_right() -> None:
    told = MAP.partition("## Counted")[2]
    tested = [
        sum(bool(NAMED.search(cell)) for cell in rows(name).values()) for name in ("Requirements", "Faults others had")
    ]
    assert f"Of {REQUIREMENTS} requirements {tested[0]} have a test" in told
    assert f"Of {FAULTS} faults {tested[1]} have a test" in told


def test_there_is_a_private_way_to_report() -> None:
    policy = (ROOT / "SECURITY.md").read_text()
    assert "Report a vulnerability" in policy
    assert "within two days" in policy
