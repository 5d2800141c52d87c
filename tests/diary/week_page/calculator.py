"""A pocket calculator for the sums a page prints: it reads the page and knows nothing of the code."""

import math
import re
from collections.abc import Mapping
from html import unescape

NOTATION = (
    ("t²", "t2"),
    ("s²", "s2"),
    ("²", "**2"),
    ("μ", "mu"),
    ("−", "-"),
    ("×", "*"),
    ("√", "sqrt"),
    ("Φ", "phi"),
    ("₀", "0"),
)
LINE = re.compile(r"<li><b>([^<]+)</b><span>([^<]+)</span><b>([^<]+)</b></li>")
CELL = re.compile(r"<td[^>]*>([^<]*)</td>")


def phi(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))


def plain(text: str) -> str:
    text = unescape(text)
    for sign, word in NOTATION:
        text = text.replace(sign, word)
    return re.sub(r"\bln\b", "log", text)


def lines_of(html: str) -> list[tuple[str, str, float]]:
    """Each line of the sum: name, formula, printed result."""
    start = html.index('id="sum"')
    found = LINE.findall(html[start : html.index("</ol>", start)])
    return [(plain(name), plain(formula), float(plain(result).lstrip("<> "))) for name, formula, result in found]


def row_of(cells: list[str]) -> list[float]:
    """A row of printed numbers; what is none of them is left out."""
    return [float(cell) for cell in cells if re.fullmatch(r"[\d.]+", cell)]


def recomputed(html: str, swap: Mapping[str, tuple[str, str]] | None = None, **instead: float) -> dict[str, float]:
    """Every line worked out from the formulas alone; a line may use the names above it.

    Had something been otherwise: `instead` gives a line another result, `swap` replaces a part of its formula.
    """
    known: dict[str, float] = {}
    allowed = {"log": math.log, "exp": math.exp, "sqrt": math.sqrt, "max": max, "phi": phi}
    for name, formula, _result in lines_of(html):
        old, new = (swap or {}).get(name, ("", ""))
        assert old in formula
        formula = formula.replace(old, new) if old else formula
        known[name] = eval(formula, {"__builtins__": {}} | allowed | known)  # noqa: S307 - a page of our own
        known[name] = instead.get(name, known[name])
    return known


def slices_of(html: str) -> list[list[float]]:
    """Each slice of usual intake beside a supplement: z, weight, T, F, printed part."""
    start = html.index('id="slices"')
    body = html[html.index("<tbody>", start) : html.index("</tbody>", start)]
    rows = [CELL.findall(row) for row in body.split("<tr>")]
    return [[float(plain(cell)) for cell in row] for row in rows if len(row) == 5]


def segments_of(html: str, table: str = "segments") -> list[tuple[float, float, float, float, float]]:
    """Each stretch of a tabled requirement: from, to, share below, share above, printed part."""
    start = html.index(f'id="{table}"')
    body = html[html.index("<tbody>", start) : html.index("</tbody>", start)]
    rows = [CELL.findall(row) for row in body.split("<tr>")]
    return [
        (float(low), float(high) if high[0].isdigit() else math.inf, float(below), float(above), float(plain(part)))
        for low, high, below, above, part in (row for row in rows if len(row) == 5)
    ]


def stretch(low: float, high: float, below: float, above: float, m: float, v: float) -> float:
    """What one stretch adds, by the formula on the page."""
    if math.isinf(high):
        return 1 - phi((math.log(low) - m) / math.sqrt(v))
    k, root = (above - below) / (high - low), math.sqrt(v)
    z_low = (math.log(low) - m) / root if low else -math.inf
    z_high = (math.log(high) - m) / root
    return (below - k * low) * (phi(z_high) - phi(z_low)) + k * math.exp(m + v / 2) * (
        phi(z_high - root) - phi(z_low - root)
    )
