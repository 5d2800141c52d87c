"""Composition: nutrient numbers and ids, vitamin D in IU, borrowed amino acids, and missing stays missing."""

import pytest

from nutrients.tables.build.composition import composition_rows, derivation_of, single_ingredients

TAGNAMES = {"203": "PROCNT", "309": "ZN", "328": "VITD", "515": "GLU", "315": "MN"}
EGG, BAKE, SR_EGG, SALMON = 903, 901, 101, 105


def lines(catalogue, *fdc_ids, links=None):
    return list(composition_rows(catalogue, [catalogue.foods[fdc_id] for fdc_id in fdc_ids], links or {}, TAGNAMES))


def test_survey_values_go_by_number_and_what_they_lack_is_borrowed_from_the_linked_food(catalogue):
    """The survey egg has 12.4 g protein, the SR Legacy egg 12.56 g: within 10 %, so its glutamic acid is lent."""
    survey, analysed, without_code = sorted(lines(catalogue, EGG, links={EGG: SR_EGG}), key=len, reverse=True)
    assert survey == {
        "fdc_id": EGG, "derivation": "calculated", "source": "USDA FNDDS 2021-2023",
        "PROCNT": 12.4, "ZN": 1.24, "VITD": 2.5,
    }  # fmt: skip
    assert (analysed["derivation"], analysed["GLU"]) == ("analysed", 1.673)
    assert (without_code["derivation"], without_code["MN"]) == ("calculated", 0.028)
    assert analysed["source"] == "USDA SR Legacy 2018-04, fdc_id 101"


def test_nothing_is_borrowed_when_the_protein_differs(catalogue):
    (only,) = lines(catalogue, BAKE, links={BAKE: SR_EGG})  # 5 g against 12.56 g
    assert only["source"] == "USDA FNDDS 2021-2023"


def test_a_survey_food_that_is_one_ingredient_all_the_way_down_is_that_food(catalogue):
    """The egg is; the bake, the oiled spinach, a list that holds itself and the fortified flakes are not."""
    assert single_ingredients(catalogue) == {EGG: SR_EGG, 906: 104}


def test_vitamin_d_of_zero_beside_iu_is_taken_from_the_iu(catalogue):
    """82 IU / 40 = 2.05 mcg."""
    (line,) = [line for line in lines(catalogue, SR_EGG) if "VITD" in line]
    assert (line["VITD"], line["derivation"]) == (2.05, "calculated")


def test_a_blank_amount_stays_missing(catalogue):
    assert not any("ZN" in line for line in lines(catalogue, BAKE, SALMON))


@pytest.mark.parametrize(
    ("code", "derivation"),
    [
        ("A", "analysed"),
        ("JA", "analysed"),
        ("Z", "assumed_zero"),
        ("LC", "label"),
        ("BFSN", "calculated"),
        ("", "calculated"),
    ],
)
def test_derivation_codes(code, derivation):
    assert derivation_of(code) == derivation
