"""Numbers as labels write them: 0,5 and 0.5, 1.046 kJ and 1 046 kJ."""

MICROGRAMS = {"g": 1e6, "mg": 1e3, "mcg": 1.0, "ug": 1.0}
ENERGY = frozenset({"kj", "kcal"})
KJ_IN_A_KCAL = 4.184  # thermochemical calorie; as FoodData Central converts
DIGITS = 6  # that count: more than any label gives, fewer than a float makes up


def number_of(text: str, unit: str) -> float | None:
    """None where it may be read as two numbers: 1,200 mg is 1.2 here and 1200 there. No energy has three decimals."""
    plain = text.replace(" ", "").replace("'", "")
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return float(plain)
    whole, _, rest = plain.rpartition(marks[-1])
    if len(set(marks)) == 2:
        return float(f"{whole.replace(marks[0], '')}.{rest}")
    if len(marks) > 1:
        return float(plain.replace(marks[0], ""))
    if len(rest) == 3 and whole.strip("0"):
        return float(whole + rest) if unit in ENERGY else None
    return float(f"{whole or '0'}.{rest}")


def converted(amount: float, unit: str, wanted: str) -> float | None:
    """An amount in another unit; None where they do not measure the same."""
    if unit == "kj" and wanted == "kcal":
        return rounded(amount / KJ_IN_A_KCAL)
    if unit == wanted:
        return amount
    if unit in MICROGRAMS and wanted in MICROGRAMS:
        return rounded(amount * MICROGRAMS[unit] / MICROGRAMS[wanted])
    return None


def rounded(amount: float) -> float:
    return float(f"{amount:.{DIGITS}g}")
