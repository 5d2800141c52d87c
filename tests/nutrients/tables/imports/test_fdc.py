"""FoodData Central's downloads: what is taken and how, what is left unknown, and that nothing is half imported."""

import zipfile

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from nutrients.models import Food, FoodNutrient
from nutrients.tables.download import LONGEST_LINE

from .conftest import BRANDED, FOOD, NUTRIENTS, SR_LEGACY, VALUE, import_fdc, zipped

pytestmark = pytest.mark.usefixtures("with_nutrients")


def known(fdc_id):
    values = FoodNutrient.objects.filter(food__fdc_id=fdc_id).values_list("nutrient_id", "amount", "derivation")
    return {tagname: (amount, derivation) for tagname, amount, derivation in values}


def imported():
    return set(Food.objects.filter(is_imported=True).values_list("fdc_id", flat=True))


def changed(file, old, new, files=SR_LEGACY):
    assert files[file].count(old) == 1
    return {**files, file: files[file].replace(old, new)}


def test_an_sr_legacy_food_with_its_derivations_portions_and_groups(downloads):
    told = import_fdc(zipped(downloads, SR_LEGACY))
    onions = Food.objects.get(fdc_id=167512)
    assert (onions.source, onions.category, onions.licence) == (
        "USDA SR Legacy 2018-04", "Vegetables and Vegetable Products", "",
    )  # fmt: skip
    assert (onions.is_imported, onions.is_common, onions.makeup_known) == (True, False, True)
    assert known(167512) == {
        "PROCNT": (1.1, "analysed"), "FAT": (0.1, "analysed"), "CHOCDF": (9.34, "calculated"),
        "ENERC_KCAL": (40, "calculated"), "ZN": (0, "assumed_zero"), "VITD": (82 / 40, "label"),
    }, "0 mcg beside IU is taken from the IU; vitamin A in IU and a blank stay unknown"  # fmt: skip
    assert [(p.description, p.grams) for p in onions.portions.all()] == [("1/2 cup chopped", 80), ("1 g", 1)]
    assert [(s.group.key, s.share) for s in onions.shares.all()] == [("onions", 1)]
    assert "1 new, 0 changed, 0 unchanged, 1 skipped" in told
    assert "skipped 1: no values known" in told
    assert "VITA_RAE 1" in told.splitlines()[-1]


def test_a_second_run_changes_nothing_and_a_new_value_changes_one_food(downloads):
    import_fdc(zipped(downloads, SR_LEGACY))
    keys = dict(Food.objects.get(fdc_id=167512).portions.values_list("description", "pk"))
    assert "0 new, 0 changed, 1 unchanged" in import_fdc(zipped(downloads, SR_LEGACY))
    told = import_fdc(zipped(downloads, changed("food_nutrient.csv", "1003,1.1,1,1", "1003,1.2,1,1")))
    assert "0 new, 1 changed, 0 unchanged" in told
    assert known(167512)["PROCNT"] == (1.2, "analysed")
    assert dict(Food.objects.get(fdc_id=167512).portions.values_list("description", "pk")) == keys


def test_copper_in_micrograms_becomes_milligrams_and_energy_may_go_by_atwater_factors(downloads):
    values = VALUE + "1,167512,1098,40,1,1\n2,167512,2047,41,1,1\n3,167512,2048,39,1,1\n"
    import_fdc(zipped(downloads, {**SR_LEGACY, "food_nutrient.csv": values}))
    assert known(167512) == {"CU": (0.04, "analysed"), "ENERC_KCAL": (39, "analysed")}


def test_survey_releases_name_nutrients_by_number(downloads):
    files = {
        "food.csv": FOOD + '2705384,survey_fndds_food,"Milk, NFS",1004,2022-10-28\n',
        "survey_fndds_food.csv": "fdc_id,food_code\n2705384,11100000\n",
        "nutrient.csv": NUTRIENTS,
        "food_nutrient.csv": VALUE + "1,2705384,309,0.4,,\n2,2705384,203,0,,\n",
    }
    import_fdc(zipped(downloads, files, "FoodData_Central_survey_food_csv_2024-10-31"))
    assert known(2705384) == {"ZN": (0.4, "calculated"), "PROCNT": (0, "calculated")}
    milk = Food.objects.get(fdc_id=2705384)
    assert (milk.name, milk.food_code) == ("Milk, not specified", "11100000")
    assert not milk.makeup_known, "its ingredients were not walked"


