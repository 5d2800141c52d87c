"""Labels as they are printed, in four languages; and what of them nobody can read with certainty."""

import pytest

from nutrients.tables.labels import Why, read_label
from nutrients.tables.labels.numbers import number_of

UNITS = {
    "ENERC_KCAL": "kcal", "FAT": "g", "FASAT": "g", "CHOCDF": "g", "SUGAR": "g", "FIBTG": "g", "PROCNT": "g",
    "NA": "mg", "CA": "mg", "FE": "mg", "SE": "mcg", "VITD": "mcg", "VITB12": "mcg", "RIBF": "mg", "NIA": "mg",
    "VITA_RAE": "mcg", "FOL": "mcg",
}  # fmt: skip

ENGLISH = """Nutrition declaration per 100 g: Energy 250 kJ / 59 kcal, Fat 3.2 g of which saturates 0.3 g,
Carbohydrate 6.5 g of which sugars 3.3 g, Fibre 0.8 g, Protein 1.0 g, Salt 0.10 g,
Vitamin D 0.75 ug (15 % NRV), Calcium 120 mg (15%*)"""
GERMAN = """Durchschnittliche Nährwerte   je 100 ml   pro Portion (250 ml)   %*
Energie\t 190 kJ / 46 kcal\t 475 kJ / 115 kcal\t 6 %
Fett 1,5 g 3,8 g 5 %
davon gesättigte Fettsäuren 0,2 g 0,5 g 3 %
Kohlenhydrate 6,7 g 17 g 7 %
davon Zucker 4,0 g 10 g 11 %
Ballaststoffe 0,8 g 2,0 g
Eiweiß 1,0 g 2,5 g 5 %
Salz 0,10 g 0,25 g 4 %
Vitamin D 1,1 µg (22 %**) 2,8 µg (55 %**)
Riboflavin (B2) 0,21 mg 0,53 mg
* Referenzmenge für einen durchschnittlichen Erwachsenen (8400 kJ/2000 kcal)
** NRV"""
FRENCH = """Déclaration nutritionnelle pour 100 g
Énergie 1 046 kJ
250 kcal
Matières grasses 10 g dont acides gras saturés 1,5 g
Glucides 30 g dont sucres 12 g
Fibres alimentaires 4,2 g
Protéines 8,1 g
Sel 1,25 g
Fer 2,1 mg"""
SPANISH = """Información nutricional por 100 g
Valor energético: 1.046 kJ/250 kcal
Grasas (g): 10
de las cuales saturadas (g): 1,5
Hidratos de carbono 30 g de los cuales azúcares 2 g
Fibra alimentaria 5 g Proteínas 8 g Sal 0,5 g
Vitamina A 800 µg ER Ácido fólico 30 µg Niacina 2,4 mg NE"""


def read(text, basis=""):
    label = read_label(text, UNITS, basis)
    return label.amounts, [(one.text, one.why) for one in label.unread]


