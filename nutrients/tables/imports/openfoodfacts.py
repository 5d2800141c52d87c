"""Open Food Facts: the tab-separated export, and JSON lines of the old shape (nutriments) and the new (nutrition).

Only what stands on a pack is taken, as sold and per 100 g or 100 ml. What was estimated from an ingredient list, and
what is marked "about" (~), is kept as an estimate, which never counts as known; "-" says that the pack gives no value.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutrients.label import kcal_of
from nutrients.tables.build.curated import read_rows
from nutrients.tables.download import Opener, lines_of, opener_of_file, rows_of
from nutrients.tables.imports.amounts import NEGATIVE, NOT_A_NUMBER, LeaveOut, number_of
from nutrients.tables.imports.conformance import salt_problem
from nutrients.tables.imports.food import BARCODE_FOODS, Amount, Derivation, ImportedFood, barcode_of
from nutrients.tables.imports.report import Report
from nutrients.tables.load import Progress

LICENCE = "© Open Food Facts contributors, Open Database License (ODbL) 1.0, openfoodfacts.org"
SOURCE = "Open Food Facts"
DATA_TYPE = "open_food_facts"
LESS_OR_MORE = {"<", ">", "≤", "≥"}
ABOUT, NOT_ON_PACK = "~", "-"
NO_NUTRITION = {"on", "true", "1"}
PACK = {"packaging", "manufacturer", "producer"}  # whose figures are those of the pack
MASS = {"g": 1.0, "mg": 1e-3, "mcg": 1e-6, "µg": 1e-6, "μg": 1e-6, "ug": 1e-6}
FROM_GRAMS = {"g": 1.0, "mg": 1e3, "mcg": 1e6}
TEXTS = ("code", "product_name", "brands", "categories_en", "serving_size", "serving_quantity", "no_nutrition_data")


@dataclass(frozen=True)
class Printed:
    """One figure as entered, per 100 g: number as text, its unit, and the sign before it."""

    text: str
    unit: str
    modifier: str = ""
    is_estimate: bool = False


@dataclass(frozen=True)
class Product:
    """One product of either format. `printed` by the site's name of the nutrient."""

    place: str
    texts: Mapping[str, str]
    printed: Mapping[str, Printed]


@dataclass(frozen=True)
class Names:
    """The site's names: what is taken with its tagname and unit, and what is left unknown and why."""

    tagnames: Mapping[str, str]
    units: Mapping[str, str]
    unknown: Mapping[str, tuple[str, str]]

    @classmethod
    def read(cls, path: Path, known: Collection[str]) -> "Names":
        """`known`: the tagnames there are."""
        rows = read_rows(path)
        return cls(
            {row["name"]: row["tagname"] for row in rows if row["tagname"] in known},
            {row["name"]: row["unit"] for row in rows} | {"salt": "g", "energy-kj": "kJ"},
            {row["name"]: (row["stands_for"], row["why_left_unknown"]) for row in rows if not row["tagname"]},
        )


def imported_foods(
    path: Path, names: Names, units: Mapping[str, str], report: Report, progress: Progress
) -> Iterator[ImportedFood]:
    """Every product with a barcode, a name and a value. `units`: tagname -> unit. Raises ValueError for an odd file."""
    if not path.is_file():
        raise ValueError(f"{path} is not there; name an export of Open Food Facts.")
    opener = opener_of_file(path)
    products = (
        json_products(opener, path.name) if is_json(opener, path.name) else table_products(opener, path.name, names)
    )
    for product in progress(products, path.name, 0):
        if food := food_of(product, names, units, report):
            yield food


def is_json(opener: Opener, name: str) -> bool:
    return next(lines_of(opener, name), "").lstrip().startswith("{")


def table_products(opener: Opener, name: str, names: Names) -> Iterator[Product]:
    header = next(lines_of(opener, name), "").rstrip("\r\n").split("\t")
    known = [key for key in names.units if f"{key}_100g" in header]
    if not known:
        raise ValueError(f"{name}:1: no column of a nutrient (like proteins_100g); is this the tab-separated export?")
    texts = [column for column in TEXTS if column in header or column in TEXTS[:2]]
    columns = (*texts, *(f"{key}_100g" for key in known))
    for line, row in rows_of(opener, name, columns, tabs=True):
        figures = zip(known, row[len(texts) :], strict=True)
        printed = {key: Printed(text, names.units[key]) for key, text in figures if text}
        yield Product(f"{name}:{line}", dict(zip(texts, row, strict=False)), printed)


