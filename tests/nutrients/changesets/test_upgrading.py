"""A new version of GutCheck meets tables that editors changed: theirs stays, the rest comes, both is asked about."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from diary.models import Entry
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodGroup, FoodNutrient, Nutrient, Portion, ShippedTables, TableRelease
from tests.nutrients.changesets.table_changes import (
    NOON,
    change,
    dumped,
    new,
    now,
    publish,
    published,
    removal,
    value,
    without_releases,
)
from tests.nutrients.tables.test_load import change as edit


@pytest.fixture
def shipped(tables: Path, settings, db) -> Path:
    """The files that GutCheck ships, loaded; a test edits them into the next version."""
    settings.FIXTURES = tables
    call_command("load_tables", verbosity=0)
    edit(tables, "releases", "2026.11.1,2026-11-22,First\n", "2026.11.1,2026-11-22,First\n2026.12.1,2026-12-01,Next\n")
    return tables


def upgrade(*folder, **options):
    out = StringIO()
    call_command("upgrade_tables", *folder, stdout=out, **options)
    return out.getvalue()


def files_in(folder):
    return {path.stem: path.read_text() for path in folder.glob("*.csv")}


def undecided():
    return ChangeSet.objects.get(state=ChangeSet.State.REVIEW)


def test_an_install_without_changes_of_its_own_becomes_the_new_version_to_the_byte(shipped, tmp_path):
    edit(shipped, "composition", "1.29", "1.3")
    edit(shipped, "food_aliases", "oeuf,egg,French\n", "")
    edit(shipped, "foods", "1200,Stew,Stew of", "1200,Goulash,Stew of")
    edit(shipped, "portions", "1200,99,1 g,1\n", "1200,1,1 bowl,300\n1200,99,1 g,1\n")
    told = upgrade()
    assert dumped(tmp_path / "dump") == files_in(shipped)
    assert "values: 1 changed" in told
    assert "food_aliases: 1 removed" in told
    assert "portions: 1 new" in told
    assert "The tables are release 2026.12.1 now." in told
    assert ChangeSet.objects.get().origin == ChangeSet.Origin.UPGRADE


def test_what_editors_changed_stays_and_the_rest_is_taken_over(shipped, tmp_path):
    published(
        change("foods", "900", name="Hen egg"), value("1200", "ZN", "0.5"), removal("values", "900", "FE"),
        change("rule_settings", "tau", value="1.3", reason="Ours"), days=1,
    )  # fmt: skip
    edit(
        shipped,
        "foods",
        '900,Egg,"Egg, whole",survey_fndds_food,Eggs',
        '900,Egg,"Egg, whole",survey_fndds_food,Egg dishes',
    )
    edit(shipped, "composition", "Laboratory,,,253.5", "Laboratory,,,260")
    upgrade()
    egg = Food.objects.get(fdc_id=900)
    assert (egg.name, egg.category) == ("Hen egg", "Egg dishes")
    assert dict(egg.composition.values_list("nutrient_id", "amount")) == {
        "ZN": 1.29, "LUT+ZEA": 260, "ENERC_KCAL": 143, "GLN": 0.6,
    }  # fmt: skip
    assert FoodNutrient.objects.get(food__fdc_id=1200, nutrient_id="ZN").amount == 0.5
    assert now("rule_settings", "tau")["value"] == "1.3"
    assert not ChangeSet.objects.filter(state=ChangeSet.State.REVIEW).exists()
    assert TableRelease.objects.first().version == "2026.12.1+2", "it is not what was shipped"


def test_both_to_the_same_is_nothing(shipped):
    published(change("foods", "900", name="Hen egg"))
    edit(shipped, "foods", "900,Egg,", "900,Hen egg,")
    assert "Nothing was taken over." in upgrade()
    assert ChangeSet.objects.count() == 1


def test_what_both_changed_waits_for_a_person_who_decides_row_by_row(shipped):
    published(
        change("values", "900", "ZN", amount_per_100_g="1.5"), change("foods", "1200", name="Goulash"),
        change("foods", "900", name="Hen egg"),
    )  # fmt: skip
    edit(shipped, "composition", "1.29", "1.3")
    edit(shipped, "foods", "1200,Stew,Stew", "1200,Casserole,Stew")
    edit(shipped, "foods", '900,Egg,"Egg, whole"', '900,Egg,"Egg, whole, raw"')
    told = upgrade()
    assert "values Hen egg · Zinc: amount per 100 g: '1.5' here, '1.3' shipped" in told
    assert "foods Casserole: name: 'Goulash' here, 'Casserole' shipped" in told
    assert (Food.objects.get(fdc_id=900).name, Food.objects.get(fdc_id=900).description) == (
        "Hen egg",
        "Egg, whole, raw",
    )
    assert now("foods", "1200")["name"] == "Goulash", "nothing is in force before somebody decides"
    waiting = undecided()
    assert all(row.is_conflict for row in waiting.rows.all())
    waiting.rows.filter(table="foods").update(is_left_out=True)
    publish(waiting, days=30)
    assert (now("foods", "1200")["name"], now("values", "900", "ZN")["amount per 100 g"]) == ("Goulash", "1.3")


def test_a_second_run_has_nothing_to_do(shipped):
    published(change("foods", "1200", name="Goulash"))
    edit(shipped, "foods", "1200,Stew,Stew", "1200,Casserole,Stew")
    upgrade()
    before = list(ChangeSet.objects.values_list()), list(TableRelease.objects.values_list())
    assert "nothing to do" in upgrade()
    assert (list(ChangeSet.objects.values_list()), list(TableRelease.objects.values_list())) == before


def test_who_kept_theirs_is_not_asked_again_by_the_next_version(shipped):
    published(change("foods", "1200", name="Goulash"))
    edit(shipped, "foods", "1200,Stew,Stew", "1200,Casserole,Stew")
    upgrade()
    acts.withdraw(undecided())
    edit(shipped, "composition", "1.29", "1.3")
    upgrade()
    assert not ChangeSet.objects.filter(state=ChangeSet.State.REVIEW).exists()
    assert now("foods", "1200")["name"] == "Goulash"
    assert now("values", "900", "ZN")["amount per 100 g"] == "1.3"


def test_what_was_removed_here_and_changed_as_shipped_is_asked_about_whole(shipped):
    published(removal("foods", "1200"))
    edit(shipped, "composition", "1200,calculated,Test tables 1,,0.1", "1200,calculated,Test tables 1,,0.2")
    assert "not there here, shipped otherwise" in upgrade()
    assert not Food.objects.filter(fdc_id=1200).exists()
    publish(undecided(), days=30)
    stew = Food.objects.get(fdc_id=1200)
    assert (stew.portions.count(), stew.composition.get().amount, stew.shares.count()) == (1, 0.2, 1)


def drop_stew(folder):
    edit(
        folder,
        "foods",
        "1200,Stew,Stew of unlisted things,survey_fndds_food,Mixed dishes,,,,no,no,,no,Test tables 1,\n",
        "",
    )
    edit(folder, "portions", "1200,99,1 g,1\n", "")
    edit(folder, "composition", "1200,calculated,Test tables 1,,0.1,,\n", "")
    edit(folder, "group_shares", "1200,garlic,0.0008,Ingredient list\n", "")


def test_what_is_no_longer_shipped_goes_where_nobody_changed_or_ate_it(shipped, tmp_path):
    drop_stew(shipped)
    upgrade()
    assert dumped(tmp_path / "dump") == files_in(shipped)


def test_what_is_no_longer_shipped_but_completed_here_is_asked_about(shipped):
    published(value("1200", "ZN", "0.5"))
    drop_stew(shipped)
    assert "foods Stew: changed here, no longer shipped" in upgrade()
    stew = Food.objects.get(fdc_id=1200)
    assert (stew.portions.count(), stew.composition.count(), stew.shares.count()) == (1, 2, 1)
    publish(undecided(), days=30)
    assert not Food.objects.filter(fdc_id=1200).exists()


def test_what_is_no_longer_shipped_stays_whole_where_a_diary_needs_it(shipped, ada):
    portion = Portion.objects.get(food__fdc_id=1200)
    Entry.objects.create(person=ada, eaten_on=NOON.date(), meal="lunch", portion=portion, quantity=1, grams=1)
    drop_stew(shipped)
    edit(shipped, "food_groups", "garlic,Garlic,3,yes,yes,,One clove\n", "")
    told = upgrade()
    assert "kept, because something still points at it: 1200" in told
    stew = Food.objects.get(fdc_id=1200)
    assert (stew.portions.count(), stew.composition.count(), stew.shares.count()) == (1, 1, 1)
    assert FoodGroup.objects.filter(key="garlic").exists(), "the food that is kept counts for it"
    assert "ada" not in told


def test_a_new_nutrient_and_a_new_column_of_it_come_over(shipped, tmp_path):
    edit(shipped, "nutrients", "FE,Iron", "CA,Calcium,mg,mineral,301,amount,0,3,no,,,,,,\nFE,Iron")
    text = (shipped / "composition.csv").read_text().splitlines()
    text = [f"{line},{'CA [mg]' if number == 0 else '50' if number == 2 else ''}" for number, line in enumerate(text)]
    (shipped / "composition.csv").write_text("\n".join(text) + "\n")
    assert "values: 1 new" in upgrade()
    assert now("values", "900", "CA")["amount per 100 g"] == "50"
    assert FoodNutrient.objects.filter(nutrient="CA").count() == 1


def test_what_would_be_wrong_beside_an_editor_s_change_is_asked_about(shipped):
    """An EAR above this install's own RDA cannot be taken over, though each side is right for itself."""
    published(change("reference_intakes", "DRI", "ZN", "day", "Men 19+", RDA="9.5"))
    edit(shipped, "reference_intakes", ",9.4,11,,40,ZN", ",10,11,,40,ZN")
    upgrade()
    assert now("reference_intakes", "DRI", "ZN", "day", "Men 19+")["EAR"] == "9.4"
    assert undecided().rows.get().after["EAR"] == "10"


