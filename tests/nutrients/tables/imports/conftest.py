"""Small downloads in the layout of the official ones, with their traps, and the tables that come before them."""

import csv
import gzip
import io
import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

NUTRIENTS = """id,name,unit_name,nutrient_nbr
1003,Protein,G,203
1004,Total lipid (fat),G,204
1005,"Carbohydrate, by difference",G,205
1008,Energy,KCAL,208
2047,Energy (Atwater General Factors),KCAL,957
2048,Energy (Atwater Specific Factors),KCAL,958
1095,"Zinc, Zn",MG,309
1098,"Copper, Cu",UG,312
1114,Vitamin D,UG,328
1110,"Vitamin D, International Units",IU,324
1106,"Vitamin A, RAE",UG,320
1104,"Vitamin A, IU",IU,318
"""
FOOD = "fdc_id,data_type,description,food_category_id,publication_date\n"
VALUE = "id,fdc_id,nutrient_id,amount,data_points,derivation_id\n"
SR_LEGACY = {
    "food.csv": FOOD + '167512,sr_legacy_food,"Onions, raw",11,2019-04-01\n167513,sr_legacy_food,Water,14,2019-04-01\n',
    "sr_legacy_food.csv": "fdc_id,NDB_number\n167512,11282\n167513,14555\n",
    "food_category.csv": "id,code,description\n11,1100,Vegetables and Vegetable Products\n14,1400,Beverages\n",
    "nutrient.csv": NUTRIENTS,
    "food_nutrient_derivation.csv": "id,code,description\n1,A,Analytical\n46,LC,Label\n68,Z,Assumed zero\n49,NC,Calc\n",
    "measure_unit.csv": "id,name\n1000,cup\n9999,undetermined\n",
    "food_portion.csv": "id,fdc_id,seq_num,amount,measure_unit_id,portion_description,modifier,gram_weight\n"
    "1,167512,1,0.5,1000,,chopped,80\n2,167512,2,1,9999,,slice,0\n",
    # Vitamin D: 0 mcg beside 82 IU. Zinc is an assumed zero. Vitamin A comes in IU only. A blank is unknown.
    "food_nutrient.csv": VALUE
    + "1,167512,1003,1.1,1,1\n2,167512,1004,0.1,1,1\n3,167512,1005,9.34,1,49\n4,167512,1008,40,1,49\n"
    + "5,167512,1095,0,0,68\n6,167512,1114,0,0,49\n7,167512,1110,82,0,46\n8,167512,1104,2,0,1\n9,167512,1098,,0,1\n",
}
BRANDED = {
    "food.csv": FOOD
    + "2000001,branded_food,STRING CHEESE STICKS,,2020-11-13\n2000002,branded_food,STRING CHEESE STICKS,,2023-11-13\n"
    + "2000003,branded_food,COLA,,2020-11-13\n2000004,sample_food,A sample,,2020-11-13\n",
    "branded_food.csv": "fdc_id,brand_owner,gtin_upc,serving_size,serving_size_unit,household_serving_fulltext,"
    "branded_food_category\n"
    "2000001,Dairy Ltd,33049105252,28,g,1 STICK,Cheese\n2000002,Dairy Ltd,033049105252,30,g,1 STICK,Cheese\n"
    "2000003,,33049105253,355,ml,1 CAN,Soda\n",
    "nutrient.csv": NUTRIENTS,
    "food_nutrient.csv": VALUE
    + "1,2000001,1003,25,,70\n2,2000002,1003,24,,70\n3,2000003,1005,10.6,,75\n4,2000003,1008,42,,70\n",
}
TABLES = {"PROCNT": "203", "FAT": "204", "CHOCDF": "205", "ENERC_KCAL": "208", "ZN": "309", "CU": "312", "VITD": "328",
          "VITA_RAE": "320", "NA": "307", "VITC": "401", "CA": "301", "SUGAR": "269", "FIBTG": "291", "WATER": "255",
          "ALC": "221"}  # fmt: skip
UNITS = {"ENERC_KCAL": "kcal", "ZN": "mg", "CU": "mg", "VITD": "mcg", "VITA_RAE": "mcg", "NA": "mg", "VITC": "mg",
         "CA": "mg"}  # fmt: skip


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def with_nutrients(loaded: Path, db: None) -> Path:
    """The small tables, with the nutrients that the downloads speak of and a group for onions."""
    from nutrients.models import FoodGroup, Nutrient

    for position, (tagname, number) in enumerate(TABLES.items(), start=100):
        Nutrient.objects.update_or_create(
            pk=tagname,
            defaults={
                "name": f"{tagname} here", "unit": UNITS.get(tagname, "g"), "fdc_number": number, "position": position,
                "kind": "other", "assessment": "amount",
            },
        )  # fmt: skip
    FoodGroup.objects.create(key="onions", name="Onions", serving_grams=40, source="Test")
    return loaded


def zipped(
    folder: Path, files: dict[str, str | bytes], name: str = "FoodData_Central_sr_legacy_food_csv_2018-04"
) -> Path:
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in files.items():
            archive.writestr(f"{name}/{file}", text)
    return path


def import_fdc(path: Path, **options: bool) -> str:
    out = StringIO()
    call_command("import_fdc", path, stdout=out, **options)
    return out.getvalue()


def table(rows: list[dict[str, str]]) -> str:
    """A tab-separated export of these products."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", quotechar=None)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def export(folder: Path, content: list[dict] | str, name: str = "products.jsonl") -> Path:
    text = content if isinstance(content, str) else "".join(f"{json.dumps(one)}\n" for one in content)
    path = folder / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def import_off(path: Path, **options: bool) -> str:
    out = StringIO()
    call_command("import_openfoodfacts", path, stdout=out, **options)
    return out.getvalue()