@pytest.mark.parametrize(
    ("text", "basis", "amounts"),
    [
        (
            ENGLISH, "g",
            # sodium is salt / 2.5; carbohydrate is 6.5 g and the fibre
            {"ENERC_KCAL": 59, "FAT": 3.2, "FASAT": 0.3, "CHOCDF": 7.3, "SUGAR": 3.3, "FIBTG": 0.8, "PROCNT": 1,
             "NA": 40, "VITD": 0.75, "CA": 120},
        ),
        (
            GERMAN, "ml",
            {"ENERC_KCAL": 46, "FAT": 1.5, "FASAT": 0.2, "CHOCDF": 7.5, "SUGAR": 4, "FIBTG": 0.8, "PROCNT": 1,
             "NA": 40, "VITD": 1.1, "RIBF": 0.21},
        ),
        (
            FRENCH, "g",
            {"ENERC_KCAL": 250, "FAT": 10, "FASAT": 1.5, "CHOCDF": 34.2, "SUGAR": 12, "FIBTG": 4.2, "PROCNT": 8.1,
             "NA": 500, "FE": 2.1},
        ),
        (
            SPANISH, "g",
            {"ENERC_KCAL": 250, "FAT": 10, "FASAT": 1.5, "CHOCDF": 35, "SUGAR": 2, "FIBTG": 5, "PROCNT": 8,
             "NA": 200, "VITA_RAE": 800, "FOL": 30, "NIA": 2.4},
        ),
    ],
)  # fmt: skip
def test_a_label_of_each_language(text, basis, amounts):
    label = read_label(text, UNITS)
    assert label.basis == basis
    assert label.amounts == amounts
    assert label.unread == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Coenzyme Q10 3 mg", Why.UNKNOWN),
        ("Contains 4 servings", Why.UNKNOWN),
        ("Iron pyrophosphate 3 mg", Why.UNKNOWN),
        ("Polyols 3 g", Why.NOT_KEPT),
        ("Iron", Why.NO_AMOUNT),
        ("Iron < 0.5 mg", Why.LESS_THAN),
        ("Iron weniger als 0,5 mg", Why.LESS_THAN),
        ("Selenium traces", Why.LESS_THAN),
        ("Calcium 1,200 mg", Why.TWO_NUMBERS),
        ("Vitamin D 200 IU", Why.UNIT),
        ("Iron 2 mg 3 mg", Why.COLUMNS),
        ("Carbohydrate 30 g", Why.NO_FIBRE),
    ],
)
def test_what_cannot_be_read_is_told_with_why(line, why):
    amounts, unread = read(f"per 100 g\nProtein 3 g\n{line}\nFat 1 g")
    assert unread == [(line, why)]
    assert amounts == {"PROCNT": 3, "FAT": 1}


def test_a_portion_is_never_taken_for_100_g():
    label = read_label("Per serving (30 g): Energy 100 kcal, Fat 2 g", UNITS)
    assert (label.amounts, label.basis, label.is_of_a_portion) == ({}, "", True)
    assert read_label("Per serving (30 g): Fat 2 g", UNITS, "g").amounts == {}
    amounts, unread = read("Per 100 g\nFat 10 g\nPer portion (30 g)\nFat 3 g")
    assert amounts == {"FAT": 10}
    assert unread == [("Fat 3 g", Why.PORTION)]


def test_the_column_per_100_is_found_wherever_it_stands():
    assert read("Per portion (30 g)   per 100 g\nFat 3 g 10 g\nIron 1 mg 3.3 mg")[0] == {"FAT": 10, "FE": 3.3}
    assert read("Typical values\t100 g\t30 g\nEnergy (kJ)\t1046\t314\nEnergy (kcal)\t250\t75")[0] == {"ENERC_KCAL": 250}


def test_a_text_that_says_no_basis_is_asked_for_it():
    assert read_label("Fat 2 g", UNITS).basis == ""
    assert read("Fat 2 g")[0] == {}
    assert read("Fat 2 g", basis="g")[0] == {"FAT": 2}


def test_energy_in_kj_alone_is_converted():
    assert read("per 100 g energy 418.4 kJ")[0] == {"ENERC_KCAL": 100}


def test_said_twice_with_other_amounts_is_told():
    amounts, unread = read("per 100 g Iron 2 mg Fat 1 g Iron 3 mg")
    assert amounts == {"FE": 2, "FAT": 1}
    assert unread == [("Iron 3 mg", Why.TWICE)]
    assert read("per 100 g Sodium 0.04 g Salt 0.1 g") == ({"NA": 40}, [])


def test_a_name_that_is_part_of_another_is_not_found_in_it():
    assert read("per 100 g: Vitamin B12 0.38 µg")[0] == {"VITB12": 0.38}
    assert read("per 100 g: gesättigte Fettsäuren 2 g")[0] == {"FASAT": 2}


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("0,5", "g", 0.5), (".5", "g", 0.5), ("0.125", "mg", 0.125), ("1.046", "kj", 1046), ("1 046", "kj", 1046),
        ("1.046,5", "kj", 1046.5), ("1,046.5", "kj", 1046.5), ("1,200", "mg", None), ("12", "g", 12),
    ],
)  # fmt: skip
def test_numbers(text, unit, number):
    assert number_of(text, unit) == number
