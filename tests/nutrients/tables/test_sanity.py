"""Every check of a change once, with the words it says; and what is unknown, which never says anything."""

import pytest

from nutrients.models import Food, FoodGroup, FoodNutrient, GroupShare, Nutrient, Portion, RuleSetting
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import findings, unusual
from nutrients.tables.sanity.limits import ENOUGH, limits

pytestmark = pytest.mark.django_db

FOOD = "5000"
UNITS = {
    "PROCNT": "g", "FAT": "g", "CHOCDF": "g", "WATER": "g", "ALC": "g", "SUGAR": "g", "FIBTG": "g", "FASAT": "g",
    "FAMS": "g", "FAPU": "g", "FOL": "mcg", "FOLAC": "mcg", "ENERC_KCAL": "kcal", "VITD": "mcg", "NA": "mg", "ZN": "mg",
}  # fmt: skip
JUDGED = {"VITD", "ZN", "NA"}
EGGS = {"PROCNT": 12.4, "FAT": 9.96, "CHOCDF": 0.96, "WATER": 75.8, "ALC": 0, "ENERC_KCAL": 143}


@pytest.fixture(autouse=True)
def _nutrients(db):
    for position, (tagname, unit) in enumerate(UNITS.items()):
        judged = "adequacy" if tagname in JUDGED else "amount"
        Nutrient.objects.create(
            tagname=tagname, name=tagname, unit=unit, kind="other", assessment=judged, position=position
        )
    food(FOOD)


def food(fdc_id, category="Eggs", **amounts):
    made = Food.objects.create(
        fdc_id=int(fdc_id), name=f"Food {fdc_id}", description="d", data_type="t", category=category, source="s"
    )
    FoodNutrient.objects.bulk_create(
        FoodNutrient(food=made, nutrient_id=tagname, amount=amount, derivation="analysed", source="s")
        for tagname, amount in amounts.items()
    )
    return made


def value(tagname, amount, before=None, fdc_id=FOOD, source_before="An earlier one", **cells):
    """A value as it becomes; `before` what it was, of another source; None is unknown."""
    said = {"low per 100 g": "", "high per 100 g": "", "derivation": "analysed", "source": "Laboratory"} | cells
    after = None if amount is None else {"amount per 100 g": str(amount)} | said
    was = None if before is None else {"amount per 100 g": str(before)} | said | {"source": source_before}
    return RowDifference("values", (fdc_id, tagname), "", was, after)


def row(table, key, before=None, **after):
    return RowDifference(table, key, "", before, {name.replace("__", " "): cell for name, cell in after.items()})


def told(*differences, rows=None):
    return [(one.severity, one.code, one.key[-1], one.text) for one in findings(rows or {}, [*differences])]


def codes(*differences):
    return [(severity, code, key) for severity, code, key, _text in told(*differences)]


def values(**amounts):
    return [value(tagname, amount) for tagname, amount in amounts.items()]


def test_an_egg_says_nothing():
    assert told(*values(**EGGS)) == []


def test_nothing_is_said_of_what_is_unknown_and_it_is_no_zero():
    """No value of any other nutrient: nothing to compare with, nothing to add up."""
    for tagname in UNITS:
        assert told(value(tagname, 1)) == []
    assert told(*values(ENERC_KCAL=143)) == []  # fat unknown is not fat 0, which would give 0 kcal
    assert told(*values(PROCNT=12.4, FAT=9.96, ENERC_KCAL=143)) == []
    assert told(*values(FAPU=3)) == []  # fat unknown is not fat 0, of which 3 g would be too much


def test_a_value_that_becomes_unknown_is_out_of_the_sums():
    Food.objects.get(fdc_id=FOOD).composition.create(nutrient_id="FAT", amount=1, derivation="analysed", source="s")
    assert codes(value("FASAT", 9)) == [("warning", "part", "FASAT")]
    assert codes(value("FASAT", 9), value("FAT", None, before=1)) == []


def test_parts_of_100_g_that_come_to_more():
    assert told(*values(PROCNT=30, FAT=30, CHOCDF=30, WATER=20)) == [
        (
            "error",
            "weight",
            "PROCNT",
            "PROCNT, FAT, CHOCDF, WATER come to 110 g in 100 g of the food, which is more than there is;"
            " correct one of them.",
        )
    ]
    assert codes(*values(PROCNT=25, FAT=25, CHOCDF=35, WATER=20)) == []  # 105, rounded numbers