def test_an_upgrade_is_taken_back_like_any_other_change(shipped, tmp_path):
    before = without_releases(dumped(tmp_path / "before"))
    edit(shipped, "composition", "1.29", "1.3")
    drop_stew(shipped)
    upgrade()
    publish(acts.take_back(ChangeSet.objects.get(), None, "Too early"), days=30)
    assert without_releases(dumped(tmp_path / "after")) == before


def test_an_imported_food_that_is_shipped_now_becomes_the_tables(shipped):
    Food.objects.create(
        fdc_id=7, name="Imported tea", description="x", data_type="t", category="c", source="s", is_imported=True
    )
    edit(shipped, "foods", "900,Egg,", "7,Tea,Tea,test,Drinks,,,,no,yes,,no,Test,\n900,Egg,")
    upgrade()
    assert (Food.objects.get(fdc_id=7).name, Food.objects.get(fdc_id=7).is_imported) == ("Tea", False)


def test_tables_loaded_before_anything_was_kept_are_left_alone_until_somebody_says_what_was_shipped(shipped, tmp_path):
    old = copytree(shipped, tmp_path / "old")
    edit(old, "releases", "2026.12.1,2026-12-01,Next\n", "")
    ShippedTables.objects.all().delete()
    published(change("foods", "900", name="Hen egg"))
    edit(shipped, "composition", "1.29", "1.3")
    told = upgrade()
    assert "manage.py load_tables" in told
    assert "--base" in told
    assert now("values", "900", "ZN")["amount per 100 g"] == "1.29"
    upgrade(base=old)
    assert (now("values", "900", "ZN")["amount per 100 g"], now("foods", "900")["name"]) == ("1.3", "Hen egg")
    assert "nothing to do" in upgrade()