def json_products(opener: Opener, name: str) -> Iterator[Product]:
    for line, text in enumerate(lines_of(opener, name), start=1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{name}:{line}: no JSON ({error}); the file is damaged or of another kind.") from error
        if not isinstance(found, dict):
            raise ValueError(f"{name}:{line}: not a product; every line must be one JSON object.")
        texts = {key: str(found.get(key) or "") for key in TEXTS}
        nutrition, old = found.get("nutrition"), found.get("nutriments")
        if isinstance(nutrition, dict):
            printed = dict(of_input_sets(nutrition.get("input_sets")))
        else:
            printed = dict(of_nutriments(old)) if isinstance(old, dict) else {}
        yield Product(f"{name}:{line}", texts, printed)


def of_nutriments(nutriments: dict[str, Any]) -> Iterator[tuple[str, Printed]]:
    """Old shape: "iron_100g" in grams (energy in kcal and kJ) and "iron_modifier"."""
    for key, value in nutriments.items():
        if key.endswith("_100g") and not key.endswith("_prepared_100g") and value not in (None, ""):
            nutrient = key.removesuffix("_100g")
            unit = {"energy-kcal": "kcal", "energy-kj": "kJ"}.get(nutrient, "g")
            yield nutrient, Printed(str(value), unit, str(nutriments.get(f"{nutrient}_modifier") or ""))


def of_input_sets(sets: Any) -> Iterator[tuple[str, Printed]]:
    """New shape: as sold, first from the pack per 100 g, then per serving, and estimates where it says nothing."""
    usable = [one for one in sets or () if isinstance(one, dict) and one.get("preparation", "as_sold") == "as_sold"]
    given: set[str] = set()
    for one in sorted(usable, key=lambda one: (one.get("source") not in PACK, one.get("per") == "serving")):
        factor = per_hundred(one)
        nutrients = one.get("nutrients")
        if factor is None or not isinstance(nutrients, dict):
            continue
        for nutrient, entry in nutrients.items():
            if isinstance(entry, dict) and nutrient not in given:
                given.add(nutrient)
                text = str(entry.get("value", entry.get("value_string", "")))
                value = number_of(text)
                scaled = text if value is None or factor == 1 else repr(value * factor)
                unit, modifier = str(entry.get("unit") or ""), str(entry.get("modifier") or "")
                yield nutrient, Printed(scaled, unit, modifier, is_estimate=one.get("source") not in PACK)


def per_hundred(one: dict[str, Any]) -> float | None:
    """What the figures of a set are multiplied by; None where the weight of the serving is not known."""
    if one.get("per") in ("100g", "100ml"):
        return 1.0
    quantity = number_of(str(one.get("per_quantity") or ""))
    return 100 / quantity if quantity and quantity > 0 and one.get("per_unit") in ("g", "ml") else None


def food_of(product: Product, names: Names, units: Mapping[str, str], report: Report) -> ImportedFood | None:
    texts = product.texts
    gtin = barcode_of(texts.get("code", ""))
    if gtin is None:
        report.skip("no barcode with a right check digit", f"{product.place}: {texts.get('code', '')!r:.40}")
        return None
    name = texts.get("product_name", "").strip()
    if not name:
        report.skip("no name", f"{product.place}: {gtin}")
        return None
    if texts.get("no_nutrition_data", "").lower() in NO_NUTRITION:
        report.skip("the pack gives no nutrition", f"{product.place}: {name}")
        return None

    def leave_out(tagname: str, reason: str, example: str) -> None:
        report.leave_out(tagname, reason, f"{product.place}: {example}" if example else "")

    amounts = amounts_of(product, names, units, leave_out)
    if not amounts:
        report.skip("no values known", f"{product.place}: {name}")
        return None
    grams = number_of(texts.get("serving_quantity", ""))
    said = texts.get("serving_size", "")
    brand = texts.get("brands", "").split(",")[0].strip()
    return ImportedFood(
        BARCODE_FOODS + int(gtin),
        f"{name}, {brand}" if brand else name,
        name,
        DATA_TYPE,
        texts.get("categories_en", "").rpartition(",")[2],
        SOURCE,
        gtin=gtin,
        licence=LICENCE,
        usual_grams=grams if grams and grams > 0 else None,
        portions=((said or f"1 serving ({grams:g} g)", grams),) if grams else (),
        amounts=amounts,
    )


def amounts_of(product: Product, names: Names, units: Mapping[str, str], leave_out: LeaveOut) -> dict[str, Amount]:
    """Amounts by tagname in its unit; what a label does not say in a way that can be used is left out, and told."""
    printed = dict(product.printed)
    if "energy-kcal" not in printed and "energy-kj" in printed:
        printed["energy-kcal"] = printed["energy-kj"]
    if problem := salt_problem(grams_of(printed.get("salt")), grams_of(printed.get("sodium"))):
        leave_out("NA", "salt and sodium do not fit", problem)
        del printed["sodium"]
    for name, (tagname, why) in names.unknown.items():
        if name in printed:
            leave_out(tagname, why, "")
    amounts = {}
    for name, tagname in names.tagnames.items():
        if name in printed and (found := amount_of(printed[name], tagname, units[tagname], leave_out)):
            amounts[tagname] = found
    return amounts


def amount_of(printed: Printed, tagname: str, unit: str, leave_out: LeaveOut) -> Amount | None:
    if printed.modifier == NOT_ON_PACK or printed.text.strip() in ("", NOT_ON_PACK):
        leave_out(tagname, "the pack gives no value", "")
        return None
    value = number_of(printed.text)
    problem = ""
    if value is None or value < 0:
        problem = NOT_A_NUMBER if value is None else NEGATIVE
    elif printed.modifier in LESS_OR_MORE:
        problem = "only less than or more than a figure"
    elif (converted := in_unit(value, printed.unit, unit)) is None:
        problem = f"in {printed.unit or 'no unit'}, which is not a unit of it here"
    else:
        is_estimate = printed.is_estimate or printed.modifier == ABOUT
        return Amount(converted, (Derivation.ESTIMATED if is_estimate else Derivation.LABEL).value)
    leave_out(tagname, problem, f"{tagname} {printed.modifier}{printed.text} {printed.unit}")
    return None


def in_unit(value: float, theirs: str, ours: str) -> float | None:
    """The value in our unit; None where the two are of different kinds."""
    if ours == "kcal":
        return {"kcal": value, "kj": kcal_of(value)}.get(theirs.lower())
    if theirs not in MASS or ours not in FROM_GRAMS:
        return None
    return float(f"{value * MASS[theirs] * FROM_GRAMS[ours]:.10g}")  # 0.0214 g is 21.4 mg, not 21.399999999999999


def grams_of(printed: Printed | None) -> float | None:
    if printed is None or printed.modifier or printed.unit not in MASS:
        return None
    value = number_of(printed.text)
    return None if value is None else value * MASS[printed.unit]