def test_values_in_the_database_count_with_those_that_change():
    food("5001", PROCNT=30, FAT=30, CHOCDF=30)
    ((severity, code, _tagname),) = codes(value("WATER", 20, fdc_id="5001"))
    assert (severity, code) == ("error", "weight")


def test_energy_against_what_gives_it():
    """4 x 12.4 + 9 x 9.96 + 4 x 0.96 = 143.08 kcal."""
    (only,) = told(*values(**EGGS | {"ENERC_KCAL": 343}))
    assert only[:3] == ("warning", "energy", "ENERC_KCAL")
    assert "343 kcal is far from" in only[3]
    assert "143.1 kcal" in only[3]
    assert codes(*values(**EGGS | {"ENERC_KCAL": 175})) == []


def test_energy_typed_in_kj():
    (only,) = told(*values(**EGGS | {"ENERC_KCAL": 598}))
    assert only[1] == "kj"
    assert "did you type kJ?" in only[3]


def test_energy_that_unknown_alcohol_may_give_is_not_doubted():
    brandy = {"PROCNT": 0, "FAT": 0, "CHOCDF": 0, "ENERC_KCAL": 231}
    assert codes(*values(**brandy)) == []
    assert codes(*values(**brandy, ALC=33)) == []
    assert codes(*values(**brandy, ALC=0)) == [("warning", "energy", "ENERC_KCAL")]


@pytest.mark.parametrize(
    "amounts",
    [{"SUGAR": 9, "CHOCDF": 5}, {"FASAT": 9, "FAT": 5}, {"FOLAC": 50, "FOL": 30}, {"FIBTG": 9, "CHOCDF": 5}],
)
def test_a_part_is_not_more_than_its_whole(amounts):
    part, whole = amounts
    (only,) = told(*values(**amounts))
    assert only[:3] == ("warning", "part", part)
    assert f"more than {whole}" in only[3]


def test_parts_are_not_more_than_their_whole_together():
    assert codes(*values(FAT=10, FASAT=6, FAMS=4, FAPU=3)) == [("warning", "part", "FAT")]
    assert codes(*values(FAT=10, FASAT=6, FAMS=4)) == []


def test_rounding_of_parts_is_let_be():
    assert codes(*values(SUGAR=5.4, CHOCDF=4.8)) == []


@pytest.mark.parametrize(
    ("tagname", "before", "after", "code"),
    [
        ("VITD", 2.5, 100, "iu"),
        ("ENERC_KCAL", 143, 598.3, "kj"),
        ("NA", 142, 355, "salt"),
        ("ZN", 1.29, 1290, "unit_slip"),
        ("ZN", 1290, 1.29, "unit_slip"),
        ("ZN", 1.29, 12.9, "point_slip"),
        ("ZN", 1.29, 0.0129, "point_slip"),
    ],
)
def test_exactly_so_many_times_what_it_was(tagname, before, after, code):
    (only,) = told(value(tagname, after, before))
    assert only[:2] == ("warning", code)


@pytest.mark.parametrize(("before", "after"), [(1.29, 1.4), (0, 10), (10, 0), (None, 10), (10, None), (10, 99)])
def test_another_value_is_just_another_value(before, after):
    assert told(value("VITD", after, before)) == []


@pytest.fixture
def _many_eggs():
    for number in range(ENOUGH):
        food(6000 + number, VITD=2 + number / 100, ZN=0 if number % 2 else 1.0, NA=100 + number)


@pytest.mark.usefixtures("_many_eggs")
def test_a_value_far_from_its_category():
    """Median of 20 from 2 to 2.19: 2.095."""
    (only,) = told(value("VITD", 50))
    assert only == (
        "warning",
        "far_above",
        "VITD",
        "50 mcg is 24 times the median of Eggs (2.095, from 20 foods), and far above all of them; check the unit and"
        " the decimal point.",
    )
    assert codes(value("VITD", 0.1)) == [("warning", "far_below", "VITD")]
    assert codes(value("VITD", 0)) == []
    assert codes(value("VITD", 15)) == []
    assert codes(value("VITD", 50, derivation="estimated", **{"low per 100 g": "40"})) == []


@pytest.mark.usefixtures("_many_eggs")
def test_vitamin_d_typed_in_iu():
    (only,) = told(value("VITD", 84))
    assert only[1] == "iu"
    assert "about 40 times the median of Eggs" in only[3]
    assert "did you type IU?" in only[3]


