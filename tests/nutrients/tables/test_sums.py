"""What is told to add up: only where all of it is known, and nothing is wrong with it."""

from nutrients.tables.sanity import sums

NAMES = {"PROCNT": "Protein", "FAT": "Fat", "CHOCDF": "Carbohydrate", "ENERC_KCAL": "Energy", "NA": "Sodium"}


def told(**known):
    return list(sums(known, NAMES))


def test_parts_energy_and_salt():
    """1 x 4 + 1.5 x 9 + 7.5 x 4 = 47.5 kcal; 40 mg x 2.5 = 100 mg."""
    assert told(PROCNT=1, FAT=1.5, CHOCDF=7.5, ENERC_KCAL=46, NA=40) == [
        "Protein + Fat + Carbohydrate come to 10 g of 100 g.",
        "Energy by what gives it: 47.5 kcal; stated: 46 kcal.",
        "Sodium 40 mg is 0.1 g of salt.",
    ]


def test_nothing_adds_up_where_a_part_is_unknown():
    assert told(PROCNT=1, FAT=1.5, ENERC_KCAL=46) == []
    assert told() == []


def test_what_the_checks_warn_of_is_not_told_as_right():
    assert told(PROCNT=40, FAT=40, CHOCDF=40, ENERC_KCAL=900) == []
