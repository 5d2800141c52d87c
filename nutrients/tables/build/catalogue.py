"""What the two releases say about the foods: names, ingredient lists and amounts, held for the time of one build."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nutrients.tables.fdc import Release, nutrient_numbers

FOOD_CODE_DIGITS = 8  # an ingredient code this long is a survey food; a shorter one is an SR Legacy (NDB) number
VITAMIN_D, VITAMIN_D_IU = "328", "324"
IU_PER_MICROGRAM = 40
PROTEIN = "203"


@dataclass(frozen=True)
class FdcFood:
    """A food of a release. `category` is blank for survey foods: their ingredients say more."""

    fdc_id: int
    description: str
    data_type: str
    category: str = ""
    food_code: str = ""


@dataclass(frozen=True)
class Ingredient:
    """One line of a survey food's ingredient list; `fdc_id` is None when the code is in neither release."""

    description: str
    grams: float
    fdc_id: int | None


@dataclass(frozen=True)
class Amount:
    """Amount in 100 g, and the derivation code the release gives (blank when it gives none)."""

    value: float
    derivation: str = ""


@dataclass
class Catalogue:
    """Foods of both releases; amounts by fdc_id and nutrient number. What a release leaves out is not here."""

    foods: dict[int, FdcFood] = field(default_factory=dict)
    recipes: dict[int, list[Ingredient]] = field(default_factory=dict)
    amounts: dict[int, dict[str, Amount]] = field(default_factory=dict)

    def amount(self, fdc_id: int | None, number: str) -> float | None:
        found = self.amounts.get(fdc_id or 0, {}).get(number)
        return None if found is None else found.value


def read_catalogue(survey: Release, sr_legacy: Release) -> Catalogue:
    """Names and ingredient lists of all foods; their amounts are read by `read_amounts`."""
    catalogue = Catalogue()
    catalogue.foods = survey_foods(survey) | sr_foods(sr_legacy)
    catalogue.recipes = recipes_of(survey, catalogue.foods, ndb_numbers(sr_legacy))
    return catalogue


def read_amounts(catalogue: Catalogue, survey: Release, sr_legacy: Release, sr_wanted: Iterable[int]) -> None:
    """Amounts of all survey foods and of the wanted SR Legacy foods, and protein of all SR Legacy foods."""
    everything = set(catalogue.foods)
    catalogue.amounts = amounts_of(survey, everything) | amounts_of(sr_legacy, set(sr_wanted), for_all=PROTEIN)


def survey_foods(survey: Release) -> dict[int, FdcFood]:
    codes = survey.lookup("survey_fndds_food.csv", "fdc_id", "food_code")
    rows = survey.rows("food.csv", "fdc_id", "data_type", "description")
    return {
        int(fdc_id): FdcFood(int(fdc_id), one_space(description), data_type, food_code=codes.get(fdc_id, ""))
        for fdc_id, data_type, description in rows
    }


def sr_foods(sr_legacy: Release) -> dict[int, FdcFood]:
    categories = sr_legacy.lookup("food_category.csv", "id", "description")
    rows = sr_legacy.rows("food.csv", "fdc_id", "data_type", "description", "food_category_id")
    return {
        int(fdc_id): FdcFood(int(fdc_id), one_space(description), data_type, categories.get(category, ""))
        for fdc_id, data_type, description, category in rows
    }


def ndb_numbers(sr_legacy: Release) -> dict[str, int]:
    return {
        number.lstrip("0"): int(fdc_id)
        for fdc_id, number in sr_legacy.rows("sr_legacy_food.csv", "fdc_id", "NDB_number")
    }


def recipes_of(survey: Release, foods: dict[int, FdcFood], by_ndb: dict[str, int]) -> dict[int, list[Ingredient]]:
    """Ingredient lists by survey food, in the order listed. A line without a weight adds nothing and is left out."""
    by_food_code = {food.food_code: food.fdc_id for food in foods.values() if food.food_code}
    recipes: dict[int, list[Ingredient]] = defaultdict(list)
    rows = survey.rows("input_food.csv", "fdc_id", "seq_num", "sr_code", "sr_description", "gram_weight")
    for fdc_id, _, code, description, grams in sorted(rows, key=lambda row: (int(row[0]), int(row[1] or 0))):
        known = by_food_code if len(code) == FOOD_CODE_DIGITS else by_ndb
        if grams and float(grams) > 0:
            recipes[int(fdc_id)].append(Ingredient(one_space(description), float(grams), known.get(code.lstrip("0"))))
    return dict(recipes)


def amounts_of(release: Release, wanted: set[int], for_all: str = "") -> dict[int, dict[str, Amount]]:
    """Amounts in 100 g by food and nutrient number. A blank amount is unknown and is left out."""
    numbers = nutrient_numbers(release)
    ids = {str(fdc_id) for fdc_id in wanted}
    codes = (
        release.lookup("food_nutrient_derivation.csv", "id", "code")
        if "food_nutrient_derivation.csv" in release
        else {}
    )
    amounts: dict[int, dict[str, Amount]] = defaultdict(dict)
    for fdc_id, nutrient_id, amount, derivation in release.rows(
        "food_nutrient.csv", "fdc_id", "nutrient_id", "amount", "derivation_id"
    ):
        number = numbers.get(nutrient_id, nutrient_id)
        if amount and (fdc_id in ids or number == for_all):
            amounts[int(fdc_id)][number] = Amount(float(amount), codes.get(derivation, ""))
    return {fdc_id: with_vitamin_d_from_iu(found) for fdc_id, found in amounts.items()}


def with_vitamin_d_from_iu(found: dict[str, Amount]) -> dict[str, Amount]:
    """Some SR Legacy foods show 0 mcg of vitamin D beside IU above 0: then the IU are right."""
    units = found.get(VITAMIN_D_IU)
    if VITAMIN_D in found and not found[VITAMIN_D].value and units and units.value:
        return found | {VITAMIN_D: Amount(units.value / IU_PER_MICROGRAM, units.derivation)}
    return found


def one_space(text: str) -> str:
    return " ".join(text.split())
