"""The import rules hold, and each breaks when somebody breaks it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).parent / "lint-imports"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("accounts", "desk", "diary", "gutcheck", "nutrients"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(tree: Path) -> str:
    """What the linter says; "" when every rule is kept."""
    found = subprocess.run([LINT, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False)
    return "" if found.returncode == 0 else found.stdout


def test_every_rule_is_kept(tree: Path) -> None:
    assert broken(tree) == ""


@pytest.mark.parametrize(
    ("place", "line", "rule"),
    [
        ("nutrients/assessment/intake.py", "import django.utils.timezone", "The assessment is pure"),
        ("nutrients/assessment/rules.py", "import random", "The assessment is pure"),
        ("diary/sentence/parse.py", "import nutrients.search", "The sentence is pure"),
        ("diary/sentence/tokens.py", "import random", "The sentence is pure"),
        ("nutrients/published.py", "import diary.models", "Rooms import downwards only"),
        ("accounts/forms.py", "import diary.weeks", "Rooms import downwards only"),
        ("diary/report.py", "import gutcheck.settings", "Rooms import downwards only"),
    ],
)
def test_a_rule_breaks_where_it_is_broken(tree: Path, place: str, line: str, rule: str) -> None:
    file = tree / place
    file.write_text(f"{file.read_text()}\n{line}\n")
    said = " ".join(broken(tree).split())
    assert re.search(rf"{rule}(?:(?!KEPT).)* BROKEN", said), said
