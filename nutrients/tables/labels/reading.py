"""The lines of a label: which column is per 100, what stands in it, and what could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from nutrients.tables.labels.numbers import ENERGY, converted, number_of, rounded
from nutrients.tables.labels.tokens import Token, tokens_of

SALT, SODIUM, SALT_IN_SODIUM = "SALT", "NA", 2.5  # salt = sodium x 2.5: Regulation (EU) 1169/2011, Annex I, 11
# On labels of the EU carbohydrate is without fibre (Annex I, 8); the tables' is by difference, which holds it.
WITHOUT_FIBRE, FIBRE, WITH_FIBRE = "CHOAVL", "FIBTG", "CHOCDF"


class Why(StrEnum):
    """Why something was not taken over."""

    UNKNOWN = "unknown"  # no name that is known here
    NOT_KEPT = "not kept"  # a nutrient that the tables do not have
    NO_AMOUNT = "no amount"
    LESS_THAN = "less than"  # or traces: that is no amount
    TWO_NUMBERS = "two numbers"  # 1,200 mg
    UNIT = "unit"  # that is not the nutrient's: IU, ml
    COLUMNS = "columns"  # more or fewer amounts than columns
    PORTION = "portion"  # it is said of a portion only
    TWICE = "twice"  # said again, with another amount
    NO_FIBRE = "no fibre"  # carbohydrate without fibre, and fibre unknown


class Unread(NamedTuple):
    text: str
    why: Why


@dataclass(frozen=True)
class Label:
    """amounts: tagname -> in 100 of the basis, in the nutrient's unit. basis: g or ml; blank where the text says none,
    and then nothing was taken over. is_of_a_portion: it says a portion instead."""

    amounts: dict[str, float]
    basis: str
    unread: tuple[Unread, ...]
    is_of_a_portion: bool = False


@dataclass
class Line:
    """A name, or words that are none, and what follows."""

    start: int
    end: int
    tagname: str = ""  # blank: words that are not known here
    amounts: list[Token] = field(default_factory=list)
    units: list[str] = field(default_factory=list)  # of the numbers that come without one: "Fat (g) 3.2"
    has_other_words: bool = False


@dataclass
class Section:
    """Lines under the same headings. columns: g, ml, portion."""

    columns: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read_label(text: str, units: Mapping[str, str], basis: str = "") -> Label:
    """units: of every nutrient there is, by tagname. basis: g or ml, where the text itself does not say."""
    sections = sections_of(text)
    said = [column for section in sections for column in section.columns if column != "portion"]
    if not said and basis and not any(section.columns for section in sections):
        said = [basis]
    for section in sections:
        if not section.columns and said:
            section.columns = said[:1]
    if not said:
        return Label({}, "", (), is_of_a_portion=any(section.columns for section in sections))
    amounts: dict[str, float] = {}
    refused = []
    for section in sections:
        for line in section.lines:
            if why := take(line, section.columns, said[0], units, amounts):
                refused.append((line, why))
    if not settle(amounts):
        lines = (line for section in sections for line in section.lines)
        refused.append((next(line for line in lines if line.tagname == WITHOUT_FIBRE), Why.NO_FIBRE))
    refused.sort(key=lambda pair: pair[0].start)
    return Label(amounts, said[0], tuple(Unread(written(text, line), why) for line, why in refused))


def sections_of(text: str) -> list[Section]:
    sections, line, is_aside = [Section()], None, False
    for token in tokens_of(text):
        section = sections[-1]
        if column := column_of(token, section, line):
            if section.lines:
                sections.append(section := Section())
            section.columns.append(column)
            line, is_aside = None, False
        elif token.kind == "name":
            line, is_aside = Line(token.start, token.end, token.said), False
            section.lines.append(line)
        elif token.kind == "heading":
            line, is_aside = None, True
        elif token.kind == "line":
            line, is_aside = (line if line and not line.amounts and line.tagname else None), False
        elif not is_aside and token.kind not in {"share", "shares"}:
            line = extended(section, line, token)
    return sections


def written(text: str, line: Line) -> str:
    return " ".join(text[line.start : line.end].split())


def column_of(token: Token, section: Section, line: Line | None) -> str:
    """What a token says as the heading of a column; blank where it is none. Over a column stands "100 g", too, and
    beside it "30 g"."""
    if token.kind in {"basis", "portion"}:
        return token.unit or "portion"
    if token.kind != "amount" or token.unit not in {"g", "ml"} or line is not None:
        return ""
    if token.said == "100":
        return token.unit
    return "portion" if section.columns and not section.lines else ""


def extended(section: Section, line: Line | None, token: Token) -> Line | None:
    if token.kind == "word" and (line is None or line.amounts):
        line = Line(token.start, token.end)
        section.lines.append(line)
    elif line is None:
        if token.kind == "unit":
            return None
        if goes_on_with_energy(section, token):
            line = section.lines[-1]
        else:
            line = Line(token.start, token.end)
            section.lines.append(line)
    line.end = token.end
    if token.kind == "unit":
        line.units.append(token.unit)
    elif token.kind == "amount":
        line.amounts.append(token)
    elif token.kind == "number" and line.units:
        unit = line.units[len(line.amounts) % len(line.units)]
        line.amounts.append(token._replace(unit=unit))
    else:
        line.has_other_words = True
    return line


def goes_on_with_energy(section: Section, token: Token) -> bool:
    """kcal beneath kJ."""
    above = section.lines[-1].amounts if section.lines else []
    return token.unit in ENERGY and bool(above) and all(one.unit in ENERGY - {token.unit} for one in above)


def take(line: Line, columns: list[str], basis: str, units: Mapping[str, str], amounts: dict[str, float]) -> Why | None:
    """Put the line's amount per 100 into `amounts`; or why not."""
    if not line.tagname:
        return Why.UNKNOWN
    tagname, unit = (SODIUM, "g") if line.tagname == SALT else (line.tagname, units.get(line.tagname, ""))
    if line.tagname == WITHOUT_FIBRE:
        unit = units.get(WITH_FIBRE, "")
    if not unit or tagname not in {*units, WITHOUT_FIBRE}:
        return Why.NOT_KEPT
    if not line.amounts:
        return Why.LESS_THAN if line.has_other_words else Why.NO_AMOUNT
    if line.has_other_words:
        return Why.UNKNOWN
    if basis not in columns:
        return Why.PORTION
    amount = amount_in(line, columns.index(basis), len(columns), unit)
    if isinstance(amount, Why):
        return amount
    if line.tagname == SALT:
        amount = converted(rounded(amount / SALT_IN_SODIUM), "g", units[SODIUM]) or 0.0
    return said_twice(line, tagname, amount, amounts)


