"""What is in 100 g: survey values as they are, and amino acids borrowed from the SR Legacy food behind them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from nutrients.models import FoodNutrient
from nutrients.tables.build.catalogue import PROTEIN, Amount, Catalogue, FdcFood
from nutrients.tables.build.curated import TableRow
from nutrients.tables.build.foods import SR_SOURCE, source_of
from nutrients.tables.build.ingredients import leaves

Derivation = FoodNutrient.Derivation
CLOSE_PROTEIN = 0.1  # two foods this near in protein are taken for the same food
# SR Legacy's derivation codes; the rest (recipes, other forms of the food, sums, imputed values) counts as calculated.
ANALYSED = {"A", "AI", "AR", "JA", "MA"}
ASSUMED_ZERO = "Z"
LABEL_CLAIM = "LC"  # and its kinds, LCCS and so on


def single_ingredients(catalogue: Catalogue) -> dict[int, int]:
    """Survey food -> SR Legacy food, where the ingredient list, walked to its end, is that one food alone."""
    links = {}
    for food in catalogue.foods.values():
        ends = {part.fdc_id for part in leaves(catalogue, food)} if food.food_code else set()
        fdc_id = ends.pop() if len(ends) == 1 else None
        if fdc_id and not catalogue.foods[fdc_id].food_code:
            links[food.fdc_id] = fdc_id
    return links


def composition_rows(
    catalogue: Catalogue, foods: Iterable[FdcFood], links: Mapping[int, int], tagnames: Mapping[str, str]
) -> Iterator[TableRow]:
    """Rows of composition, amounts by tagname. `links`: survey food -> the SR Legacy food it is.

    `tagnames`: nutrient number -> tagname; other numbers are left out.
    """
    for food in foods:
        own = catalogue.amounts.get(food.fdc_id, {})
        yield from lines(food.fdc_id, own, source_of(food), tagnames, is_survey=bool(food.food_code))
        sr_fdc_id = links.get(food.fdc_id)
        if food.food_code and sr_fdc_id and is_same_food(catalogue, food.fdc_id, sr_fdc_id):
            more = {number: amount for number, amount in catalogue.amounts[sr_fdc_id].items() if number not in own}
            yield from lines(food.fdc_id, more, f"{SR_SOURCE}, fdc_id {sr_fdc_id}", tagnames, is_survey=False)


def is_same_food(catalogue: Catalogue, fdc_id: int, sr_fdc_id: int) -> bool:
    """Whether the protein of both is known and differs by no more than a tenth."""
    protein, sr_protein = catalogue.amount(fdc_id, PROTEIN), catalogue.amount(sr_fdc_id, PROTEIN)
    return protein is not None and sr_protein is not None and abs(protein - sr_protein) <= CLOSE_PROTEIN * sr_protein


def lines(
    fdc_id: int, amounts: Mapping[str, Amount], source: str, tagnames: Mapping[str, str], *, is_survey: bool
) -> Iterator[TableRow]:
    """One line for each derivation."""
    by_derivation: dict[str, dict[str, float]] = defaultdict(dict)
    for number, amount in amounts.items():
        if number in tagnames:
            derived = Derivation.CALCULATED if is_survey else derivation_of(amount.derivation)
            by_derivation[derived.value][tagnames[number]] = amount.value
    for derivation, values in by_derivation.items():
        yield {"fdc_id": fdc_id, "derivation": derivation, "source": source, **values}


def derivation_of(code: str) -> Derivation:
    """SR Legacy's derivation code in the four words used here; a blank code says nothing and counts as calculated."""
    if code == ASSUMED_ZERO:
        return Derivation.ASSUMED_ZERO
    if code in ANALYSED:
        return Derivation.ANALYSED
    return Derivation.LABEL if code.startswith(LABEL_CLAIM) else Derivation.CALCULATED