def test_files_with_a_mistake_change_nothing(shipped):
    edit(shipped, "composition", "1.29", "1,29")
    with pytest.raises(CommandError, match="Nothing was taken over: 1 problem"):
        upgrade()
    assert ShippedTables.objects.get().version == "2026.11.1"
    assert not TableRelease.objects.filter(pk="2026.12.1").exists()


def test_an_upgrade_that_breaks_off_at_its_last_step_changes_nothing_and_may_be_tried_again(
    shipped, monkeypatch, tmp_path
):
    base = copytree(shipped, tmp_path / "base")
    edit(shipped, "composition", "1.29", "1.3")
    with monkeypatch.context() as broken:
        broken.delattr("nutrients.changesets.shipped.ShippedTables")
        with pytest.raises(NameError):
            upgrade(base=base)
    assert now("values", "900", "ZN")["amount per 100 g"] == "1.29"
    upgrade()
    assert now("values", "900", "ZN")["amount per 100 g"] == "1.3"


def test_without_tables_or_files_the_command_says_what_to_do(tables, tmp_path, db):
    with pytest.raises(CommandError, match="Run: manage\\.py load_tables"):
        upgrade(tables)
    call_command("load_tables", tables, verbosity=0)
    with pytest.raises(CommandError, match="is missing; name a folder"):
        upgrade(tmp_path / "nowhere")


