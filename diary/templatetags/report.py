"""What a report prints by the hundred: loops and fragments in a template would take most of the page's time."""

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from diary.week_page.cells import Cell
from diary.week_page.wording import Tag

register = template.Library()


@register.simple_tag
def day_cells(element: str, cells: Iterable[Cell]) -> SafeString:
    """Each day of a row in a td or li: what stands in it, and what a screen reader says besides."""
    return SafeString(
        "".join(
            f'<{element} class="{escape(cell.css)}"><span>{escape(cell.text)}</span>'
            f'<span class="visually-hidden"> {escape(cell.said)}</span></{element}>'
            for cell in cells
        )
    )


@register.simple_tag
@lru_cache(maxsize=1000)
def verdict(tag: Tag, bare: bool = False) -> SafeString:
    """A verdict as _verdict.html prints it, once for every one there is; its words are in the language of the page."""
    return SafeString(render_to_string("diary/_verdict.html", {"tag": tag, "bare": bare}).strip())


@register.simple_tag
@cache
def glyph(shape: str) -> SafeString:
    """A verdict's shape as in _glyph.html; blank for none."""
    return SafeString(render_to_string("_glyph.html", {"verdict": shape}).strip())
