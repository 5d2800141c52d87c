"""The published files -> the project's own tables. The same files always give the same bytes.

Tables kept by hand are read from the fixtures folder and left as they are: nutrients, food_groups, nutrient_sources,
rule_settings, releases, and the small inputs in curated/.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nutrients.tables.build.catalogue import Catalogue, FdcFood, read_amounts, read_catalogue
from nutrients.tables.build.composition import composition_rows, single_ingredients
from nutrients.tables.build.curated import Row, TableRow, read_rows, rewording
from nutrients.tables.build.efsa import efsa_rows
from nutrients.tables.build.foods import (
    Measure,
    all_survey_foods,
    food_rows,
    gutcheck_food_rows,
    gutcheck_measures,
    portion_rows,
    read_measures,
    survey_categories,
)
from nutrients.tables.build.glutamine import glutamine_rows, read_shares
from nutrients.tables.build.groups import MixedFoods, group_rows, read_rules
from nutrients.tables.build.references import PublishedNames, dri_rows, percentile_rows, prior_rows
from nutrients.tables.fdc import SR_LEGACY, SURVEY, find_release
from nutrients.tables.write import write_table

KEPT_BY_HAND = ("nutrients", "food_groups")
GLUTAMIC_ACID = "GLU"


@dataclass(frozen=True)
class Inputs:
    """Where everything comes from: FoodData Central's downloads, published tables, starter foods, our own files."""

    fdc: Path
    published: Path
    starter_foods: Path
    fixtures: Path

    @property
    def curated(self) -> Path:
        return self.fixtures / "curated"


def build(inputs: Inputs, to: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Write every derived table into the folder; rows by table. Raises ValueError when an input is missing or odd."""
    for name in KEPT_BY_HAND:
        if to != inputs.fixtures:
            (to / f"{name}.csv").write_bytes((inputs.fixtures / f"{name}.csv").read_bytes())
    return build_foods(inputs, to, say) | build_references(inputs, to, say)


def build_references(inputs: Inputs, to: Path, say: Callable[[str], None]) -> dict[str, int]:
    say("reference intakes, requirements and priors")
    nutrients = read_rows(inputs.fixtures / "nutrients.csv")
    names = PublishedNames(inputs.curated / "published_names.csv", {row["tagname"]: row["unit"] for row in nutrients})
    read = {name: read_rows(inputs.published / f"{name}.csv") for name in ("dri", "efsa_drv")}
    iron = read_rows(inputs.published / "iron_requirement_distribution.csv")
    surveys = read_rows(inputs.published / "intake_variance_components.csv")
    reword = rewording(inputs.curated / "wording.csv")
    references = [*dri_rows(read["dri"], names, reword), *efsa_rows(read["efsa_drv"], names, reword)]
    return {
        "reference_intakes": write_table(to, "reference_intakes", references),
        "requirement_percentiles": write_table(to, "requirement_percentiles", percentile_rows(iron, reword)),
        "intake_priors": write_table(to, "intake_priors", prior_rows(surveys, names)),
    }


def build_foods(inputs: Inputs, to: Path, say: Callable[[str], None]) -> dict[str, int]:
    starters = [*read_rows(inputs.starter_foods), *read_rows(inputs.curated / "more_foods.csv")]
    survey, sr_legacy = find_release(inputs.fdc, SURVEY), find_release(inputs.fdc, SR_LEGACY)
    say(f"reading {survey.name} and {sr_legacy.name}")
    catalogue = read_catalogue(survey, sr_legacy)
    links = all_links(catalogue, starters)
    read_amounts(catalogue, survey, sr_legacy, {int(row["fdc_id"]) for row in starters} | set(links.values()))
    own = read_rows(inputs.curated / "gutcheck_foods.csv")
    own_measures = gutcheck_measures(own)
    measures = read_measures(survey) | read_measures(sr_legacy) | own_measures
    listed = all_survey_foods(catalogue, survey_categories(survey), starters)
    foods = [listed_food(catalogue, row) for row in listed]

    say("foods, portions and composition")
    tagnames = {
        row["fdc_number"]: row["tagname"] for row in read_rows(inputs.fixtures / "nutrients.csv") if row["fdc_number"]
    }
    composition = list(composition_rows(catalogue, foods, links, tagnames))
    mixed = MixedFoods.read(inputs.curated / "mixed_foods.csv")
    counts = {
        "foods": write_table(to, "foods", [*food_rows(catalogue, listed, measures, mixed), *gutcheck_food_rows(own)]),
        "portions": write_table(to, "portions", portions([*(food.fdc_id for food in foods), *own_measures], measures)),
        "composition": write_table(to, "composition", composition),
    }
    say("food groups and estimates")
    rules = read_rules(inputs.curated / "group_rules.csv")
    kinds = read_shares(inputs.curated / "glutamine_shares.csv")
    return counts | {
        "group_shares": write_table(to, "group_shares", group_rows(catalogue, foods, rules)),
        "estimates": write_table(to, "estimates", glutamine_rows(catalogue, foods, kinds, glutamic_acid(composition))),
    }


def all_links(catalogue: Catalogue, starters: list[Row]) -> dict[int, int]:
    """Survey food -> the SR Legacy food it is: as the starter list says, else where it is the only ingredient."""
    said = {int(row["fdc_id"]): int(row["sr_legacy_fdc_id"]) for row in starters if row["sr_legacy_fdc_id"]}
    return single_ingredients(catalogue) | said


def glutamic_acid(composition: list[TableRow]) -> dict[int, float]:
    """Glutamic acid with glutamine [g per 100 g] by fdc_id, where known."""
    return {int(str(row["fdc_id"])): float(str(row[GLUTAMIC_ACID])) for row in composition if GLUTAMIC_ACID in row}


def portions(fdc_ids: list[int], measures: dict[int, list[Measure]]) -> Iterator[TableRow]:
    for fdc_id in fdc_ids:
        yield from portion_rows(fdc_id, measures.get(fdc_id, []))


def listed_food(catalogue: Catalogue, row: Row) -> FdcFood:
    """The food of a row. Raises ValueError when no release holds it."""
    food = catalogue.foods.get(int(row["fdc_id"]))
    if food is None:
        raise ValueError(f"{row['display_name']}: no release holds fdc_id {row['fdc_id']}; take it off the list.")
    return food
