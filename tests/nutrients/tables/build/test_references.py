"""Published reference tables -> rows in our units, for the right people."""

import pytest

from nutrients.tables.build.curated import rewording
from nutrients.tables.build.efsa import efsa_rows
from nutrients.tables.build.life_stages import efsa_stage, iron_stage
from nutrients.tables.build.references import PublishedNames, dri_rows, percentile_rows, printed, prior_rows

from .conftest import FIXTURES

UNITS = {"CU": "mg", "ZN": "mg", "NIA": "mg", "PROCNT": "g", "VITA_RAE": "mcg", "VITD": "mcg", "CA": "mg", "FE": "mg"}
NAMES = PublishedNames(FIXTURES / "curated" / "published_names.csv", UNITS)
REWORD = rewording(FIXTURES / "curated" / "wording.csv")
DRI = (
    "nutrient,unit,life_stage,sex,age_min_y,age_max_y,ear,rda,ai,ul,ul_note,cdrr,"
    "requirement_cv_pct,requirement_cv_basis,source,note"
)
EFSA = "nutrient,unit,group,ar,pri,ai,ul,ul_type,ul_note,verification,note"


def row(header, **cells):
    return dict.fromkeys(header.split(","), "") | cells


def dri(**cells):
    stage = {"life_stage": "female 31-50", "sex": "female", "age_min_y": "31", "age_max_y": "51", "source": "IOM 2001"}
    (only,) = dri_rows([row(DRI, **(stage | cells))], NAMES, REWORD)
    return only


def efsa(*tables):
    return list(efsa_rows([row(EFSA, **cells) for cells in tables], NAMES, REWORD))


def test_copper_is_brought_from_micrograms_to_milligrams():
    copper = dri(nutrient="copper", unit="ug", ear="700", rda="900", ul="10000", requirement_cv_pct="15")
    assert (copper["EAR"], copper["RDA"], copper["UL"], copper["unit"]) == (0.7, 0.9, 10, "mg")
    assert (copper["requirement_cv"], copper["ul_tagname"]) == (0.15, "CU")


def test_the_upper_level_of_vitamin_a_is_compared_with_retinol():
    assert dri(nutrient="vitamin_a", unit="ug RAE", rda="700", ul="3000")["ul_tagname"] == "RETOL"


def test_no_upper_level_no_nutrient_to_compare_with():
    assert dri(nutrient="zinc", unit="mg", ear="6.8")["ul_tagname"] == ""


def test_women_of_childbearing_age_are_neither_pregnant_nor_lactating_unless_the_row_says_so():
    assert dri(nutrient="zinc", unit="mg")["physiology"] == "none"
    pregnant = dri(nutrient="zinc", unit="mg", life_stage="pregnancy 31-50")
    assert (pregnant["physiology"], pregnant["sex"]) == ("pregnant", "female")
    child = dri(nutrient="zinc", unit="mg", life_stage="children 4-8", sex="both", age_min_y="4", age_max_y="9")
    assert (child["physiology"], child["sex"]) == ("", "")


def test_what_goes_beyond_the_basis_of_the_spread_is_a_note():
    basis = "implied by RDA=EAR+2SD at 1-70 y (IOM 2011 gives no CV); the higher RDA at 71+ reflects uncertainty"
    vitamin_d = dri(nutrient="vitamin_d", unit="ug", requirement_cv_basis=basis, note="1 ug = 40 IU.")
    assert vitamin_d["requirement_cv_basis"] == "implied by RDA=EAR+2SD at 1-70 y (IOM 2011 gives no CV)"
    assert vitamin_d["note"] == "1 mcg = 40 IU. The higher RDA at 71+ reflects uncertainty."


def test_a_name_nobody_decided_about_is_refused():
    with pytest.raises(ValueError, match=r"copper in stone is not in published_names\.csv"):
        dri(nutrient="copper", unit="stone")


def test_efsa_spread_is_half_of_pri_minus_ar():
    """Vitamin A, men: (750 / 570 - 1) / 2 = 0.1579."""
    (men,) = efsa({"nutrient": "vitamin_a", "unit": "ug RE", "group": "male 18+", "ar": "570", "pri": "750"})
    assert (men["EAR"], men["RDA"], men["requirement_cv"]) == (570, 750, 0.1579)