def test_only_the_current_entry_of_a_foundation_food_is_taken(downloads):
    files = {
        "food.csv": FOOD + "321358,foundation_food,Hummus,16,2019-04-01\n746778,foundation_food,Hummus,16,2020-04-01\n"
        "319877,sub_sample_food,Hummus,16,2019-04-01\n",
        "foundation_food.csv": "fdc_id,NDB_number,footnote\n746778,16158,\n",
        "nutrient.csv": NUTRIENTS,
        "food_nutrient.csv": VALUE + "1,321358,1003,7,1,1\n2,746778,1003,7.4,1,4\n3,319877,1003,1,1,1\n",
    }
    told = import_fdc(zipped(downloads, files, "foundation"))
    assert imported() == {746778}
    assert known(746778) == {"PROCNT": (7.4, "calculated")}, "4 is AS, summed, though the release does not list it"
    assert Food.objects.get(fdc_id=746778).source == "USDA Foundation Foods 2020-04-01"
    assert "skipped 1: an earlier version of a Foundation food" in told
    assert "skipped 1: sub_sample_food: not a food of its own" in told


def test_branded_foods_with_barcode_serving_and_label_values(downloads):
    told = import_fdc(zipped(downloads, BRANDED, "FoodData_Central_branded_food_csv_2023-10-26"))
    assert imported() == {2000002, 2000003}, "of two entries of a barcode the newer one"
    cheese, cola = Food.objects.get(fdc_id=2000002), Food.objects.get(fdc_id=2000003)
    assert (cheese.name, cheese.gtin) == ("String cheese sticks, Dairy Ltd", "00033049105252")
    assert [(p.description, p.grams) for p in cheese.portions.all()] == [("1 stick (30 g)", 30), ("1 g", 1)]
    assert known(2000002) == {"PROCNT": (24, "label")}
    assert cola.gtin == ""
    assert cola.source.endswith("amounts per 100 ml, taken as 100 g")
    assert cola.portions.first().description == "1 can (355 ml)"
    assert "skipped 1: an earlier entry of a barcode" in told
    assert "barcode left blank: its check digit is wrong" in told


# --- what somebody else keeps ------------------------------------------------------------------------------------


def test_shipped_foods_stay_unless_told_and_then_only_what_the_download_knows_changes(downloads):
    files = {
        **SR_LEGACY,
        "food.csv": FOOD + "900,sr_legacy_food,Hen egg,11,2019-04-01\n",
        "food_nutrient.csv": VALUE + "1,900,1095,9.9,1,1\n",
    }
    before = known(900)
    told = import_fdc(zipped(downloads, files))
    assert "skipped 1: among the foods that GutCheck ships; --replace takes these values" in told
    assert known(900) == before
    import_fdc(zipped(downloads, files), replace=True)
    assert known(900) == before | {"ZN": (9.9, "analysed")}
    egg = Food.objects.get(fdc_id=900)
    assert (egg.name, egg.is_imported, egg.portions.count(), egg.shares.count()) == ("Egg", False, 2, 1)


def test_a_food_edited_by_hand_stays_unless_told(downloads, ada):
    import_fdc(zipped(downloads, SR_LEGACY))
    onions = Food.objects.get(fdc_id=167512)
    Food.objects.filter(pk=onions.pk).update(name="Onion")
    LogEntry.objects.create(
        user=ada, content_type=ContentType.objects.get_for_model(Food), object_id=str(onions.pk), action_flag=CHANGE
    )
    assert "skipped 1: edited by hand after an import" in import_fdc(zipped(downloads, SR_LEGACY))
    onions.refresh_from_db()
    assert onions.name == "Onion"
    assert "1 changed" in import_fdc(zipped(downloads, SR_LEGACY), replace=True)


