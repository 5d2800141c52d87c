"""Whether the amounts of a food can be true together. Bounds are wide: they find slips of the pen, not rounding."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nutrients.label import MOST_MACRONUTRIENTS, SALT_PER_SODIUM, macronutrients_in
from nutrients.tables.checks import amount_problem
from nutrients.tables.imports.food import Amount, ImportedFood
from nutrients.tables.imports.report import Report

KCAL_PER_GRAM = {"PROCNT": 4.0, "CHOCDF": 4.0, "FAT": 9.0, "ALC": 7.0}  # Atwater's general factors
# Specific factors, fibre and polyols give less energy than the general ones, rounding a little more or less.
LEAST_ENERGY, MOST_ENERGY, ENERGY_ROUNDING = 0.7, 1.15, 20.0  # shares; [kcal]
SALT_OFF, SALT_ROUNDING = 0.1, 0.02  # share; [g]

ENERGY_DOUBT = "energy does not fit protein, carbohydrate, fat and alcohol"


def checked(food: ImportedFood, units: Mapping[str, str], report: Report) -> ImportedFood | None:
    """The food without amounts that cannot be, and with those marked that do not fit; None when it is kept out."""
    amounts = dict(physical(food, units, report))
    total = macronutrients_in({tagname: amount.value for tagname, amount in amounts.items()})
    if total > MOST_MACRONUTRIENTS:
        report.skip("macronutrients add up to more than 105 g", f"{food.fdc_id} {food.name}: {total:.1f} g in 100 g")
        return None
    if problem := energy_problem({tagname: amount.value for tagname, amount in amounts.items()}):
        report.mark(ENERGY_DOUBT, f"{food.fdc_id} {food.name}: {problem}")
        amounts["ENERC_KCAL"] = replace(amounts["ENERC_KCAL"], doubt=ENERGY_DOUBT)
    return replace(food, amounts=amounts)


def physical(food: ImportedFood, units: Mapping[str, str], report: Report) -> Iterator[tuple[str, Amount]]:
    for tagname, amount in food.amounts.items():
        if problem := amount_problem(amount.value, units[tagname]):
            report.leave_out(tagname, "more than can be in 100 g", f"{food.fdc_id} {food.name}: {tagname} {problem}")
        else:
            yield tagname, amount


def energy_problem(values: Mapping[str, float]) -> str:
    """What is odd about the energy, or nothing; also nothing where energy or a macronutrient is unknown."""
    if not {"ENERC_KCAL", "PROCNT", "FAT", "CHOCDF"} <= values.keys():
        return ""
    energy = values["ENERC_KCAL"]
    most = sum(factor * values.get(tagname, 0) for tagname, factor in KCAL_PER_GRAM.items())
    least = most - KCAL_PER_GRAM["CHOCDF"] * min(values.get("FIBTG", 0), values["CHOCDF"])
    if LEAST_ENERGY * least - ENERGY_ROUNDING <= energy <= MOST_ENERGY * most + ENERGY_ROUNDING:
        return ""
    return f"{energy:g} kcal where 4-4-9-7 gives {least:.0f} to {most:.0f}"


def salt_problem(salt: float | None, sodium: float | None) -> str:
    """Salt and sodium [g] of one label: what is odd about them, or nothing; also nothing where one is unknown."""
    if salt is None or sodium is None:
        return ""
    expected = SALT_PER_SODIUM * sodium
    if abs(salt - expected) <= SALT_OFF * expected + SALT_ROUNDING:
        return ""
    return f"{salt:g} g salt beside {sodium:g} g sodium, which is {expected:.2f} g salt"
