"""A FoodData Central of a dozen foods, in the layout of the official CSV downloads, with each of their traps."""

import csv
from pathlib import Path

import pytest

from nutrients.tables.build.catalogue import Catalogue, read_amounts, read_catalogue
from nutrients.tables.fdc import SR_LEGACY, SURVEY, find_release

FIXTURES = Path(__file__).parents[4] / "fixtures"

# survey foods: fdc_id, food code, description
SURVEY_FOODS = [
    (901, 81100001, "Spinach bake"),
    (902, 81100002, "Spinach, cooked, as ingredient"),
    (903, 11100000, "Egg, whole, boiled"),
    (904, 81100004, "Snake, eating its tail"),
    (905, 81100005, "Snake, other half"),
    (906, 58100000, "Dinner from the freezer"),
    (907, 57100000, "Cereal, flakes"),
]
# SR Legacy foods: fdc_id, NDB number, description, category id
SR_FOODS = [
    (101, "01123", "Egg, whole, raw, fresh", 1),
    (102, "11457", "Spinach, raw", 2),
    (103, "11215", "Garlic, raw", 2),
    (104, "22916", "Lasagna with meat & sauce, frozen entree", 3),
    (105, "15076", "Fish, salmon, Atlantic, wild, raw", 4),
]
# survey food, ingredient code, description, grams
INGREDIENTS = [
    (901, 81100002, "Spinach, cooked, as ingredient", 60),
    (901, 1123, "Egg, whole, raw, fresh", 30),
    (901, 11215, "Garlic, raw", 10),
    (902, 11457, "Spinach, raw", 95),
    (902, 100258, "Oil, olive, extra light", 5),
    (903, 1123, "Egg, whole, raw, fresh", 100),
    (904, 81100005, "Snake, other half", 50),
    (904, 11215, "Garlic, raw", 50),
    (905, 81100004, "Snake, eating its tail", 100),
    (906, 22916, "Lasagna with meat & sauce, frozen entree", 100),
    (907, 11457, "Spinach, raw", 100),
    (907, 999328, "Vitamin D as ingredient", 0.05),
]
# SR Legacy amounts: food, nutrient id (not number), amount, derivation id; id -> number in nutrient.csv
NUTRIENTS = [(1003, "203"), (1095, "309"), (1110, "324"), (1114, "328"), (1224, "515"), (1101, "315")]
SR_AMOUNTS = [
    (101, 1003, "12.56", 1), (101, 1095, "1.29", 1), (101, 1224, "1.673", 1), (101, 1101, "0.028", ""),
    (101, 1110, "82", 4), (101, 1114, "0", 49),
    (102, 1003, "2.86", 1), (103, 1003, "6.36", 1), (104, 1003, "7.3", 46),
    (105, 1003, "19.84", 1), (105, 1095, "", 1),
]  # fmt: skip
# survey amounts: food, nutrient *number*, amount
SURVEY_AMOUNTS = [(903, "203", "12.4"), (903, "309", "1.24"), (903, "328", "2.5"), (901, "203", "5"), (901, "309", "")]
# survey portions: food, position, description, grams; 0 grams means unknown
PORTIONS = [
    (903, 1, "1 cup", "135"), (903, 2, "1 egg, NS as to size", "50"), (903, 3, "Quantity not specified", "50"),
    (901, 1, "1 cup", "200"), (901, 2, "1 cup", "210"), (901, 3, "1 jar", "0"), (901, 4, "Quantity not specified", "0"),
    (901, 5, "Guideline amount per slice", "12"),
]  # fmt: skip


def write(folder: Path, name: str, header: str, rows: list[tuple]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header.split(","))
        writer.writerows(rows)


VALUES = "id,fdc_id,nutrient_id,amount,data_points,derivation_id"
PORTION = "id,fdc_id,seq_num,amount,measure_unit_id,portion_description,modifier,gram_weight"


@pytest.fixture
def fdc(tmp_path: Path) -> Path:
    folder = tmp_path / "fdc"
    survey, sr = folder / "FoodData_Central_survey", folder / "FoodData_Central_sr_legacy"
    rows = [(fdc_id, "survey_fndds_food", text, "") for fdc_id, _, text in SURVEY_FOODS]
    write(survey, "food.csv", "fdc_id,data_type,description,food_category_id", rows)
    codes = [(fdc_id, code, 3002) for fdc_id, code, _ in SURVEY_FOODS]
    write(survey, "survey_fndds_food.csv", "fdc_id,food_code,wweia_category_number", codes)
    header = "wweia_food_category,wweia_food_category_description"
    write(survey, "wweia_food_category.csv", header, [(3002, "Meat mixed dishes, excludes burgers")])
    lines = [(n, food, "", n, code, text, grams) for n, (food, code, text, grams) in enumerate(INGREDIENTS)]
    header = "id,fdc_id,fdc_id_of_input_food,seq_num,sr_code,sr_description,gram_weight"
    write(survey, "input_food.csv", header, lines)
    write(survey, "nutrient.csv", "id,nutrient_nbr", NUTRIENTS)
    write(survey, "food_nutrient.csv", VALUES, [(1, food, no, amount, "", "") for food, no, amount in SURVEY_AMOUNTS])
    write(survey, "measure_unit.csv", "id,name", [(9999, "undetermined")])
    rows = [(1, food, seq, "", 9999, text, "", grams) for food, seq, text, grams in PORTIONS]
    write(survey, "food_portion.csv", PORTION, rows)

    rows = [(fdc_id, "sr_legacy_food", text, category) for fdc_id, _, text, category in SR_FOODS]
    write(sr, "food.csv", "fdc_id,data_type,description,food_category_id", rows)
    write(sr, "sr_legacy_food.csv", "fdc_id,NDB_number", [(fdc_id, ndb) for fdc_id, ndb, _, _ in SR_FOODS])
    categories = [
        "Dairy and Egg Products",
        "Vegetables",
        "Meals, Entrees, and Side Dishes",
        "Finfish and Shellfish Products",
    ]
    write(sr, "food_category.csv", "id,description", list(enumerate(categories, start=1)))
    write(sr, "nutrient.csv", "id,nutrient_nbr", NUTRIENTS)
    codes = [(1, "A"), (4, "BFSN"), (46, "LC"), (49, "Z")]
    write(sr, "food_nutrient_derivation.csv", "id,code", codes)
    write(sr, "food_nutrient.csv", VALUES, [(1, food, no, amount, "", how) for food, no, amount, how in SR_AMOUNTS])
    write(sr, "measure_unit.csv", "id,name", [(1000, "cup"), (9999, "undetermined")])
    write(sr, "food_portion.csv", PORTION, [(1, 102, 1, "0.5", 1000, "", "chopped", "15")])
    return folder


@pytest.fixture
def catalogue(fdc: Path) -> Catalogue:
    survey, sr_legacy = find_release(fdc, SURVEY), find_release(fdc, SR_LEGACY)
    catalogue = read_catalogue(survey, sr_legacy)
    read_amounts(catalogue, survey, sr_legacy, [fdc_id for fdc_id, *_ in SR_FOODS])
    return catalogue