def test_imported_foods_stay_out_of_the_files_and_load_tables_leaves_them(downloads, with_nutrients, tmp_path):
    import_fdc(zipped(downloads, SR_LEGACY))
    before = known(167512)
    call_command("dump_tables", tmp_path / "out", verbosity=0)
    written = "".join(path.read_text() for path in (tmp_path / "out").glob("*.csv"))
    assert "167512" not in written
    call_command("load_tables", tmp_path / "out", verbosity=0)
    assert known(167512) == before
    assert Food.objects.get(fdc_id=167512).portions.count() == 2
    assert Food.objects.filter(is_imported=False).count() == 2


def test_a_food_that_the_files_come_to_list_is_theirs_from_then_on(downloads, with_nutrients, tmp_path):
    import_fdc(zipped(downloads, SR_LEGACY))
    call_command("dump_tables", tmp_path / "out", verbosity=0)
    foods, portions = tmp_path / "out" / "foods.csv", tmp_path / "out" / "portions.csv"
    foods.write_text(
        foods.read_text() + "167512,Onion,Onion,sr_legacy_food,Vegetables,,,,yes,yes,none,no,Test tables 1,\n"
    )
    portions.write_text(portions.read_text() + "167512,1,1 g,1\n")
    call_command("load_tables", tmp_path / "out", verbosity=0)
    onion = Food.objects.get(fdc_id=167512)
    assert (onion.name, onion.is_imported) == ("Onion", False)
    assert known(167512) == {}
    assert [portion.description for portion in onion.portions.all()] == ["1 g"]


def test_a_dry_run_changes_nothing(downloads):
    assert "1 new" in import_fdc(zipped(downloads, SR_LEGACY), dry_run=True)
    assert imported() == set()