@pytest.mark.usefixtures("_many_eggs")
def test_micrograms_where_milligrams_belong():
    (only,) = told(value("NA", 98_000))
    assert only[1] == "far_above"
    assert "as mg is to mcg?" in only[3]


@pytest.mark.usefixtures("_many_eggs")
def test_of_a_category_that_says_little_nothing_is_far():
    food("7000", "Milk")
    assert told(value("VITD", 84, fdc_id="7000")) == []
    assert told(value("ZN", 50)) == []  # half the eggs have none: the median is no measure
    Food.objects.create(fdc_id=7001, name="Egg", description="d", data_type="t", category="Eggs", source="s")
    assert told(value("VITD", 2.1, fdc_id="7001")) == []


@pytest.mark.usefixtures("_many_eggs")
def test_a_food_is_not_measured_by_itself():
    """The value far above was there before: it does not make itself usual."""
    food("7002", VITD=60)
    assert codes(value("VITD", 50, before=60, fdc_id="7002")) == [("warning", "far_above", "VITD")]


@pytest.mark.parametrize(("before", "after"), [(0.17, 40), (40, 0.17), (1.29, 14)])
def test_ten_times_or_a_tenth_of_what_is_in_force(before, after):
    (only,) = told(value("ZN", after, before))
    assert only[:2] == ("warning", "leap")
    assert f"Was {before} mg, now {after}" in only[3]


@pytest.fixture
def _thousand_foods(monkeypatch):
    """Forty foods stand for a thousand: 39 amounts from 1 to 1.38, and one of 20."""
    monkeypatch.setattr(unusual, "ENOUGH_FOODS", 40)
    for number in range(39):
        food(6000 + number, category=f"Category {number}", ZN=1 + number / 100)
    food(6100, category="Oysters", ZN=20)


@pytest.mark.usefixtures("_thousand_foods")
def test_where_the_category_says_nothing_all_foods_do():
    """Of 40 values in order the one at place 0.999 x 39, the 39th: 1.38."""
    (only,) = told(value("ZN", 40))
    assert only[:2] == ("warning", "beyond_almost_all")
    assert "40 mg is more than nearly all foods hold: of 40, one in a thousand has above 1.38" in only[3]
    assert told(value("ZN", 1.38)) == []
    assert told(value("ZN", 40, derivation="estimated", **{"high per 100 g": "50"})) == []
    assert told(value("VITD", 40)) == []  # nobody else says anything of it


def test_an_amount_that_keeps_its_source_is_asked_about_once_for_each_source():
    kept = [value("ZN", 1.5, 1.3, source_before="Laboratory"), value("NA", 20, 25, source_before="Laboratory")]
    (only,) = told(*kept)
    assert only[:3] == ("warning", "same_source", "ZN")
    assert only[3].startswith("2 amounts change while their source stays “Laboratory”;")
    other = value("FOL", 2, 3, source="Kitchen", source_before="Kitchen")
    assert [said[:2] for said in told(*kept, other)] == [("warning", "same_source")] * 2


def test_only_an_amount_that_changed_is_asked_for_its_source():
    same = {"source_before": "Laboratory"}
    assert told(value("ZN", 1.5, 1.5, **same)) == []  # its source alone, say
    assert told(value("ZN", None, 1.5, **same)) == []  # unknown again
    assert told(value("ZN", 1.5, **same)) == []  # new
    assert told(value("ZN", 1.5, 1.3)) == []


def test_a_portion_of_a_weight_that_its_measure_never_has():
    for number in range(ENOUGH):
        Portion.objects.create(food=food(6000 + number), description="1 cup, sliced", grams=150 + number)
    (only,) = told(row("portions", (FOOD, "1 cup"), position="1", **{"weight [g]": "2400"}))
    assert only[:2] == ("warning", "portion")
    assert "“1 cup” weighs in other foods (median 159.5 g, from 20 portions)" in only[3]
    assert told(row("portions", (FOOD, "1 cup"), position="1", **{"weight [g]": "240"})) == []
    assert told(row("portions", (FOOD, "1 pot"), position="1", **{"weight [g]": "2400"})) == []


def test_an_estimate_without_a_low_and_a_high():
    assert codes(value("ZN", 1, derivation="estimated")) == [("warning", "no_band", "ZN")]
    assert codes(value("ZN", 1, derivation="estimated", **{"high per 100 g": "2"})) == []


