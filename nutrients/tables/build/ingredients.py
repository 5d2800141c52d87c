"""Ingredient lists walked down to foods that have none: a lasagne to its onions, garlic and spinach."""

from collections.abc import Iterator
from dataclasses import dataclass

from nutrients.tables.build.catalogue import Catalogue, FdcFood, Ingredient

FORTIFICANT = " as ingredient"  # how the survey names what was added to fortify, e.g. "Vitamin D as ingredient"


@dataclass(frozen=True)
class Part:
    """A food met on the walk down. `share` is its part of the weight of the walked food's ingredients, 0 to 1."""

    description: str
    fdc_id: int | None
    share: float
    is_survey_food: bool
    path: tuple[int, ...]  # the walked food first, then every food between
    is_leaf: bool


def walk(catalogue: Catalogue, food: FdcFood) -> Iterator[Part]:
    """The food itself, then every part, parents before children. The shares of the leaves add up to 1.

    Shares are of ingredient weights as listed; water lost or taken up in cooking is not known. A food that comes up
    inside itself is not walked again.
    """
    yield from visit(catalogue, Ingredient(food.description, 1, food.fdc_id), 1.0, ())


def visit(catalogue: Catalogue, this: Ingredient, share: float, path: tuple[int, ...]) -> Iterator[Part]:
    recipe = [] if this.fdc_id is None or this.fdc_id in path else catalogue.recipes.get(this.fdc_id, [])
    yield Part(described(this, recipe), this.fdc_id, share, is_survey_food(catalogue, this), path, is_leaf=not recipe)
    total = sum(part.grams for part in recipe)
    for part in recipe:
        yield from visit(catalogue, part, share * part.grams / total, (*path, this.fdc_id or 0))


def described(this: Ingredient, recipe: list[Ingredient]) -> str:
    """The official description, and what the ingredient list says was added to fortify the food."""
    added = [part.description for part in recipe if part.description.endswith(FORTIFICANT)]
    return "; ".join([this.description, *added])


def is_survey_food(catalogue: Catalogue, this: Ingredient) -> bool:
    food = catalogue.foods.get(this.fdc_id or 0)
    return food is not None and bool(food.food_code)


def leaves(catalogue: Catalogue, food: FdcFood) -> list[Part]:
    return [part for part in walk(catalogue, food) if part.is_leaf]


def labelled(catalogue: Catalogue, part: Part) -> str:
    """Description and SR Legacy category, as curated patterns read them: "Egg, raw [Dairy and Egg Products]"."""
    food = catalogue.foods.get(part.fdc_id or 0)
    return f"{part.description} [{food.category if food else ''}]"
