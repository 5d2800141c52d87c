"""A nutrition label -> amounts in 100 g, in the units of the tables. Pure: plain numbers in, plain numbers out.

What a label means differs from what the tables mean in three lines: energy may be in kJ, salt stands for sodium, and
carbohydrate leaves out the fibre in some countries. A line left blank is unknown and stays unknown.
"""

from collections.abc import Iterator, Mapping

ENERGY, PROTEIN, SODIUM = "ENERC_KCAL", "PROCNT", "NA"
FAT, SATURATED, CARBOHYDRATE, SUGARS, FIBRE = "FAT", "FASAT", "CHOCDF", "SUGAR", "FIBTG"
# The lines every label has, in the order in which Regulation (EU) 1169/2011, Annex XV, gives them.
LINES = (ENERGY, FAT, SATURATED, CARBOHYDRATE, SUGARS, FIBRE, PROTEIN, SODIUM)
MACRONUTRIENTS = (PROTEIN, FAT, CARBOHYDRATE, "WATER", "ALC")  # none of them is part of another
PARTS = {SATURATED: FAT, SUGARS: CARBOHYDRATE, FIBRE: CARBOHYDRATE}  # "of which"

KJ_PER_KCAL = 4.184  # thermochemical calorie, as FAO (2003), Food energy, chapter 3
SALT_PER_SODIUM = 2.5  # what a label means by salt: Regulation (EU) 1169/2011, Annex I, 11
MG_PER_G = 1000
MOST_MACRONUTRIENTS = 105.0  # [g in 100 g]: 100 g and the rounding of a label
ROUNDING = 0.5  # [g]: a part may be printed that much above its whole


def per_100_g(amount: float, basis: float) -> float:
    """What 100 g hold, where `basis` [g] hold the amount. At ten digits: 3.3 in 30 g is 11, not 10.999999999999998."""
    return float(f"{amount * 100 / basis:.10g}")


def kcal_of(kj: float) -> float:
    """[kJ] -> [kcal]"""
    return kj / KJ_PER_KCAL


def sodium_of(salt: float) -> float:
    """Salt as labels state it [g] -> sodium [mg]."""
    return salt / SALT_PER_SODIUM * MG_PER_G


def salt_of(sodium: float) -> float:
    """Sodium [mg] -> salt as labels state it [g]."""
    return sodium * SALT_PER_SODIUM / MG_PER_G


def carbohydrate_of(printed: float | None, fibre: float | None) -> float | None:
    """Carbohydrate with its fibre [g], from a label that counts the fibre apart; None where either is unknown."""
    return None if printed is None or fibre is None else printed + fibre


def too_large_parts(amounts: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Lines that are more than what they are part of, each with that line."""
    for part, whole in PARTS.items():
        if part in amounts and whole in amounts and amounts[part] > amounts[whole] + ROUNDING:
            yield part, whole


def macronutrients_in(amounts: Mapping[str, float]) -> float:
    """Everything that weighs [g in 100 g]; what is unknown is not in it."""
    return sum(amounts[tagname] for tagname in MACRONUTRIENTS if tagname in amounts)
