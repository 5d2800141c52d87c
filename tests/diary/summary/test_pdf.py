"""PDFs: tagged, of one page first, made of our own files alone, and never at the start."""

import io
import subprocess
import sys
from threading import Event, Thread

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from diary.summary import pdf
from diary.summary.pdf import HERE, PdfBusy, PdfUnavailable, Refused, as_pdf, fetch

pytestmark = pytest.mark.usefixtures("pdf_libraries")
PAGE = '<html lang="en"><title>T</title><body class="pdf"><article class="gs">{}</article></body></html>'
START = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.urls import reverse
assert reverse("healthz")
from diary.views import summary
print([name for name in sys.modules if name.startswith("weasyprint")])
"""


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def test_a_pdf_is_tagged_and_says_its_title_and_language():
    root = read(as_pdf(PAGE.format("<h1>Ä title</h1><p>Words</p>"), "a4")).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(size, points):
    box = read(as_pdf(PAGE.format("<p>Words</p>"), size)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


def fonts_of(made: bytes) -> set[str]:
    return {
        font["/BaseFont"].split("+")[1] for page in read(made).pages for font in page["/Resources"]["/Font"].values()
    }


def test_the_letters_are_those_of_the_site():
    assert finders.find("vendor/fonts-whole.css")
    assert fonts_of(as_pdf(PAGE.format("<p>Words</p>"), "a4")) == {"Atkinson-Hyperlegible"}


def test_letters_with_accents_are_themselves():
    """Two files of one face would be taken for one font, and ñ come out as some other letter."""
    text = "pequeña ración: t² aguacate, “más”, Öl"
    assert text in read(as_pdf(PAGE.format(f"<p>{text}</p><p><b>{text}</b></p>"), "a4")).pages[0].extract_text()
    assert read(as_pdf(PAGE.format(f"<p>{text}</p><p><b>{text}</b></p>"), "a4")).pages[0].extract_text().count("ñ") == 2


def test_a_first_page_that_would_spill_is_set_smaller():
    lines = '<div class="gs-page">{}</div><section class="gs-appendix" id="appendix">behind</section>'
    roomy = as_pdf(PAGE.format(lines.format("<p>line</p>" * 38)), "a4")
    tight = as_pdf(PAGE.format(lines.format("<p>line</p>" * 50)), "a4")
    far_too_long = as_pdf(PAGE.format(lines.format("<p>line</p>" * 200)), "a4")
    assert [len(read(made).pages) for made in (roomy, tight)] == [2, 2]
    assert len(read(far_too_long).pages) > 2  # nothing is cut off


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.css",
        "http://127.0.0.1/x.css",
        "file:///etc/passwd",
        "file:///etc/hostname.css",
        "data:text/css,p{}",
        "ftp://example.org/x.css",
        f"{HERE}../gutcheck/settings.py",
        f"{HERE}../../../../etc/x.css",
        f"{HERE}gutcheck.js",
        f"{HERE}no-such.css",
        f"{HERE}brand",
        "summary.css",
        "",
    ],
)
def test_nothing_but_our_own_style_shapes_and_fonts_is_handed_out(address):
    with pytest.raises(Refused):
        fetch(address)


def test_our_own_files_are_handed_out():
    kind, style = fetch(f"{HERE}summary.css")
    assert kind == "text/css"
    assert b".gs-page" in style
    assert fetch(f"{HERE}shapes/looks_low.svg")[0] == "image/svg+xml"


def test_a_page_that_asks_for_a_file_or_a_host_gets_neither(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>top secret</text></svg>')
    asking = f'<img alt="" src="{secret.as_uri()}"><img alt="" src="https://example.org/x.png"><p>Words</p>'
    words = read(as_pdf(PAGE.format(asking), "a4")).pages[0].extract_text()
    assert "Words" in words
    assert "secret" not in words


def test_one_at_a_time_and_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST_WAIT", 0.05)
    held, done = Event(), Event()

    def holds() -> None:
        with pdf._one_at_a_time:
            held.set()
            done.wait(10)

    other = Thread(target=holds)
    other.start()
    held.wait(10)
    try:
        with pytest.raises(PdfBusy):
            as_pdf(PAGE.format(""), "a4")
    finally:
        done.set()
        other.join()
    assert as_pdf(PAGE.format("<p>Words</p>"), "a4").startswith(b"%PDF-1.7")


def test_a_page_that_cannot_be_set_lets_the_next_one_in(monkeypatch):
    monkeypatch.setattr(pdf, "_spills", lambda pages: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        as_pdf(PAGE.format(""), "a4")
    assert not pdf._one_at_a_time.locked()


def test_missing_libraries_are_said_and_not_an_error_of_ours(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailable):
        as_pdf(PAGE.format(""), "a4")


def test_the_site_starts_without_it():
    """The import takes seconds, and must not be what a start fails for."""
    run = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=120)
    assert run.stdout.strip() == "[]", run.stderr
