"""The command end to end on a tiny FoodData Central: it writes loadable tables, the same every time."""

import csv
import shutil

import pytest
from django.core.management import CommandError, call_command

from .conftest import FIXTURES

# 901 is left to the survey: it comes in under its official name.
STARTERS = """fdc_id,data_type,display_name,category,usda_description,gut_tags,food_code,sr_legacy_fdc_id,ndb_no
903,survey_fndds_food,Boiled egg,Eggs,"Egg, whole, boiled",,11100000,101,1123
105,sr_legacy_food,Salmon,Fish,"Fish, salmon",,,105,
"""
PUBLISHED = {
    "dri": "nutrient,unit,life_stage,sex,age_min_y,age_max_y,ear,rda,ai,ul,ul_note,cdrr,"
    "requirement_cv_pct,requirement_cv_basis,source,sources_agreeing,note\n"
    "zinc,mg,male 19-30,male,19,31,9.4,11,,40,,,10,published,IOM 2001,,\n",
    "efsa_drv": "nutrient,unit,group,ar,pri,ai,ul,ul_type,ul_note,verification,note\n",
    "iron_requirement_distribution": "group,percentile,requirement_mg_per_d,absorption_assumed_pct,verification\n"
    "men 19+,50,6,18,IOM 2001\n",
    "intake_variance_components": "nutrient,unit,life_stage,n,mean,sd_between,sd_within\n"
    "zinc,mg,male 19-30,900,14,3,6\n",
}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "starter_foods.csv").write_text(STARTERS)
    for name, text in PUBLISHED.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.fixture
def fixtures(tmp_path, settings):
    """The tables kept by hand, without the foods beside the starter list."""
    folder = tmp_path / "fixtures"
    shutil.copytree(FIXTURES / "curated", folder / "curated")
    for name in ("nutrients", "food_groups"):
        shutil.copy(FIXTURES / f"{name}.csv", folder)
    for name in ("more_foods.csv", "gutcheck_foods.csv"):
        header = (folder / "curated" / name).read_text().splitlines()[0]
        (folder / "curated" / name).write_text(f"{header}\n")
    settings.FIXTURES = folder
    return folder


def rows(folder, name):
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_files_give_the_same_bytes(fdc, data, fixtures, tmp_path):
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        call_command("build_tables", fdc=fdc, data=data, to=folder, verbosity=0)
    names = sorted(path.name for path in once.iterdir())
    assert "composition.csv" in names
    assert [(once / name).read_bytes() for name in names] == [(again / name).read_bytes() for name in names]


def test_what_is_written(fdc, data, fixtures):
    call_command("build_tables", fdc=fdc, data=data, to=fixtures)
    salmon, bake, egg = rows(fixtures, "foods")
    assert (egg["name"], egg["usual_portion [g]"], egg["makeup_known"], egg["common"]) == (
        "Boiled egg",
        "50",
        "yes",
        "yes",
    )
    assert (bake["usual_portion [g]"], salmon["source"]) == ("", "USDA SR Legacy 2018-04")
    assert (bake["name"], bake["category"], bake["common"]) == ("Spinach bake", "Meat mixed dishes", "no")
    zinc = {(row["fdc_id"], row["ZN [mg]"]) for row in rows(fixtures, "composition") if row["ZN [mg]"]}
    assert zinc == {("903", "1.24")}  # blank for the bake and the salmon, never 0
    assert {row["group"] for row in rows(fixtures, "group_shares") if row["fdc_id"] == "105"} == {"fish", "salmon"}
    assert {row["tagname"] for row in rows(fixtures, "reference_intakes")} == {"ZN"}


def test_a_meal_of_which_nothing_is_known_has_portions_and_no_values(fdc, data, fixtures):
    shutil.copy(FIXTURES / "curated" / "gutcheck_foods.csv", fixtures / "curated")
    call_command("build_tables", fdc=fdc, data=data, to=fixtures)
    meal = rows(fixtures, "foods")[-1]
    assert (meal["name"], meal["makeup_known"], meal["data_type"]) == ("Unknown meal", "no", "gutcheck_food")
    portions = [row for row in rows(fixtures, "portions") if row["fdc_id"] == meal["fdc_id"]]
    assert [(row["description"], row["weight [g]"]) for row in portions] == [
        ("1 meal", "500"),
        ("1 small meal", "300"),
        ("1 large meal", "700"),
        ("1 g", "1"),
    ]
    for name in ("composition", "estimates", "group_shares"):
        assert meal["fdc_id"] not in {row["fdc_id"] for row in rows(fixtures, name)}


def test_a_food_no_release_holds_is_named(fdc, data, fixtures):
    (data / "starter_foods.csv").write_text(STARTERS.replace("105,sr", "777,sr"))
    with pytest.raises(CommandError, match=r"Salmon: no release holds fdc_id 777"):
        call_command("build_tables", fdc=fdc, data=data, to=fixtures)


def test_a_missing_table_is_named(fdc, data, fixtures):
    (data / "dri.csv").unlink()
    with pytest.raises(CommandError, match=r"dri\.csv is missing"):
        call_command("build_tables", fdc=fdc, data=data, to=fixtures)