def said_twice(line: Line, tagname: str, amount: float, amounts: dict[str, float]) -> Why | None:
    """Energy stands there in kJ and kcal, and sodium as salt too, each rounded: kcal and sodium are what is asked."""
    if amounts.setdefault(tagname, amount) == amount or line.tagname == SALT:
        return None
    in_energy = {token.unit for token in line.amounts} & ENERGY
    if not in_energy:
        return Why.TWICE
    if "kcal" in in_energy:
        amounts[tagname] = amount
    return None


def amount_in(line: Line, column: int, columns: int, unit: str) -> float | Why:
    said = list(of_one_kind(line.amounts, unit))
    if len(said) != columns:
        return Why.COLUMNS if said or not line.amounts else Why.UNIT
    chosen = said[column]
    if chosen.is_less:
        return Why.LESS_THAN
    number = number_of(chosen.said, chosen.unit)
    if number is None:
        return Why.TWO_NUMBERS
    amount = converted(number, chosen.unit, unit)
    return Why.UNIT if amount is None else amount


def of_one_kind(amounts: list[Token], unit: str) -> Iterator[Token]:
    """Of energy those in kcal, or where there are none those in kJ; of all else those in a unit of mass."""
    if unit == "kcal":
        wanted = "kcal" if any(token.unit == "kcal" for token in amounts) else "kj"
        return (token for token in amounts if token.unit == wanted)
    return (token for token in amounts if token.unit not in ENERGY)


def settle(amounts: dict[str, float]) -> bool:
    """Carbohydrate as the tables mean it, with fibre; False where fibre is unknown, so that it stays unknown too."""
    carbohydrate = amounts.pop(WITHOUT_FIBRE, None)
    if carbohydrate is None or WITH_FIBRE in amounts:
        return True
    if FIBRE not in amounts:
        return False
    amounts[WITH_FIBRE] = rounded(carbohydrate + amounts[FIBRE])
    return True
