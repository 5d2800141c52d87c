"""How hard the report's fixed texts are to read: the grade of Flesch and Kincaid.

Kincaid JP et al. 1975, Derivation of new readability formulas for Navy enlisted personnel, Research Branch Report 8-75:
0.39 words a sentence + 11.8 syllables a word - 15.59, a year of school in the United States.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate", re.S)
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|{{[^}]*}}|{\w+}|{%[^%]*%}|<[^>]+>")
LEAST_WORDS = 6  # what is shorter is a label


def texts_of(python: list[Path], templates: list[Path]) -> set[str]:
    """Every text for a person that these files hold, with a word in each place that is filled in."""
    found = [text for path in python for text in _in_code(path)]
    for path in templates:
        source = path.read_text(encoding="utf-8")
        found += ["".join(pair) for pair in TRANSLATED.findall(source)]
        found += [part for text in BLOCK.findall(source) for part in re.split(r"{%\s*plural\s*%}", text)]
    plain = (" ".join(PLACE.sub("three", text).replace("%%", "%").split()) for text in found)
    return {text for text in plain if len(words_of(text)) >= LEAST_WORDS}


def _in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z’'-]*", text)


def syllables_of(word: str) -> int:
    """Groups of vowels; an e at the end is silent, and so is the one of -ed after most consonants."""
    plain = word.lower().strip("'’-")
    plain = re.sub(
        r"(?<![aeiouyl])e$|(?<=[aeiou][^aeioutd])ed$|(?<=[^aeiou][^aeioutd])ed$|(?<=[^aeiouscxzh])es$", "", plain
    )
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def grade_of(text: str) -> float:
    words = words_of(text)
    sentences = max(1, len([part for part in re.split(r"[.?!](?:\s|$)", text) if words_of(part)]))
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
