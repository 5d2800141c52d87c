"""Food groups by official description: the shipped rules on awkward names, and shares of walked dishes."""

from collections import Counter

import pytest

from nutrients.tables.build.catalogue import Catalogue, FdcFood, Ingredient
from nutrients.tables.build.groups import MixedFoods, read_rules, shares_of

from .conftest import FIXTURES

RULES = read_rules(FIXTURES / "curated" / "group_rules.csv")
MIXED = MixedFoods.read(FIXTURES / "curated" / "mixed_foods.csv")


def groups_of(description, data_type="sr_legacy_food"):
    food = FdcFood(1, description, data_type, food_code="11000000" if data_type.startswith("survey") else "")
    return {group: share for group, share, _ in shares_of(Catalogue({1: food}), food, RULES)}


@pytest.mark.parametrize(
    ("description", "groups"),
    [
        ("Onions, raw", {"onions"}),
        ("Spices, onion powder", {"onions"}),
        ("Snacks, corn-based, extruded, onion-flavor", set()),
        ("Spices, garlic powder", {"garlic"}),
        ("Garlic bread, frozen", {"wheat"}),
        ("Beef, ground, 80% lean meat / 20% fat, raw", {"beef"}),
        ("Tomatoes, beefsteak, raw", {"tomato"}),
        ("Soup, beef broth or bouillon canned, ready-to-serve", set()),
        ("Egg, whole, cooked, hard-boiled", {"eggs"}),
        ("Egg, white, raw, fresh", set()),
        ("Eggplant, raw", {"eggplant"}),
        ("Egg rolls, vegetable, frozen, prepared", set()),
        ("Chocolate, dark, 70-85% cacao solids", {"dark-chocolate", "cocoa"}),
        ("Candies, milk chocolate", set()),
        ("Orange juice, raw", {"citrus-fruits", "orange"}),
        ("Orange juice drink", set()),
        ("Lemons, raw, without peel", {"citrus-fruits", "lemon"}),
        ("Nuts, almonds", {"nuts", "almond"}),
        ("Peanuts, all types, oil-roasted, with salt", {"nuts", "peanut"}),
        ("Spices, nutmeg, ground", set()),
        ("Nuts, coconut meat, raw", {"coconut"}),
        ("Squash, winter, butternut, raw", {"winter-squash"}),
        ("Doughnuts, cake-type, plain", {"wheat"}),
        ("Cereals, oats, regular and quick, not fortified, dry", {"oats"}),
        ("Milk, goat, fluid, with added vitamin D", {"fortified-milk"}),
        ("Milk, nonfat, fluid, without added vitamin A and vitamin D (fat free or skim)", set()),
        ("Fish, tuna, light, canned in water, drained solids", {"fish", "tuna"}),
        ("Fish, Salmon, pink, canned, drained solids", {"fish", "salmon"}),
        ("Fish oil, cod liver", set()),
        ("Chicken, meatless", set()),
        ("Bananas, raw", {"bananas"}),
        ("Plantains, green, raw", {"plantain"}),
        ("Flour, buckwheat", {"buckwheat"}),
        ("Wild rice, cooked", {"wild-rice"}),
        ("Beans, snap, green, raw", {"green-beans"}),
        ("Beans, black, mature seeds, cooked, boiled, without salt", {"black-beans", "legumes"}),
        ("Cornstarch", set()),
        ("Beef, cured, corned beef, brisket, cooked", {"beef"}),
        ("Oil, olive, salad or cooking", set()),
        ("Yogurt, plain, whole milk", {"yogurt"}),
        ("Frozen yogurts, flavors other than chocolate", set()),
        ("Sauerkraut, canned, solids and liquids", {"cabbage"}),
        ("Alcoholic beverage, beer, regular, all", set()),
        ("Corn dogs, frozen, prepared", set()),
        ("Rice bowl with chicken, frozen entree, prepared", set()),
        ("Beef, corned beef hash, with potato, canned", {"beef"}),
        ("Chicken tenders, breaded, frozen, prepared", {"poultry"}),
        ("Noodles, chinese, cellophane or long rice (mung beans), dehydrated", set()),
        ("Sweet potato leaves, cooked, steamed, without salt", {"leafy-greens"}),
        ("Pumpkin flowers, cooked", set()),
        ("Flour, whole wheat, unenriched", {"wheat"}),
        ("Vegetables, mixed, frozen, cooked", {"carrots", "corn", "peas", "green-beans", "lima-beans", "legumes"}),
        ("Babyfood, vegetables, carrots, strained", {"carrots"}),
    ],
)  # fmt: skip
def test_awkward_names(description, groups):
    assert set(groups_of(description)) == groups


@pytest.mark.parametrize(
    ("description", "group", "share"),
    [
        ("Chicken tenders, breaded, frozen, prepared", "poultry", 0.55),
        ("Beef, corned beef hash, with potato, canned", "beef", 0.5),
        ("Crackers, standard snack-type, sandwich, with cheese filling", "wheat", 0.6),
        ("RICE-A-RONI, chicken flavor, unprepared", "rice", 0.9),
    ],
)
def test_a_food_that_holds_a_group_in_part_counts_once(description, group, share):
    assert groups_of(description)[group] == share


