"""A page of ours as a PDF, tagged for screen readers. Nothing is fetched: style, shapes and fonts are static files.

WeasyPrint is imported when the first PDF is made and never before: the import takes seconds and its libraries (Pango,
HarfBuzz, fontconfig) come from the system, where they may be missing.
"""

import logging
from collections.abc import Sequence
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders

HERE = "https://static.invalid/"  # stands for our static files; no such host can exist (RFC 2606)
SERVED = {".css", ".svg", ".woff2"}
STYLES = ("vendor/fonts-whole.css", "summary.css")
TAGGED = "pdf/ua-1"  # ISO 14289-1, for screen readers
LONGEST_WAIT = 20  # [s] for another PDF that is being made
SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")  # Debian, Ubuntu

_one_at_a_time = Lock()  # a PDF takes a core and some 70 MB; the other threads go on answering


class PdfUnavailable(Exception):
    """The system libraries that PDFs take are missing; the message is the system's own."""


class PdfBusy(Exception):
    """Another PDF was being made for longer than anybody should wait."""


class Refused(Exception):
    """A page asked for something that is no static file of ours."""


def as_pdf(html: str, size: str) -> bytes:
    """size: a key of paper.SIZES. Raises PdfUnavailable, PdfBusy."""
    weasyprint = _weasyprint()
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        raise PdfBusy
    try:
        return _in_one_page(weasyprint, html, size)
    finally:
        _one_at_a_time.release()


def _in_one_page(weasyprint: Any, html: str, size: str) -> bytes:
    """The summary on one page: set smaller where it would spill over."""
    fetcher, fonts = _fetcher(weasyprint), weasyprint.text.fonts.FontConfiguration()
    page = weasyprint.HTML(string=html, base_url=HERE, url_fetcher=fetcher)
    styles: list[Any] = []

    def set_in(*names: str) -> Any:
        styles.extend(weasyprint.CSS(url=HERE + name, url_fetcher=fetcher, font_config=fonts) for name in names)
        return page.render(stylesheets=styles, font_config=fonts, pdf_variant=TAGGED)

    document = set_in(*STYLES, f"paper-{size}.css")
    if _spills(document.pages):
        document = set_in("paper-tight.css")
    pdf: bytes = document.write_pdf(pdf_variant=TAGGED)
    return pdf


def _spills(pages: Sequence[Any]) -> bool:
    """Whether the summary takes more than the first page: what follows it begins with the anchor "appendix"."""
    return len(pages) > 1 and "appendix" not in pages[1].anchors


def _fetcher(weasyprint: Any) -> Any:
    """fetch() as WeasyPrint wants it. What is refused is left out of the page and logged."""

    class OwnFiles(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            kind, content = fetch(url)
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return OwnFiles()


def fetch(address: str) -> tuple[str, bytes]:
    """Content type and content of a style sheet, shape or font of our own; anything else is Refused."""
    path = PurePosixPath(address.removeprefix(HERE))
    if not address.startswith(HERE) or ".." in path.parts or path.suffix not in SERVED:
        raise Refused(address)
    found = finders.find(str(path))
    if not isinstance(found, str):
        raise Refused(address)
    return guess_type(path)[0] or "font/woff2", Path(found).read_bytes()


def _weasyprint() -> Any:
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every glyph otherwise
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # and this one every step
    try:
        import weasyprint
        import weasyprint.text.fonts
    except (ImportError, OSError) as error:
        raise PdfUnavailable(str(error)) from error
    return weasyprint
