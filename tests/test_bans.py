"""What is never written in this code, and why; each rule finds what it is there for."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("accounts", "desk", "diary", "gutcheck", "nutrients")


class Ban(NamedTuple):
    """pattern: what no line may hold. besides: the files that may, each for the reason beside it."""

    why: str
    files: Callable[[], list[Path]]
    pattern: str
    breaks: str
    keeps: str
    besides: tuple[str, ...] = ()


def code() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def served() -> list[Path]:
    """Without the commands, which speak to whoever typed them."""
    return [path for path in code() if "management" not in path.parts]


def views() -> list[Path]:
    pages = {"views.py", "erasure_pages.py", "sign_in.py"}
    return [path for path in code() if "views" in path.parts or path.name in pages]


def forms() -> list[Path]:
    return [path for path in code() if "form" in path.read_text().lower()]


def pages() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def marked_up() -> list[Path]:
    """And the service worker; a template of plain text has nothing to escape."""
    return [*pages(), *sorted((ROOT / "templates").rglob("*.js"))]


def scripts() -> list[Path]:
    return sorted((ROOT / "static").glob("*.js"))


PERSONAL = (
    "Entry|Day|SavedMeal|SavedFood|Helping|Sentence|PlannedFood|CheckIn|ShareLink|Reader|SavedReport|Submission"
    "|Avoidance|Profile|ErasureRequest"
)
ASKING = "requests|urllib.request|urllib3|http.client|httpx|aiohttp|socket|ftplib|smtplib|telnetlib|xmlrpc"
BANS = {
    "|safe": Ban(
        "text is printed as text", marked_up, r"\|\s*safe(seq)?\b|autoescape\s+off", "{{ name|safe }}", "{{ name }}"
    ),
    "mark_safe": Ban(
        "format_html escapes what it is given",
        code,
        r"mark_safe|\b__html__\b",
        "mark_safe(name)",
        "format_html('{}', name)",
    ),
    "SafeString": Ban(
        "made by hand where tests count its characters",
        code,
        r"SafeString\(",
        "SafeString(name)",
        "words: SafeString",
        besides=(
            "diary/templatetags/day.py",
            "diary/templatetags/report.py",
            "gutcheck/form_renderer.py",
            "gutcheck/form_tokens.py",
        ),
    ),
    "hx-on": Ban(
        "the policy forbids code in attributes",
        marked_up,
        r"\bhx-on[:=]|\bhx-on::",
        '<b hx-on:click="x()">',
        '<b hx-get="/">',
    ),
    "hx-vals js": Ban(
        "the policy forbids eval",
        marked_up,
        r"hx-(vals|headers)=['\"]\s*(js|javascript):",
        "hx-vals='js:{a: 1}'",
        "hx-vals='{\"a\": 1}'",
    ),
    "trigger filter": Ban(
        "without eval a filter lets everything through",
        marked_up,
        r"hx-trigger=['\"][^'\"]*\[",
        'hx-trigger="click[ctrlKey]"',
        'hx-trigger="click"',
    ),
    "inline style": Ban(
        "the policy forbids it",
        pages,
        r"<style\b|<[a-z][^<>]*\sstyle\s*=",
        '<p style="color: red">',
        '<p class="red">',
        besides=("templates/diary/mail",),
    ),
    "inline script": Ban(
        "the policy forbids it",
        pages,
        r"<script(?![^>]*(\ssrc=|\stype=.application/json))",
        "<script>x()</script>",
        '<script src="/x.js"></script>',
    ),
    "on attribute": Ban(
        "the policy forbids it",
        pages,
        r"<[a-z][^<>]*\son[a-z]+\s*=\s*['\"]",
        '<a onclick="x()">',
        '<a class="on" href="/">',
    ),
    "foreign host": Ban(
        "a page asks nobody else",
        pages,
        r"<(script|link|img|iframe|source|video|audio)\b[^>]*(src|href)=['\"](https?:)?//",
        '<img src="//cdn.example/x.png">',
        '<a href="https://fdc.nal.usda.gov">',
    ),
    "eval in scripts": Ban(
        "the policy forbids it",
        scripts,
        r"\beval\(|new Function\(|\.(inner|outer)HTML\s*=|document\.write|insertAdjacentHTML",
        "box.innerHTML = text",
        "box.textContent = text",
    ),
    "__all__ of a form": Ban(
        "a form names its fields",
        forms,
        r"fields\s*=\s*['\"(]*__all__|^\s+exclude\s*=",
        '        fields = "__all__"',
        '        fields = ["name"]',
    ),
    "own query": Ban(
        "reads of personal things start with .of(request.user)",
        views,
        rf"\b({PERSONAL})\.objects\.(?!of\(|read_by\(|(filter|update_or_create)\((user|person)=request\.user)",
        "Entry.objects.get(pk=pk)",
        "Entry.objects.of(request.user).get(pk=pk)",
    ),
    "get_object_or_404 of a model": Ban(
        "it starts from the person",
        views,
        rf"get_object_or_404\(\s*({PERSONAL}|User)\s*,",
        "get_object_or_404(Entry, pk=pk)",
        "get_object_or_404(Entry.objects.of(request.user), pk=pk)",
    ),
    "a food of anybody": Ban(
        "foods are the tables' and one's own",
        views,
        r"get_object_or_404\(\s*Food\s*,(?![^)]*owner=request\.user)|Food\.objects\.(get|all|filter)\((?!owner=request\.user)",
        "get_object_or_404(Food, pk=pk)",
        "get_object_or_404(Food, pk=pk, owner=request.user)",
    ),
    "csv.writer": Ban(
        "a cell that starts with = is a formula; one writer sees to that",
        code,
        r"csv\.(writer|DictWriter)\(",
        "csv.writer(file)",
        "csv.reader(file)",
        besides=("nutrients/tables/csvfile.py",),
    ),
    "shell": Ban(
        "nothing that somebody typed reaches a shell",
        code,
        r"os\.(system|popen)\(|shell\s*=\s*True|subprocess\.getoutput",
        'os.system("ls")',
        "subprocess.run([found])",
    ),
    "code out of text": Ban(
        "text is never carried out",
        code,
        r"(?<![\w.])(eval|exec|compile|__import__)\(|\bimport (pickle|marshal|shelve|dill)\b"
        r"|yaml\.(load|unsafe_load)\(|Template\(|from_string\(",
        "eval(text)",
        "re.compile(text)",
    ),
    "raw SQL with holes": Ban(
        "values travel beside a query, never in it",
        served,
        r"\.(execute|raw)\(\s*f?['\"][^'\"]*['\"]\s*(%|\.format\()|\.extra\(",
        'cursor.execute("SELECT %s" % name)',
        'cursor.execute("SELECT %s", [name])',
    ),
    "a library that asks others": Ban(
        "nothing a person types makes the server ask another",
        code,
        rf"^\s*(import|from) ({ASKING})\b",
        "import requests",
        "from accounts.requests import PersonRequest",
        besides=("accounts/security/social.py", "gutcheck/work/management/commands/work.py"),
    ),
    "print": Ban(
        "the log is written by logging, without what people type",
        served,
        r"(?<![\w.])print\(",
        "print(text)",
        "blueprint(text)",
    ),
    "hash for secrets": Ban(
        "what opens a door is not to be guessed",
        served,
        r"\b(md5|sha1)\(|\brandom\.(random|choice|randint|getrandbits)\(",
        "hashlib.md5(text)",
        "hashlib.sha256(text)",
    ),
    "debug": Ban(
        "tracebacks hold what people ate",
        code,
        r"^\s*DEBUG\s*=\s*True|ADMINS\s*=\s*\[\s*\(",
        "DEBUG = True",
        "DEBUG = False",
    ),
}


def found(ban: Ban, text: str) -> list[str]:
    return [match[0].strip() for match in re.finditer(ban.pattern, text, re.MULTILINE)]


@pytest.mark.parametrize("name", BANS)
def test_it_is_written_nowhere(name: str) -> None:
    ban = BANS[name]
    looked_at = [path for path in ban.files() if not str(path.relative_to(ROOT)).startswith(ban.besides or ("\0",))]
    assert looked_at
    broken = {str(path.relative_to(ROOT)): hits for path in looked_at if (hits := found(ban, path.read_text()))}
    assert broken == {}, ban.why


@pytest.mark.parametrize("name", BANS)
def test_the_rule_finds_what_it_is_there_for(name: str) -> None:
    ban = BANS[name]
    assert found(ban, f"x = 1\n{ban.breaks}\n")
    assert not found(ban, f"x = 1\n{ban.keeps}\n")


@pytest.mark.parametrize("name", [name for name, ban in BANS.items() if ban.besides])
def test_whoever_is_let_off_still_needs_it(name: str) -> None:
    ban = BANS[name]
    for place in ban.besides:
        files = [path for path in ban.files() if str(path.relative_to(ROOT)).startswith(place)]
        assert any(found(ban, path.read_text()) for path in files), place
