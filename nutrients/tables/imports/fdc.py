"""FoodData Central's CSV downloads as published: survey foods, SR Legacy, Foundation Foods, Branded Foods."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nutrients.tables.build.catalogue import Catalogue, FdcFood
from nutrients.tables.build.curated import read_rows
from nutrients.tables.build.foods import Measure, portion_rows, read_measures, spoken, usual_grams
from nutrients.tables.build.groups import GroupRule, MixedFoods, read_rules, shares_of
from nutrients.tables.fdc import Release, of_zip, releases_in
from nutrients.tables.imports.amounts import Nutrients, number_of
from nutrients.tables.imports.food import ImportedFood, barcode_of
from nutrients.tables.imports.report import Report
from nutrients.tables.imports.staging import Label, StagedAmount, StagedFood, Staging
from nutrients.tables.load import Progress

# The file only such a release holds: data type, and what the release is called.
KINDS = {
    "survey_fndds_food.csv": ("survey_fndds_food", "FNDDS"),
    "sr_legacy_food.csv": ("sr_legacy_food", "SR Legacy"),
    "foundation_food.csv": ("foundation_food", "Foundation Foods"),
    "branded_food.csv": ("branded_food", "Branded Foods"),
}
FOUNDATION = "foundation_food"
WITH_GROUPS = {"sr_legacy_food", "foundation_food"}  # single foods, described as the group rules expect
GRAMS, MILLILITRES = {"g", "grm", "gm"}, {"ml", "mlt"}
VERSION = re.compile(r"\d{4}-\d{2}(-\d{2})?")
PER_VOLUME = "amounts per 100 ml, taken as 100 g"


@dataclass(frozen=True)
class Curated:
    """Our own small tables that an import needs."""

    rules: list[GroupRule]
    mixed: MixedFoods
    derivations: Mapping[str, str]  # derivation id -> code

    @classmethod
    def read(cls, folder: Path) -> "Curated":
        return cls(
            read_rules(folder / "group_rules.csv"),
            MixedFoods.read(folder / "mixed_foods.csv"),
            {row["id"]: row["code"] for row in read_rows(folder / "fdc_derivations.csv")},
        )


def releases_at(path: Path) -> list[Release]:
    """The downloads in a zip, or in a folder at any depth. Raises ValueError when there is none."""
    if not path.exists():
        raise ValueError(f"{path} is not there; name a zip of FoodData Central or a folder with some.")
    found = releases_in(path) if path.is_dir() else [of_zip(path)]
    releases = [release for release in found if any(marker in release for marker in KINDS)]
    if not releases:
        raise ValueError(f"{path} holds no CSV download of FoodData Central (none of {', '.join(KINDS)}).")
    return releases


def imported_foods(
    release: Release,
    tagnames: Mapping[str, str],
    units: Mapping[str, str],
    curated: Curated,
    report: Report,
    progress: Progress,
) -> Iterator[ImportedFood]:
    """Every food of the release. `tagnames`: nutrient number -> tagname; `units`: tagname -> unit.

    The files are read through before the first food is given, so that the database need not be held meanwhile.
    Raises ValueError, naming file and line, for a release that is not as published.
    """
    kinds = {data_type: title for marker, (data_type, title) in KINDS.items() if marker in release}
    reader = Reader(release, Nutrients.read(release, tagnames, units, curated.derivations), curated, report)
    current = reader.current_foundation()

    def wants(fdc_id: int, data_type: str) -> bool:
        if data_type not in kinds:
            report.skip(f"{data_type or 'no data type'}: not a food of its own")
        elif data_type == FOUNDATION and fdc_id not in current:
            report.skip("an earlier version of a Foundation food")
        else:
            return True
        return False

    staging = Staging(release, wants, progress)
    version = match[0] if (match := VERSION.search(release.name)) else staging.newest or "of unknown date"
    sources = {data_type: f"USDA {title} {version}" for data_type, title in kinds.items()}
    staged = progress(staging.foods(), "foods", len(staging))
    read = (reader.food(food, label, amounts, sources[food.data_type]) for food, label, amounts in staged)
    return (food for food in read if food)


class Reader:
    """Rows of one release -> foods."""

    def __init__(self, release: Release, nutrients: Nutrients, curated: Curated, report: Report) -> None:
        self.release = release
        self.nutrients = nutrients
        self.curated = curated
        self.report = report
        self.measures = read_measures(release) if "food_portion.csv" in release else {}
        self.categories = self._lookup("food_category.csv", "id", "description") | self._lookup(
            "wweia_food_category.csv", "wweia_food_category", "wweia_food_category_description"
        )
        self.food_codes = self._lookup("survey_fndds_food.csv", "fdc_id", "food_code")
        self.barcodes: set[str] = set()

    def _lookup(self, file: str, key: str, value: str) -> dict[str, str]:
        return self.release.lookup(file, key, value) if file in self.release else {}

    def current_foundation(self) -> set[int]:
        """The Foundation foods that are not replaced by a later entry."""
        return {int(fdc_id) for fdc_id in self._lookup("foundation_food.csv", "fdc_id", "NDB_number")}

    def food(self, food: StagedFood, label: Label | None, rows: list[StagedAmount], source: str) -> ImportedFood | None:
        def leave_out(tagname: str, reason: str, example: str) -> None:
            self.report.leave_out(tagname, reason, f"food_nutrient.csv, {example}" if example else "")

        is_survey = food.data_type == "survey_fndds_food"
        amounts = self.nutrients.amounts(rows, is_survey=is_survey, leave_out=leave_out)
        if not amounts:
            self.report.skip("no values known", f"{food.fdc_id} {food.description}")
            return None
        if label:
            return self.branded(food, label, amounts, source)
        measures = self.measures.get(food.fdc_id, [])
        plain = ImportedFood(
            food.fdc_id,
            spoken(food.description) if is_survey else in_sentence_case(food.description),
            food.description,
            food.data_type,
            self.categories.get(food.category, ""),
            source,
            food_code=self.food_codes.get(str(food.fdc_id), ""),
            usual_grams=usual_grams(measures),
            portions=portions_of(food.fdc_id, measures),
            amounts=amounts,
        )
        return self.with_groups(plain) if food.data_type in WITH_GROUPS else plain

    def with_groups(self, food: ImportedFood) -> ImportedFood:
        described = FdcFood(food.fdc_id, food.description, food.data_type, food.category)
        catalogue = Catalogue({food.fdc_id: described})
        return replace(
            food,
            makeup_known=self.curated.mixed.makeup_known(catalogue, described),
            shares=tuple(shares_of(catalogue, described, self.curated.rules)),
        )

    def branded(self, food: StagedFood, label: Label, amounts: dict, source: str) -> ImportedFood | None:
        gtin = barcode_of(label.gtin) or ""
        if gtin and gtin in self.barcodes:
            self.report.skip("an earlier entry of a barcode", f"{food.fdc_id} {food.description}, {gtin}")
            return None
        self.barcodes.add(gtin)
        if not gtin:
            self.report.mark("barcode left blank: its check digit is wrong", f"{food.fdc_id} {label.gtin!r}")
        unit = label.unit.strip().lower()
        weight = number_of(label.serving) if unit in GRAMS | MILLILITRES else None
        name = in_sentence_case(food.description)
        return ImportedFood(
            food.fdc_id,
            f"{name}, {label.owner}" if label.owner else name,
            food.description,
            food.data_type,
            label.category,
            f"{source}, {PER_VOLUME}" if unit in MILLILITRES else source,
            gtin=gtin,
            usual_grams=weight if weight and weight > 0 else None,
            portions=((serving(label, weight, unit), weight),) if weight else (),
            amounts=amounts,
        )


def portions_of(fdc_id: int, measures: list[Measure]) -> tuple[tuple[str, float], ...]:
    rows = portion_rows(fdc_id, measures)
    return tuple((str(row["description"]), float(row["weight [g]"])) for row in rows)


def serving(label: Label, weight: float, unit: str) -> str:
    """ "1 CAN", 355 ml -> "1 can (355 ml)"."""
    said = label.household.strip()
    measure = f"{weight:g} {'ml' if unit in MILLILITRES else 'g'}"
    return f"{said.lower() if said.isupper() else said} ({measure})" if said else f"1 serving ({measure})"


def in_sentence_case(description: str) -> str:
    """Capitals throughout are how labels shout; everything else stays as published."""
    return description.capitalize() if description.isupper() else description
