"""Open Food Facts: three shapes of one product, what counts as known, and the licence."""

import pytest
from django.core.management import CommandError, call_command

from nutrients.models import Food, FoodNutrient
from nutrients.tables.imports.food import barcode_of
from nutrients.tables.imports.openfoodfacts import LICENCE

from .conftest import export, import_off, table

pytestmark = pytest.mark.usefixtures("with_nutrients")

CODE, GTIN, NUMBER = "3017620422003", "03017620422003", 903017620422003
TEXTS = {"code": CODE, "product_name": "Hazelnut spread", "brands": "Brand,Other", "serving_size": "1 spoon (15 g)",
         "serving_quantity": "15"}  # fmt: skip
PER_100_G = {"proteins_100g": "6.3", "sodium_100g": "0.0428", "salt_100g": "0.107", "vitamin-c_100g": "0.0214"}


def known(number=NUMBER):
    values = FoodNutrient.objects.filter(food__fdc_id=number).values_list("nutrient_id", "amount", "derivation")
    return {tagname: (amount, derivation) for tagname, amount, derivation in values}


def nutrition(**more):
    nutrients = {
        "proteins": {"value": 6.3, "value_string": "6.3", "unit": "g"},
        "sodium": {"value": 42.8, "value_string": "42.8", "unit": "mg"},
        "vitamin-c": {"value": 21.4, "value_string": "21.4", "unit": "mg"},
    }
    pack = {"preparation": "as_sold", "per": "100g", "source": "packaging", "nutrients": nutrients}
    return {"nutrition": {"input_sets": [{**pack, **more}]}}


SHAPES = {
    "table": ("products.csv", table([{**TEXTS, **PER_100_G}])),
    "packed table": ("products.csv.gz", table([{**TEXTS, **PER_100_G}])),
    "old": ("old.jsonl", [{**TEXTS, "nutriments": {key: float(value) for key, value in PER_100_G.items()}}]),
    "new": ("new.jsonl", [{**TEXTS, **nutrition()}]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_food(downloads, shape):
    name, content = SHAPES[shape]
    told = import_off(export(downloads, content, name))
    food = Food.objects.get(fdc_id=NUMBER)
    assert (food.name, food.gtin, food.licence) == ("Hazelnut spread, Brand", GTIN, LICENCE)
    assert (food.is_imported, food.makeup_known, food.usual_grams) == (True, False, 15)
    assert [(p.description, p.grams) for p in food.portions.all()] == [("1 spoon (15 g)", 15), ("1 g", 1)]
    assert known() == {"PROCNT": (6.3, "label"), "NA": (42.8, "label"), "VITC": (21.4, "label")}
    assert "1 new" in told
    assert LICENCE in told
    assert "0 new, 0 changed, 1 unchanged" in import_off(export(downloads, content, name))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"value": 3, "unit": "g", "modifier": "~"}, (3, "estimated")),
        ({"value": 3, "unit": "g", "modifier": "-"}, None),
        ({"value_string": "-", "unit": "g"}, None),
        ({"value": 3, "unit": "g", "modifier": "<"}, None),
        ({"value": 3, "unit": "% DV"}, None),
        ({"value": "nan", "unit": "g"}, None),
        ({"value": -3, "unit": "g"}, None),
        ({"value": True, "unit": "g"}, None),
        ({"value": 3000, "unit": "mg"}, (3, "label")),
    ],
)
def test_what_a_figure_is_worth(downloads, entry, expected):
    product = {**TEXTS, **nutrition()}
    product["nutrition"]["input_sets"][0]["nutrients"]["fiber"] = entry
    import_off(export(downloads, [product]))
    assert known().get("FIBTG") == expected


def test_about_and_dash_in_the_old_shape(downloads):
    figures = {"proteins_100g": 6, "fiber_100g": 3, "fiber_modifier": "~", "fat_100g": 0, "fat_modifier": "-"}
    told = import_off(export(downloads, [{**TEXTS, "nutriments": {**figures, "sugars_prepared_100g": 9}}]))
    assert known() == {"PROCNT": (6, "label"), "FIBTG": (3, "estimated")}
    assert "the pack gives no value (FAT 1)" in told


def test_an_estimate_from_ingredients_never_takes_the_place_of_the_pack(downloads):
    product = {**TEXTS, **nutrition()}
    guess = {"per": "100g", "preparation": "as_sold", "source": "estimate",
             "nutrients": {"proteins": {"value": 99, "unit": "g"}, "calcium": {"value": 80, "unit": "mg"}}}  # fmt: skip
    prepared = {"per": "100g", "preparation": "prepared", "source": "packaging",
                "nutrients": {"fat": {"value": 50, "unit": "g"}}}  # fmt: skip
    product["nutrition"]["input_sets"] = [guess, prepared, *product["nutrition"]["input_sets"]]
    import_off(export(downloads, [product]))
    assert known()["PROCNT"] == (6.3, "label")
    assert known()["CA"] == (80, "estimated")
    assert "FAT" not in known()