PULSES = {"serving [g]": "90", "is_plant": "yes", "survives_cooking": "yes", "note": "", "source": "Ours"}


def test_a_group_added_here_and_shipped_under_one_name_waits_with_all_that_names_it(shipped):
    published(new("food_groups", "beans", name="Pulses", **PULSES))
    edit(shipped, "food_groups", "garlic,Garlic", "pulses,Pulses,80,yes,yes,,One cup\ngarlic,Garlic")
    edit(shipped, "group_shares", "1200,garlic", "1200,pulses,0.1,Ingredient list\n1200,garlic")
    edit(shipped, "composition", "1.29", "1.3")
    assert "food_groups Pulses" in upgrade()
    assert now("values", "900", "ZN")["amount per 100 g"] == "1.3", "the rest is taken over"
    assert [row.table for row in undecided().rows.all()] == ["food_groups", "group_shares"]
    with pytest.raises(acts.Refused, match="Pulses is there already"):
        publish(undecided(), days=30)
    published(change("food_groups", "beans", name="Beans"), days=31)
    publish(undecided(), days=32)
    assert list(FoodGroup.objects.order_by("key").values_list("key", "name")) == [
        ("beans", "Beans"), ("eggs", "Eggs"), ("garlic", "Garlic"), ("pulses", "Pulses"),
    ]  # fmt: skip
    assert Food.objects.get(fdc_id=1200).shares.count() == 2


def test_two_renames_to_one_name_leave_ours_and_ask_and_what_leans_on_the_other_waits_too(shipped):
    """Shipped: Eggs becomes Roots, and a new group takes the name Eggs. Here: Garlic became Roots."""
    published(change("food_groups", "garlic", name="Roots"))
    edit(shipped, "food_groups", "eggs,Eggs,50", "eggs,Roots,55")
    edit(shipped, "food_groups", "garlic,Garlic", "fresh-eggs,Eggs,50,no,yes,,One egg\ngarlic,Garlic")
    upgrade()
    assert [now("food_groups", key)["name"] for key in ("eggs", "garlic")] == ["Eggs", "Roots"]
    assert now("food_groups", "fresh-eggs") is None
    assert {row.key for row in undecided().rows.all()} == {'["eggs"]', '["fresh-eggs"]'}


