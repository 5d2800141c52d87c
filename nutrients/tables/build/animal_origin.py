"""Whether a food comes from animals, by walking its ingredients: flesh, milk or eggs, none, or not known.

Not known is an answer of its own: one ingredient that cannot be placed withholds "none". Only what SR Legacy files
under plants and whose description names nothing of animals counts as a plant; fortificants are not looked at.
"""

import re
from collections.abc import Iterable

from nutrients.tables.build.catalogue import Catalogue, FdcFood
from nutrients.tables.build.ingredients import FORTIFICANT, Part, leaves

FLESH, MILK_OR_EGGS, NONE, UNKNOWN = "flesh", "milk_or_eggs", "none", ""
FLESH_CATEGORIES = {
    "Poultry Products", "Sausages and Luncheon Meats", "Pork Products", "Beef Products",
    "Finfish and Shellfish Products", "Lamb, Veal, and Game Products",
}  # fmt: skip
MILK_AND_EGG_CATEGORY = "Dairy and Egg Products"
PLANT_CATEGORIES = {
    "Spices and Herbs", "Fruits and Fruit Juices", "Vegetables and Vegetable Products", "Nut and Seed Products",
    "Cereal Grains and Pasta", "Legumes and Legume Products",
}  # fmt: skip
# Plants from categories that hold other things too.
SURELY_PLANT = re.compile(
    r"^(Oil, (?!.*fish)|Sugars?,|Syrups?, (maple|corn|cane)|Molasses|Water,|Beverages, (coffee|tea|water|carbonated"
    r"|almond milk|rice milk|coconut milk|coconut water)|Leavening agents|Vinegar|Salt, table"
    r"|Cereals, (oats|corn grits|farina)|Alcoholic beverage, (beer|wine|distilled))",
    re.IGNORECASE,
)
PLANT_WORDS = re.compile(
    r"(coconut|almond|rice|oat|soy|cashew) milk|milk, (coconut|almond|rice|oat|soy)|(peanut|almond|cashew|cocoa|apple"
    r"|sesame|sunflower seed|nut) butter|butter-?nut|butter ?beans?|butterbur|excluding honey roasted|meatless"
    r"|cream soda|egg-?plant|cream of (wheat|rice)",
    re.IGNORECASE,
)
ANIMAL_WORDS = re.compile(
    r"milk|butter|cheese|\beggs?\b|cream|whey|casein|meat|beef|pork|bacon|ham\b|chicken|turkey|fish|shrimp|kimchi|anchov|lard"
    r"|tallow|\bhoney\b|gelatin|sausage|frank|broth|stock|sauce|au gratin|scalloped|home-?made|\bmix\b|frozen entree",
    re.IGNORECASE,
)


def animal_origin(catalogue: Catalogue, food: FdcFood) -> str:
    """FLESH where any ingredient is, whatever else is unknown; NONE only where every ingredient is a plant."""
    origin = of_parts(origin_of(catalogue, part) for part in leaves(catalogue, food))
    return UNKNOWN if origin == NONE and names_an_animal(food.description) else origin


def of_parts(origins: Iterable[str]) -> str:
    found = set(origins)
    for origin in (FLESH, UNKNOWN, MILK_OR_EGGS):
        if origin in found:
            return origin
    return NONE if found else UNKNOWN


def origin_of(catalogue: Catalogue, part: Part) -> str:
    if part.description.endswith(FORTIFICANT):
        return NONE
    food = catalogue.foods.get(part.fdc_id or 0)
    category = food.category if food else ""
    if category in FLESH_CATEGORIES:
        return FLESH if "meatless" not in part.description.lower() else UNKNOWN
    if category == MILK_AND_EGG_CATEGORY:
        return MILK_OR_EGGS
    if names_an_animal(part.description):
        return UNKNOWN
    return NONE if category in PLANT_CATEGORIES or SURELY_PLANT.search(part.description) else UNKNOWN


def names_an_animal(description: str) -> bool:
    return bool(ANIMAL_WORDS.search(PLANT_WORDS.sub("", description)))