def test_no_description_counts_as_more_than_itself_in_plants():
    """Plants are told apart: two plant rules may share one description only when their shares add up to 1 or less."""
    plants = {rule.group for rule in RULES} - {"nuts", "legumes", "citrus-fruits", "berries", "leafy-greens"}
    for description in ("Bread, rye", "Muffins, corn, commercially prepared", "Spinach, raw", "Shallots, raw"):
        found = groups_of(description)
        assert sum(share for group, share in found.items() if group in plants) <= 1


def dish(name, *ingredients):
    """A survey food and its ingredients by SR Legacy description and grams."""
    foods = {1: FdcFood(1, name, "survey_fndds_food", food_code="58000000")}
    recipe = []
    for fdc_id, (description, grams, category) in enumerate(ingredients, start=2):
        foods[fdc_id] = FdcFood(fdc_id, description, "sr_legacy_food", category)
        recipe.append(Ingredient(description, grams, fdc_id))
    return Catalogue(foods, {1: recipe}), foods[1]


def shares(catalogue, food):
    return {group: share for group, share, _ in shares_of(catalogue, food, RULES)}


def test_the_onions_and_garlic_in_a_sauce_count(catalogue):
    found = {group: (share, basis) for group, share, basis in shares_of(catalogue, catalogue.foods[901], RULES)}
    assert found["garlic"] == (0.1, "ingredient list, FNDDS 2021-2023")
    assert found["spinach"][0] == found["leafy-greens"][0] == 0.57


@pytest.mark.parametrize(
    ("eaten", "ingredient", "alive"),
    [
        ("Tzatziki dip", "Yogurt, Greek, plain, whole milk", True),
        ("Chicken curry", "Yogurt, plain, whole milk", False),
        ("Cheese, Cheddar", "Cheese, cheddar", True),
        ("Pizza, cheese", "Cheese, cheddar", False),
        ("Reuben sandwich", "Sauerkraut, canned, solids and liquids", False),
        ("Sauerkraut", "Sauerkraut, canned, solids and liquids", True),
        ("Miso", "Miso", True),
        ("Soup, miso or tofu", "Miso", False),
        ("Pancakes, buttermilk", "Buttermilk, low fat", False),
        ("Bread, sour dough", "Bread, french or vienna (includes sourdough)", False),
    ],
)
def test_cultures_are_alive_only_in_food_eaten_as_it_is(eaten, ingredient, alive):
    live = {"yogurt", "ripened-cheese", "sauerkraut", "miso", "cultured-buttermilk", "kefir", "kimchi"}
    assert bool(live & set(shares(*dish(eaten, (ingredient, 100, ""))))) is alive


def test_an_ingredient_list_that_stands_in_for_another_food_is_not_walked():
    found = shares(*dish("Dragon fruit", ("Bananas, raw", 30, ""), ("Strawberries, raw", 70, "")))
    assert found == {"dragon-fruit": 1}


def test_a_cereal_with_added_vitamin_d_is_fortified():
    flakes = dish("Cereal, flakes", ("Cornmeal, degermed", 100, ""), ("Vitamin D as ingredient", 0.05, ""))
    assert shares(*flakes)["fortified-cereals"] == 1
    assert "fortified-cereals" not in shares(*dish("Cereal, flakes", ("Cornmeal, degermed", 100, "")))


def test_traces_are_left_out():
    assert "garlic" not in shares(*dish("Soup", ("Garlic, raw", 0.4, ""), ("Water", 1000, "")))


@pytest.mark.parametrize(("grams", "known"), [(19, True), (20, False)])
def test_make_up_is_unknown_from_a_fifth_of_unlisted_mixture_on(grams, known):
    sauce = ("Sauce, barbecue", grams, "Soups, Sauces, and Gravies")
    catalogue, food = dish("Ribs", sauce, ("Pork, fresh, backribs", 100 - grams, "Pork Products"))
    assert MIXED.makeup_known(catalogue, food) is known


@pytest.mark.parametrize(
    ("description", "category", "mixed"),
    [
        ("Lasagna with meat & sauce, frozen entree", "Meals, Entrees, and Side Dishes", True),
        ("Soup, chicken broth, ready-to-serve", "Soups, Sauces, and Gravies", False),
        ("Leavening agents, yeast, baker's, active dry", "Baked Products", False),
        ("Peas, green, frozen", "Vegetables and Vegetable Products", False),
        ("Mollusks, oyster, eastern, wild, raw", "Finfish and Shellfish Products", False),
        ("Beverages, ABBOTT, EAS whey protein powder", "Beverages", False),
        ("Salami, dry or hard, pork, beef", "Sausages and Luncheon Meats", True),
        ("Pork sausage, link/patty, cooked, pan-fried", "Sausages and Luncheon Meats", False),
        ("Bread, white, commercially prepared", "Baked Products", False),
        ("Cookies, oatmeal, commercially prepared, regular", "Baked Products", True),
    ],
)
def test_which_foods_are_unlisted_mixtures(description, category, mixed):
    assert MIXED.holds(f"{description} [{category}]") is mixed


def test_rules_are_written_once():
    keys = Counter((rule.group, rule.include.pattern, rule.for_survey_foods) for rule in RULES)
    assert not [key for key, times in keys.items() if times > 1]
