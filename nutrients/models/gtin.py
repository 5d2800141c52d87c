"""The number under a barcode (GTIN), always as 14 digits: one form for UPC-A, EAN-8, EAN-13 and ITF-14."""

import re

LENGTHS = {8, 12, 13, 14}


def gtin_of(text: str) -> str | None:
    """ "7 622210 449283" -> "07622210449283". None for anything that is not a GTIN or fails its check digit."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) not in LENGTHS or not int(digits):
        return None
    return digits.zfill(14) if check_digit_of(digits[:-1]) == digits[-1] else None


def check_digit_of(digits: str) -> str:
    """The last digit of a GTIN from the others: weights 3, 1, 3, … from the right, filled up to a multiple of 10.

    Source: GS1 General Specifications, check digit calculations.
    """
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)