# --- values that cannot be ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("nan", "not a number"), ("-1", "below zero"), ("inf", "not a number"), ("=1+1", "not a number"),
        ('"1,2"', "not a number"), ("١", "not a number"), ("1_0", "not a number"),
        ("100001", "more than can be in 100 g"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_is_unknown_and_told(downloads, amount, reason):
    told = import_fdc(zipped(downloads, changed("food_nutrient.csv", "1095,0,0,68", f"1095,{amount},0,68")))
    assert "ZN" not in known(167512)
    assert "PROCNT" in known(167512)
    assert f"values left out 1: {reason} (ZN 1)" in told


def test_the_same_nutrient_twice_is_kept_when_equal_and_unknown_when_not(downloads):
    lines = SR_LEGACY["food_nutrient.csv"] + "20,167512,1095,0,0,68\n21,167512,1003,5,1,1\n"
    told = import_fdc(zipped(downloads, {**SR_LEGACY, "food_nutrient.csv": lines}))
    assert known(167512)["ZN"] == (0, "assumed_zero")
    assert "PROCNT" not in known(167512)
    assert "two different amounts in one file (PROCNT 1)" in told


def test_a_food_of_more_than_105_g_is_kept_out(downloads):
    told = import_fdc(zipped(downloads, changed("food_nutrient.csv", "1005,9.34", "1005,99.9")))
    assert "skipped 1: no values known" in told
    assert imported() == {167512}, "1.1 + 0.1 + 99.9 g are 101.1 g: rounding"
    told = import_fdc(zipped(downloads, changed("food_nutrient.csv", "1003,1.1", "1003,96")))
    assert "macronutrients add up to more than 105 g" in told
    assert "105.4 g in 100 g" in told


def test_energy_that_does_not_fit_is_kept_and_marked(downloads):
    """4 x 1.1 + 4 x 9.34 + 9 x 0.1 = 42.7 kcal; 400 is a decimal point gone astray."""
    told = import_fdc(zipped(downloads, changed("food_nutrient.csv", "1008,40,", "1008,400,")))
    energy = FoodNutrient.objects.get(food__fdc_id=167512, nutrient="ENERC_KCAL")
    assert (energy.amount, energy.derivation) == (400, "calculated")
    assert energy.source.startswith("USDA SR Legacy 2018-04; doubtful: energy does not fit")
    assert "400 kcal where 4-4-9-7 gives" in told


def test_a_formula_in_a_name_is_only_text(downloads, tmp_path):
    import_fdc(zipped(downloads, changed("food.csv", '"Onions, raw"', '"=HYPERLINK(""x"")"')))
    assert Food.objects.get(fdc_id=167512).name == '=HYPERLINK("x")'


# --- files that are not what they should be ----------------------------------------------------------------------


def latin_1(files):
    return {**files, "food.csv": files["food.csv"].replace("Onions", "Crème").encode("latin-1")}


BAD = {
    "a column renamed": (
        changed("food_nutrient.csv", "amount", "value"),
        r"food_nutrient\.csv:1: has no column amount",
    ),
    "a file missing": (
        {name: text for name, text in SR_LEGACY.items() if name != "food_nutrient.csv"},
        r"holds no food_nutrient\.csv",
    ),
    "another encoding": (latin_1(SR_LEGACY), r"food\.csv: not UTF-8 text after line"),
    "a line without end": (
        {**SR_LEGACY, "food.csv": FOOD + "1" * (LONGEST_LINE + 1)},
        r"food\.csv:2: the line is longer",
    ),
    "a food twice": (
        changed("food.csv", "167513,sr_legacy_food,Water", "167512,sr_legacy_food,Water"),
        r"food\.csv:3: fdc_id 167512 stands there twice",
    ),
    "no id": (changed("food.csv", "167513,sr", "=1+1,sr"), r"food\.csv:3: '=1\+1' is no fdc_id"),
    "a row cut short": (changed("food.csv", "Water,14,2019-04-01", "Water"), r"food\.csv:3: 3 cells under 5 columns"),
    "a quote left open": (changed("food.csv", "Water", '"Water'), r"food\.csv:.: cannot be read as a table"),
    "a weight in words": (changed("food_portion.csv", "chopped,80", "chopped,some"), r"food_portion\.csv:2: could not"),
    "a NUL": (changed("food.csv", "Water", "Wa\0ter"), r"food\.csv:3: holds a NUL character"),
    "no file of a release": ({"notes.csv": "a,b\n1,2\n"}, "holds no CSV download of FoodData Central"),
    "a path out of the archive": ({**SR_LEGACY, "../../../food.csv": FOOD}, "points outside the archive"),
    "a file twice": ({**SR_LEGACY, "again/food.csv": FOOD}, r"holds food\.csv twice"),
    "a bomb": ({**SR_LEGACY, "food_attribute.csv": b"0" * 60_000_000}, "would unpack to 60,000,000 bytes"),
}


@pytest.mark.parametrize("trap", BAD)
def test_a_bad_download_is_named_and_nothing_is_stored(downloads, trap):
    import_fdc(zipped(downloads, BRANDED, "FoodData_Central_branded_food_csv_2023-10-26"))
    before = (imported(), FoodNutrient.objects.count())
    files, said = BAD[trap]
    with pytest.raises(CommandError, match=said):
        import_fdc(zipped(downloads, files))
    assert (imported(), FoodNutrient.objects.count()) == before


def test_a_download_broken_off_is_named_and_nothing_is_stored(downloads):
    path = zipped(downloads, SR_LEGACY)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(CommandError, match=r"is no zip file, or not all of it; download it again"):
        import_fdc(path)
    assert imported() == set()


def test_a_damaged_file_inside_is_named_and_nothing_is_stored(downloads):
    path = zipped(downloads, SR_LEGACY)
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("FoodData_Central_sr_legacy_food_csv_2018-04/food_nutrient.csv").header_offset
    content = bytearray(path.read_bytes())
    content[start + 100 : start + 140] = b"\xff" * 40
    path.write_bytes(bytes(content))
    with pytest.raises(CommandError, match=r"food_nutrient\.csv: broken off or damaged after line"):
        import_fdc(path)
    assert imported() == set()


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="is not there; name a zip"):
        import_fdc(tmp_path / "nowhere")