def test_figures_per_serving_need_its_weight(downloads):
    """6.3 g in 30 g are 21 g in 100 g."""
    import_off(export(downloads, [{**TEXTS, **nutrition(per="serving", per_quantity=30, per_unit="g")}]))
    assert known()["PROCNT"] == (21, "label")
    told = import_off(export(downloads, [{**TEXTS, "code": "20000004", **nutrition(per="serving")}]))
    assert "skipped 1: no values known" in told


def test_what_a_label_says_in_another_sense_is_left_unknown_and_told(downloads):
    figures = {"proteins_100g": 6, "carbohydrates_100g": 57, "vitamin-a_100g": 0.0008, "alcohol_100g": 13}
    told = import_off(export(downloads, [{**TEXTS, "nutriments": figures}]))
    assert set(known()) == {"PROCNT"}
    assert "with fibre on a US label, without it on a European one (CHOCDF 1)" in told
    assert "by volume on a label (ALC 1)" in told


def test_energy_in_kilojoules_is_used_only_where_kilocalories_are_not_given(downloads):
    """418.4 kJ / 4.184 = 100 kcal."""
    import_off(export(downloads, [{**TEXTS, "nutriments": {"energy-kj_100g": 418.4}}]))
    assert known()["ENERC_KCAL"] == (pytest.approx(100), "label")
    import_off(export(downloads, [{**TEXTS, "nutriments": {"energy-kj_100g": 418.4, "energy-kcal_100g": 99}}]))
    assert known()["ENERC_KCAL"] == (99, "label")


def test_sodium_that_does_not_fit_the_salt_is_left_unknown(downloads):
    told = import_off(export(downloads, [{**TEXTS, "nutriments": {**PER_100_G, "salt_100g": 1.07}}]))
    assert "NA" not in known()
    assert "salt and sodium do not fit (NA 1)" in told


@pytest.mark.parametrize(
    ("code", "gtin"),
    [
        ("3017620422003", GTIN), ("0003017620422003", GTIN), ("20000004", "00000020000004"), ("3017620422004", None),
        ("0000000000000207025005", None), ("225", None), ("", None), ("=1+1", None), ("²0000004", None),
    ],
)  # fmt: skip
def test_barcodes(code, gtin):
    assert barcode_of(code) == gtin


def test_products_that_cannot_be_used_are_counted(downloads):
    rows = [{**TEXTS, **PER_100_G}, {**TEXTS, **PER_100_G}, {**TEXTS, "code": "1"}, {**TEXTS, "code": "20000004"},
            {**TEXTS, "code": "40000008", "product_name": ""},
            {**TEXTS, **PER_100_G, "code": "50000005", "no_nutrition_data": "on"}]  # fmt: skip
    told = import_off(export(downloads, table(rows), "products.csv"))
    assert "1 new, 0 changed, 0 unchanged, 5 skipped" in told
    for reason in ("listed before", "no barcode", "no values known", "no name", "the pack gives no nutrition"):
        assert f"skipped 1: {reason}" in told, reason


def test_the_licence_keeps_it_out_of_the_files(downloads, tmp_path):
    import_off(export(downloads, [{**TEXTS, **nutrition()}]))
    call_command("dump_tables", tmp_path / "out", verbosity=0)
    written = "".join(path.read_text() for path in (tmp_path / "out").glob("*.csv"))
    assert "Open Food Facts" not in written
    assert str(NUMBER) not in written
    call_command("load_tables", tmp_path / "out", verbosity=0)
    assert Food.objects.filter(fdc_id=NUMBER).exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"code": "1"}\n{"code": \n', r"a\.jsonl:2: no JSON"),
        ("a.jsonl", '{"code": "1"}\n[1]\n', r"a\.jsonl:2: not a product"),
        ("a.jsonl", '{"a": ' + "[" * 200_000 + "\n", r"a\.jsonl:1: no JSON"),
        ("a.csv", "code\tproduct_name\n1\tx\n", r"a\.csv:1: no column of a nutrient"),
        ("a.csv", "code\tproteins_100g\n1\t2\n", r"a\.csv:1: has no column product_name"),
        ("a.csv", f"{table([{**TEXTS, **PER_100_G}])}1\t2\n", r"a\.csv:3: 2 cells under"),
    ],
)
def test_a_bad_export_is_named_and_nothing_is_stored(downloads, name, content, said):
    good = f"{table([{**TEXTS, **PER_100_G}])}"
    import_off(export(downloads, good, "good.csv"))
    before = known()
    with pytest.raises(CommandError, match=said):
        import_off(export(downloads, content, name))
    assert known() == before
    assert Food.objects.filter(is_imported=True).count() == 1


def test_an_export_broken_off_is_named(downloads):
    path = export(downloads, table([{**TEXTS, **PER_100_G}] * 500), "products.csv.gz")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(CommandError, match=r"products\.csv\.gz: broken off or damaged after line"):
        import_off(path)
    assert not Food.objects.filter(is_imported=True).exists()
