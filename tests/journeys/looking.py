"""What is wrong with a page as a browser shows it: axe, headings, targets, width. One line each; [] is a good page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.visits import Visit

DESKTOP, PHONE, NARROW = 1280, 360, 320
HEIGHT = 900
# WCAG 2.2 asks for targets of 24 px; axe has the rule, switched off.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"resultTypes": ["violations"], "preload": False, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Left out where Django's own admin prints the markup: it has no template of ours to put right.
STOCK_ADMIN = {
    "empty-table-header": "the column of the boxes that remove an inline row is without words",
    "label-title-only": "the search field has a picture for its label",
    "target-size": "the links that sort by a column stand close beside each other",
}
# The box that removes an inline row: the heading of its column names it, for those who see that.
PASSED_OVER = {"exclude": [["td.delete input"]]}
OPEN_ALL = "document.querySelectorAll('main details').forEach((part) => { part.open = true })"
TOO_SMALL = """() => [...document.querySelectorAll(
    ".btn:not(.btn-sm), .form-control, .gc-tabbar a, .gc-nav a"
  )].filter((part) => part.checkVisibility({visibilityProperty: true}) && !part.closest("table, .visually-hidden"))
    .map((part) => [part, part.getBoundingClientRect()])
    .filter(([part, box]) => box.width > 1 && box.height < 43.5)
    .map(([part, box]) => `${Math.round(box.height)} px high: ${part.outerHTML.slice(0, 120)}`)"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body *")].filter((part) => {
      for (let up = part.parentElement; up && up !== document.body; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== "visible") return false;
      return part.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5;
    }).slice(-3).map((part) => `${Math.round(part.getBoundingClientRect().right)} px: ${part.outerHTML.slice(0, 120)}`)
    .concat(`page is ${document.documentElement.scrollWidth} px wide`)"""


def visit(page: Page, address: str, visit: Visit) -> list[str]:
    """Go there and bring about the state. What is found is the answer's status, where it is another one."""
    page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    if visit.act:
        visit.act(page)
        page.wait_for_load_state("networkidle")
    status = answer.status if answer else None
    return [] if status == visit.status else [f"status {status}"]


def look(page: Page, *, is_new: bool) -> list[str]:
    """Wide and light as it comes, narrow and dark with all folded parts open. is_new: the other two pairs as well."""
    everything = options_for(page)
    found = headings(page) + axe(page, everything, "desktop, light")
    page.evaluate(OPEN_ALL)
    page.emulate_media(color_scheme="dark")
    if is_new:
        found += axe(page, CONTRAST, "desktop, dark")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    found += axe(page, everything, "phone, dark")
    found += [f"target, phone: {part}" for part in page.evaluate(TOO_SMALL)]
    if is_new:
        page.emulate_media(color_scheme="light")
        found += axe(page, CONTRAST, "phone, light")
    return found + width(page)


def options_for(page: Page) -> dict[str, Any]:
    """preload: axe would fetch what the admin's style sheets import, and the policy of the page stops it."""
    if "/admin/" not in page.url:
        return EVERYTHING
    rules = {rule: {"enabled": False} for rule in STOCK_ADMIN}
    return EVERYTHING | {"rules": EVERYTHING["rules"] | rules, "preload": False}  # type: ignore[operator]  # rules are a dict


def width(page: Page) -> list[str]:
    """What makes the page scroll sideways at 320 px: a phone, or 1280 px at a zoom of 400 %."""
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.evaluate(OPEN_ALL)
    return [f"at {NARROW} px: {part}" for part in page.evaluate(TOO_WIDE)]


def headings(page: Page) -> list[str]:
    count = page.locator("h1").count()
    return [] if count == 1 else [f"{count} first-level headings"]


def axe(page: Page, options: dict[str, Any], where: str) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    rules = page.evaluate("([where, options]) => axe.run(where, options)", [PASSED_OVER, options])["violations"]
    return [f"{rule['id']} ({where}): {node['html'][:160]}" for rule in rules for node in rule["nodes"]]
