"""Files -> rows -> database: all or nothing, and every problem named by file, line and column."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from nutrients.changesets.loading import load
from nutrients.management.commands import load_tables
from nutrients.models import Food, FoodNutrient, Nutrient, Portion, ReferenceIntake, RuleSetting
from nutrients.tables.load import read_folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand in {name}.csv once"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read_folder(folder).problems]


def stored_rows() -> int:
    return sum(model.objects.count() for model in apps.get_app_config("nutrients").get_models())


def test_a_sound_folder_is_stored_as_it_says(loaded):
    egg = Food.objects.get(fdc_id=900)
    assert (egg.name, egg.usual_grams, egg.is_common, egg.food_code) == ("Egg", 50.5, True, "31103010")
    assert Food.objects.get(fdc_id=1200).usual_grams is None
    assert [(p.description, p.grams) for p in egg.portions.all()] == [("1 large egg", 50.5), ("1 g", 1)]
    assert dict(egg.composition.values_list("nutrient_id", "amount")) == {
        "ZN": 1.29, "FE": 0, "LUT+ZEA": 253.5, "ENERC_KCAL": 143, "GLN": 0.6,
    }  # fmt: skip
    estimate = egg.composition.get(nutrient_id="GLN")
    assert (estimate.derivation, estimate.low, estimate.high) == ("estimated", 0.4, 0.9)
    assert ReferenceIntake.objects.get(reference_set="DRI").ul_nutrient_id == "ZN"
    assert ReferenceIntake.objects.get(reference_set="EFSA").ul_nutrient_id is None
    assert RuleSetting.objects.get(pk="looks_low_below").value == 0.15


def test_a_blank_is_unknown_and_a_zero_is_zero(loaded):
    stew = dict(FoodNutrient.objects.filter(food__fdc_id=1200).values_list("nutrient_id", "amount"))
    assert stew == {"FE": 0.1}, "a blank cell must not become a row"
    assert FoodNutrient.objects.get(food__fdc_id=900, nutrient_id="FE").amount == 0


WRONG_CELLS = [
    ("nutrients", "ZN,Zinc,mg", "ZN,,mg", "nutrients.csv:2: name: blank; a value is required"),
    ("nutrients", "FE,Iron,mg", "FE,Zinc,mg", "nutrients.csv:3: name: Zinc stands on line 2 already"),
    ("nutrients", "GLN,L-glutamine,g,gut", "GLN,L-glutamine,g,guts", "nutrients.csv:5: kind: 'guts' is not known here"),
    ("nutrients", "1,1,yes", "1,1,Yes", "nutrients.csv:2: in_article: 'Yes' is neither yes nor no"),
    ("nutrients", "303,adequacy,1,2", "303,adequacy,5,2", "nutrients.csv:3: decimals: 5 is above 4"),
    ("foods", "900,Egg", "1200,Egg", "foods.csv:3: fdc_id: 1200 stands on line 2 already"),
    ("foods", "1200,Stew,", "12OO,Stew,", "foods.csv:3: fdc_id: '12OO' is not a whole number"),
    ("foods", "dishes,,,,no", "dishes,,,0,no", "[g]: 0 is not allowed; write a number from 0.01 up, or leave it blank"),
    ("foods", ",,,no,no,,no,Test tables 1", ",,,no,no,,no,  ", "foods.csv:3: source: blank; a value is required"),
    ("foods", "31103010,,50.5", "31103010,4006381333932,50.5", "gtin: '4006381333932' is not a barcode number in 14"),
    ("foods", "31103010,,50.5", "31103010,04006381333932,50.5", "gtin: '04006381333932' is not a barcode number in"),
    ("food_aliases", "oeuf,egg", "oeuf,", "food_aliases.csv:2: means: blank; a value is required"),
    ("foods", "1200,Stew,", f"1200,{'x' * 161},", "foods.csv:3: name: 161 characters; shorten it to 160"),
    ("foods", "1200,Stew,", "1200,St\x00ew,", "foods.csv:3: name: holds a line break or another control character"),
    ("foods", "1200,Stew,", '1200,"Stew\nor soup",', "name: holds a line break or another control character"),
    ("foods", "1200,Stew,", "1200,St\u202ewe,", "name: holds a line break or another control character"),
    ("foods", "1200,Stew,", "1200,Stew,one cell too many,", "foods.csv:3: 15 cells under 14 columns"),
    ("portions", "1200,99,", "1201,99,", "portions.csv:4: fdc_id: 1201 is not in foods.csv"),
    ("portions", "900,99,1 g", "900,99,1 large egg", "fdc_id, description: 900, 1 large egg stands on line 2"),
    ("portions", "egg,50.5", "egg,50.5 g", "portions.csv:2: weight [g]: '50.5 g' is not a number"),
    ("portions", "egg,50.5", "egg,-1", "portions.csv:2: weight [g]: -1 is not allowed; write a number from"),
    ("portions", "egg,50.5", "egg,٥٠", "weight [g]: '٥٠' is not a number; write digits and a point only"),
    ("composition", "1,1.29,", '1,"1,29",', "composition.csv:3: ZN [mg]: '1,29' is not a number"),
    ("composition", "1,1.29,", "1,1_29,", "ZN [mg]: '1_29' is not a number"),
    ("composition", "1,1.29,", "1,nan,", "ZN [mg]: 'nan' is not a number"),
    ("composition", "1,1.29,", "1,inf,", "ZN [mg]: 'inf' is not a number"),
    ("composition", "1,1.29,", "1,1e999,", "ZN [mg]: '1e999' is too large"),
    ("composition", "1,1.29,", "1,-1.29,", "ZN [mg]: -1.29 is negative; write the amount, or leave it blank"),
    ("composition", "1,1.29,", "1,100001,", "ZN [mg]: 100001 mg cannot be in 100 g (at most 100000)"),
    ("composition", ",143", ",902.5", "ENERC_KCAL [kcal]: 902.5 kcal cannot be in 100 g (at most 902)"),
    ("composition", "ZN [mg]", "ZN [ug]", "composition.csv:1: ZN [ug]: 'ug' is not the unit of ZN in nutrients.csv"),
    ("composition", "ZN [mg]", "XX [mg]", "composition.csv:1: XX [mg]: XX is not in nutrients.csv"),
    ("composition", "ZN [mg]", "Zinc", "composition.csv:1: Zinc: not a nutrient column; write it as TAGNAME [unit]"),
    ("composition", "ZN [mg]", "FE [mg]", "composition.csv:1: FE [mg]: the column is there twice"),
    ("composition", "900,analysed", "900,estimated", "composition.csv:2: derivation: 'estimated' is not known here"),
    ("composition", "900,analysed", "900,guessed", "composition.csv:2: derivation: 'guessed' is not known here"),
    ("composition", "Laboratory,,", "Laboratory,1,", "csv:3: ZN [mg]: ZN of food 900 is filled at composition.csv:2"),
    ("estimates", "900,GLN,g", "900,ZN,mg", "estimates.csv:2: tagname: ZN of food 900 is filled at composition.csv:3"),
    ("estimates", "900,GLN,g", "900,GLN,mg", "estimates.csv:2: unit: 'mg' is not the unit of GLN"),
    ("estimates", ",0.4,", ",0.7,", "estimates.csv:2: low per 100 g: 0.7 is above the amount 0.6"),
    ("estimates", ",0.9,", ",0.5,", "estimates.csv:2: high per 100 g: 0.5 is below the amount 0.6"),
    ("estimates", ",0.9,", ",101,", "estimates.csv:2: high per 100 g: 101 g cannot be in 100 g"),
    ("food_groups", "garlic,Garlic,3", "knoblauch é,Garlic,3", "key: 'knoblauch é' is not a key"),
    ("group_shares", "900,eggs,1", "900,eggs,1.5", "group_shares.csv:2: share: 1.5 is above 1"),
    ("group_shares", "900,eggs,1", "900,ducks,1", "group_shares.csv:2: group: ducks is not in food_groups.csv"),
    ("nutrient_sources", "GLN,eggs", "GLU,eggs", "nutrient_sources.csv:2: tagname: GLU is not in nutrients.csv"),
    ("nutrient_sources", "article,D", "article,E", "nutrient_sources.csv:2: evidence_grade: 'E' is not known here"),
    ("reference_intakes", ",9.4,11,", ",12,11,", "reference_intakes.csv:2: EAR: 12 is above the RDA 11"),
    ("reference_intakes", ",9.4,11,,", ",9.4,11,8,", "reference_intakes.csv:2: EAR: stands beside an AI of 8"),
    ("reference_intakes", ",9.4,11,", ",9.4,41,", "reference_intakes.csv:2: RDA: 41 is above the UL 40"),
    ("reference_intakes", ",40,ZN,", ",,ZN,", "ul_tagname: names what the UL covers, but there is no UL"),
    ("reference_intakes", ",0.1,assumed", ",10,assumed", "requirement_cv: 10 is above 1"),
    ("reference_intakes", "male,19,,none", "male,19,19,none", "19 is not above age_min 19"),
    ("reference_intakes", "male,19,,none", "male,19,,pregnant", "physiology: 'pregnant' does not go with sex 'male'"),
    (
        "reference_intakes",
        "DRI,ZN,mg,day",
        "DRI,ZN,mg,month",
        "basis: 'month' is not known here; write one of: day, kg",
    ),
    ("requirement_percentiles", ",50,8.07", ",50,4.07", "percentiles.csv:3: requirement: 4.07 is less than at a lower"),
    ("requirement_percentiles", ",50,8.07", ",100,8.07", "percentiles.csv:3: percentile: 100 is above 99.999"),
    ("intake_priors", "5.2,812", "0,812", "intake_priors.csv:2: sd_within: 0 is not allowed; write a number above 0"),
    ("rule_settings", "0.15,,", ",,", "rule_settings.csv:16: value: blank; a value is required"),
    ("rule_settings", "0.15,,", "7,,", "rule_settings.csv:16: value: 7 would stop the rules"),
    (
        "rule_settings",
        "tau,1.25",
        "tau,0",
        "value: 0 would stop the rules from working; write a number above 0 up to 10",
    ),
    ("rule_settings", "minimum_days,3", "minimum_days,-1", "write a whole number from 1 up to 7"),
    ("rule_settings", "bmr_cv,0.085", "bmr_cv,-1", "rule_settings.csv:2: value: -1 would stop"),
    ("rule_settings", "may_be_low_below,0.5", "may_be_low_below,0.9", "must be below looks_fine_from (0.85)"),
    ("rule_settings", "tau,1.25", "tow,1.25", "key: no rule reads 'tow'; correct it to one of bmr_cv,"),
    ("rule_settings", "tau,1.25", "tow,1.25", "rule_settings.csv:1: key: no row for tau, which the rules read; add it"),
    ("releases", "2026-11-22", "22.11.2026", "releases.csv:2: published_on: '22.11.2026' is not a date"),
    ("releases", "2026-11-22", "2026-02-30", "releases.csv:2: published_on: '2026-02-30' is not a date"),
    ("foods", "name,description", "naam,description", "foods.csv:1: naam: no such column"),
    ("foods", "name,description", "naam,description", "foods.csv:1: name: the column is missing"),
    ("foods", "name,description", "description,name", "foods.csv:1: columns in another order"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG_CELLS, ids=lambda text: text[:30])
def test_each_wrong_cell_is_named_with_what_to_do(tables, name, old, new, said):
    change(tables, name, old, new)
    assert any(said in problem for problem in problems(tables)), problems(tables)


def test_one_wrong_cell_is_one_problem(tables):
    """A bad key cell of a food must not make its portions and values look wrong too."""
    change(tables, "nutrients", "ZN,Zinc,mg,mineral", "ZN,Zinc,mg,metal")
    change(tables, "foods", ",50.5,yes", ",fifty,yes")
    assert len(problems(tables)) == 2


def test_all_problems_of_all_files_are_told_at_once_in_order(tables):
    change(tables, "foods", "900,Egg", "900,")
    change(tables, "portions", "egg,50.5", "egg,x")
    change(tables, "composition", "1,1.29,", "1,x,")
    assert [p.split(" ")[0] for p in problems(tables)] == ["foods.csv:2:", "portions.csv:2:", "composition.csv:3:"]


def test_a_missing_an_empty_and_a_broken_file(tables):
    (tables / "releases.csv").unlink()
    (tables / "rule_settings.csv").write_text("")
    (tables / "portions.csv").write_bytes(b"fdc_id,position,description,weight [g]\n900,1,caf\xe9,1\n")
    (tables / "food_groups.csv").write_text(
        'key,name,serving [g],is_plant,survives_cooking,note,source\neggs,"Eggs" and,50,no,yes,,x\n'
    )
    told = problems(tables)
    assert any(text.startswith("releases.csv:1: the file is missing") for text in told)
    assert any(text.startswith("rule_settings.csv:1: the file is empty") for text in told)
    assert any(text.startswith("portions.csv:2: holds a character that is not UTF-8") for text in told), told
    assert any("food_groups.csv:1: cannot be read as CSV" in text for text in told)
    assert len(told) == 4, "what refers to an unreadable table is not blamed for it"


@pytest.mark.django_db
def test_a_set_that_is_half_bad_loads_nothing(tables):
    change(tables, "releases", "2026-11-22", "soon")
    with pytest.raises(CommandError, match=r"loaded: 1 problem in .*\nreleases\.csv:2: published_on: 'soon' is not"):
        call_command("load_tables", tables)
    assert stored_rows() == 0


def test_a_bad_set_leaves_the_stored_tables_as_they_were(loaded):
    before = stored_rows()
    change(loaded, "foods", "900,Egg,", "900,Hen egg,")
    change(loaded, "portions", "1200,99,1 g,1", "1200,99,1 g,0")
    with pytest.raises(CommandError):
        call_command("load_tables", loaded)
    assert stored_rows() == before
    assert Food.objects.get(fdc_id=900).name == "Egg"


@pytest.mark.django_db
def test_many_problems_are_counted_after_the_first_fifty(tables):
    lines = "".join(f"900,{n},cup {n},none\n" for n in range(2, 82))
    with (tables / "portions.csv").open("a") as file:
        file.write(lines)
    with pytest.raises(CommandError) as error:
        call_command("load_tables", tables)
    told = str(error.value).splitlines()
    assert told[0].startswith("Nothing was loaded: 80 problems")
    assert len(told) == 1 + 50 + 1
    assert told[-1] == "and 30 more"


def test_a_spreadsheets_mark_empty_lines_and_spaces_are_forgiven(tables):
    path = tables / "releases.csv"
    path.write_bytes(b"\xef\xbb\xbfversion,published_on,note\r\n\r\n 2026.11.1 ,2026-11-22 , First\r\n\r\n")
    reading = read_folder(tables)
    assert not reading.problems
    assert [row["version"] for rows in reading.rows.values() for row in rows if "version" in row] == ["2026.11.1"]


@pytest.mark.django_db
def test_a_dry_run_says_what_would_change_and_changes_nothing(tables):
    out = StringIO()
    call_command("load_tables", tables, dry_run=True, stdout=out)
    assert "foods: 2 new, 0 changed, 0 unchanged, 0 removed" in out.getvalue()
    assert "dry run" in out.getvalue()
    assert stored_rows() == 0


def test_two_rows_may_swap_a_name_that_is_there_once(loaded):
    path = loaded / "nutrients.csv"
    text = path.read_text().replace("ZN,Zinc", "ZN,?").replace("FE,Iron", "FE,Zinc").replace("ZN,?", "ZN,Iron")
    path.write_text(text)
    call_command("load_tables", loaded, verbosity=0)
    assert [Nutrient.objects.get(pk=tagname).name for tagname in ("ZN", "FE")] == ["Iron", "Zinc"]


def test_what_the_database_refuses_is_told_and_nothing_changes(loaded, monkeypatch):
    """No file is known that passes the checks and is refused; one that comes to be must not end in a traceback."""

    def load_and_break(*args, **kwargs):
        load(*args, **kwargs)
        Nutrient.objects.filter(pk="FE").update(name="Zinc metal")

    path = loaded / "nutrients.csv"
    path.write_text(path.read_text().replace("ZN,Zinc", "ZN,Zinc metal"))
    monkeypatch.setattr(load_tables, "load", load_and_break)
    with pytest.raises(CommandError, match="The database refused"):
        call_command("load_tables", loaded, verbosity=0)
    assert Nutrient.objects.get(pk="ZN").name == "Zinc"
    assert Portion.objects.count() == 3