def test_two_shipped_rows_may_change_names(shipped, tmp_path):
    edit(shipped, "food_groups", "eggs,Eggs", "bulbs,Bulbs,80,yes,yes,,One cup\neggs,Garlic")
    edit(shipped, "food_groups", "garlic,Garlic", "garlic,Eggs")
    upgrade()
    assert dumped(tmp_path / "dump") == files_in(shipped)


def test_one_alias_added_on_both_sides_is_asked_about_only_where_it_differs(shipped):
    published(new("food_aliases", "huevo", "egg", note="Ours"), new("food_aliases", "ei", "egg", note="German"))
    edit(shipped, "food_aliases", "oeuf,egg,French\n", "ei,egg,German\nhuevo,egg,Spanish\noeuf,egg,French\n")
    upgrade()
    assert [(row.key, row.before, row.after) for row in undecided().rows.all()] == [
        ('["huevo", "egg"]', {"note": "Ours"}, {"note": "Spanish"})
    ]


FOOD = {
    "description": "x", "data_type": "t", "category": "Drinks", "food_code": "", "gtin": "", "usual_portion [g]": "",
    "common": "no", "makeup_known": "no", "animal_origin": "", "supplement": "no", "source": "Ours", "licence": "",
}  # fmt: skip


def both_name_their_food_7(folder):
    """Here tea, with iron; shipped water, with zinc: two foods of one number."""
    published(
        new("foods", "7", name="Tea", **FOOD), new("portions", "7", "1 cup", **{"position": "1", "weight [g]": "200"}),
        value("7", "FE", "0.1"),
    )  # fmt: skip
    edit(folder, "foods", "900,Egg,", "7,Water,Water,test,Drinks,,,,no,yes,,no,Test,\n900,Egg,")
    edit(folder, "portions", "900,1,1 large egg", "7,1,1 glass,250\n900,1,1 large egg")
    edit(folder, "composition", "900,analysed", "7,analysed,Test,0.02,,,\n900,analysed")
    upgrade()


def test_a_number_given_to_two_foods_never_mixes_what_is_in_them(shipped):
    both_name_their_food_7(shipped)
    assert now("foods", "7")["name"] == "Tea"
    assert (now("values", "7", "ZN"), now("portions", "7", "1 glass")) == (None, None)


def test_whoever_takes_the_shipped_food_of_that_number_takes_it_whole(shipped):
    both_name_their_food_7(shipped)
    publish(undecided(), days=30)
    food = Food.objects.get(fdc_id=7)
    assert (food.name, *food.portions.values_list("description"), *food.composition.values_list("nutrient_id")) == (
        "Water", ("1 glass",), ("ZN",),
    )  # fmt: skip


def test_what_was_changed_here_and_is_no_longer_shipped_waits_and_what_was_removed_on_both_sides_is_gone(shipped):
    published(change("food_aliases", "oeuf", "egg", note="Also œuf"), removal("values", "900", "FE"))
    edit(shipped, "food_aliases", "oeuf,egg,French\n", "")
    edit(shipped, "composition", "Test tables 1,1.29,0,,143", "Test tables 1,1.29,,,143")
    assert "food_aliases oeuf · egg: changed here, no longer shipped" in upgrade()
    assert now("food_aliases", "oeuf", "egg") == {"note": "Also œuf"}
    assert now("values", "900", "FE") is None
    publish(undecided(), days=30)
    assert now("food_aliases", "oeuf", "egg") is None


def test_a_clock_that_stands_still_keeps_releases_apart(shipped):
    """Two upgrades on one day, and an editor between them."""
    edit(shipped, "composition", "1.29", "1.3")
    published(change("foods", "900", name="Hen egg"), days=9)
    upgrade()
    publish(acts.propose(None, [change("foods", "900", name="Egg")], reason="x", origin="form"), days=9)
    assert TableRelease.objects.first().version == "2026.12.1+3"
    assert Nutrient.objects.count() == 5
    assert timedelta(0) <= TableRelease.objects.first().published_on - TableRelease.objects.last().published_on