def test_efsa_zinc_is_taken_at_600_mg_phytate_and_pregnancy_adds_to_it():
    """7.6 + 1.3 = 8.9 and 9.3 + 1.6 = 10.9."""
    zinc = {"nutrient": "zinc", "unit": "mg"}
    women, pregnant = efsa(
        zinc | {"group": "female 18+, phytate 300 mg/d", "ar": "6.2", "pri": "7.5"},
        zinc | {"group": "female 18+, phytate 600 mg/d", "ar": "7.6", "pri": "9.3"},
        zinc | {"group": "pregnancy (add to female value)", "ar": "1.3", "pri": "1.6"},
    )
    assert (women["life_stage"], women["EAR"]) == ("female 18+", 7.6)
    assert (pregnant["life_stage"], pregnant["EAR"], pregnant["RDA"]) == ("pregnancy", 8.9, 10.9)


def test_efsa_niacin_goes_by_energy_and_carries_no_daily_upper_level():
    (niacin,) = efsa(
        {"nutrient": "niacin", "unit": "mg NE/MJ", "group": "male 18+", "ar": "1.3", "pri": "1.6", "ul": "10"}
    )
    assert (niacin["basis"], niacin["EAR"], niacin["UL"]) == ("MJ", 1.3, None)


def test_efsa_protein_per_kg_is_not_for_pregnancy_and_its_additions_are_left_out():
    protein = {"nutrient": "protein_per_kg", "unit": "g/kg", "group": "female 18+", "ar": "0.66", "pri": "0.83"}
    added = {"nutrient": "protein", "unit": "g", "group": "pregnancy 3rd trimester (add g/d)", "ar": "23"}
    (only,) = efsa(protein, added)
    assert (only["basis"], only["physiology"]) == ("kg", "none")


def test_an_upper_level_not_meant_for_pregnancy_is_not_given_there():
    copper = {"nutrient": "copper", "unit": "mg", "ai": "1.5", "ul": "5", "ul_note": "not for pregnancy/lactation"}
    pregnant, women = efsa(copper | {"group": "pregnancy"}, copper | {"group": "female 18+"})
    assert (pregnant["UL"], women["UL"]) == (None, 5)


@pytest.mark.parametrize(
    ("group", "sex", "age_min", "age_max", "physiology", "menstruating"),
    [
        ("male 18-24", "male", 18, 25, "", ""),
        ("pregnancy 25+", "female", 25, None, "pregnant", ""),
        ("female premenopausal", "female", 18, None, "none", "yes"),
        ("female postmenopausal", "female", 18, None, "none", "no"),
        ("adult", "", 18, None, "", ""),
    ],
)
def test_efsa_groups(group, sex, age_min, age_max, physiology, menstruating):
    stage = efsa_stage(group)
    assert (stage.sex, stage.age_min, stage.age_max) == (sex, age_min, age_max)
    assert (stage.physiology, stage.menstruating) == (physiology, menstruating)


def test_iron_goes_by_periods_not_by_age():
    older, contraceptive = iron_stage("women 51+, postmenopausal")
    assert (older.menstruating, older.age_min, older.age_max, contraceptive) == ("no", 19, None, "")
    user, contraceptive = iron_stage("menstruating women 19-50, oral contraceptive users")
    assert (user.menstruating, user.age_max, contraceptive) == ("yes", None, "yes")


def test_a_percentile_says_how_sure_its_transcription_is():
    line = {
        "group": "men 19+",
        "percentile": "50",
        "requirement_mg_per_d": "6",
        "verification": "from memory of IOM 2001",
    }
    (only,) = percentile_rows([line], REWORD)
    assert (only["requirement"], only["source"]) == ("6", "IOM 2001, not re-read in print")
    assert (
        printed(REWORD("verified: IOM 2001 Table 14-1 (NAP 10026 p.571) seen"))
        == "IOM 2001 Table 14-1 (NAP 10026 p.571)"
    )


def test_priors_use_the_fitted_values_and_serve_pregnancy_too():
    cells = {"nutrient": "zinc", "unit": "mg", "life_stage": "female 71+", "n": "1000", "mean": "9", "sd_between": "2"}
    (only,) = prior_rows([cells | {"sd_within": "3", "mean_raw": "99", "sd_between_raw": "99"}], NAMES)
    assert (only["mean"], only["sd_between"], only["sd_within"], only["people"]) == (9, 2, 3, "1000")
    assert (only["sex"], only["age_min [y]"], only["age_max [y]"], only["physiology"]) == ("female", 71, None, "")