def test_the_limits_of_a_value_are_errors():
    assert codes(value("ZN", 1, derivation="estimated", **{"low per 100 g": "2"})) == [("error", "row", "ZN")]
    assert codes(value("ZN", 1, **{"low per 100 g": "0.5"})) == [("error", "row", "ZN")]
    assert codes(value("PROCNT", 101))[0] == ("error", "row", "PROCNT")
    assert codes(value("ENERC_KCAL", 950)) == [("error", "row", "ENERC_KCAL")]
    assert codes(value("ZN", -1)) == [("error", "cell", "ZN")]
    assert codes(value("ZN", "NaN")) == [("error", "cell", "ZN")]


def test_a_unit_that_is_not_the_nutrients():
    (only,) = told(value("ZN", 1, unit="mcg"))
    assert only == ("error", "unit", "ZN", "mcg is not the unit of ZN: convert the numbers and write mg.")
    assert told(value("ZN", 1, unit="mg")) == []


def test_a_row_may_name_only_what_is_there_or_comes_along():
    assert [code for _, code, *_ in told(value("XX", 1))] == ["cell"]
    assert [code for _, code, *_ in told(value("ZN", 1, fdc_id="1"))] == ["cell"]
    new_food = row(
        "foods", ("1",), name="N", description="d", data_type="t", category="c", common="no", makeup_known="yes",
        supplement="no", source="s",
    )  # fmt: skip
    assert told(new_food, value("ZN", 1, fdc_id="1")) == []


def reference(**numbers):
    cells = {"sex": "male", "age_min [y]": "19", "source": "s"} | numbers
    return row("reference_intakes", ("DRI", "ZN", "day", "men"), **cells)


def test_a_reference_intake_in_the_wrong_order():
    assert codes(reference(EAR="12", RDA="11")) == [("error", "row", "men")]
    assert codes(reference(RDA="50", UL="40", ul_tagname="ZN")) == [("error", "row", "men")]
    assert told(reference(EAR="9", RDA="11", UL="40", ul_tagname="ZN")) == []
    assert told(reference(RDA="11")) == []


def test_a_source_group_without_foods():
    group = row("food_groups", ("kale",), name="Kale", is_plant="yes", survives_cooking="yes", source="s",
                **{"serving [g]": "20"})  # fmt: skip
    source = row("nutrient_sources", ("ZN", "kale"), origin="article", evidence_grade="B", citation="c")
    share = row("group_shares", (FOOD, "kale"), share="1", basis="whole food")
    assert codes(group, source) == [("warning", "group_without_foods", "kale")]
    assert codes(group, source, share) == []


def test_the_last_food_of_a_source_group_goes():
    oats = FoodGroup.objects.create(key="oats", name="Oats", serving_grams=40, source="s")
    GroupShare.objects.create(food=Food.objects.get(fdc_id=FOOD), group=oats, share=1, basis="b")
    going = RowDifference("group_shares", (FOOD, "oats"), "", {"share": "1", "basis": "b"}, None)
    assert codes(going) == []
    oats.feeds.create(nutrient_id="ZN", origin="article", evidence_grade="B", citation="c")
    assert codes(going) == [("warning", "group_without_foods", "oats")]


def test_settings_keep_their_order_and_their_rows():
    for key, number in (("likely_line", 0.5), ("bmr_cv", 0.085)):
        RuleSetting.objects.create(key=key, value=number, meaning="m", reason="r")
    gone = RowDifference("rule_settings", ("bmr_cv",), "", {"value": "0.085"}, None)
    assert codes(gone) == [("error", "needed", "bmr_cv")]
    assert codes(row("rule_settings", ("bmr_cv",), value="-1", meaning="m", reason="r")) == [("error", "row", "bmr_cv")]


def test_two_nutrients_of_one_name():
    twin = row("nutrients", ("ZZ",), name="ZN", unit="mg", kind="other", assessment="amount", decimals="0",
               position="99", in_article="no")  # fmt: skip
    assert codes(twin) == [("error", "repeated", "ZZ")]


def test_a_row_that_goes_is_not_read():
    assert told(value("ZN", None, before="many")) == []


def test_every_limit_says_its_source():
    assert {limit.check for limit in limits()} == {
        "weighs", "energy", "energy_seldom", "part", "together", "iu", "kj", "salt",
    }  # fmt: skip
