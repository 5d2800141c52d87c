from typing import Literal, NamedTuple

from nutrients.tables import csvfile
from nutrients.tables.recorded import Key


class Finding(NamedTuple):
    """Something in a row that cannot be (error) or is seldom right (warning): what, why, and what to do.

    `key` as in the changes; `column` "" where the row as a whole is meant; `code` names the check.
    """

    severity: Literal["error", "warning"]
    table: str
    key: Key
    column: str
    text: str
    code: str

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def plain(number: float) -> str:
    """A number in a sentence: four digits that count, and no exponent within reach."""
    return csvfile.as_text(float(f"{number:.4g}"))
