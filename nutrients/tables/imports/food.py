"""One food as a download gives it, in the project's nutrients and units."""

from dataclasses import dataclass, field, replace

from nutrients.models import Food, FoodNutrient, Portion, gtin_of
from nutrients.tables.cells import one_line
from nutrients.tables.columns import field_of

BARCODE_FOODS = 900_000_000_000_000  # plus the barcode: far above every fdc_id
SHORTEST_BARCODE = 8  # digits without leading zeros; shorter numbers are a publisher's own
GTIN_DIGITS = 14
ONE_GRAM = ("1 g", 1.0)
SMALLEST_PORTION = 0.01  # [g]
LARGEST_PORTION = 20_000.0  # [g]
Derivation = FoodNutrient.Derivation


@dataclass(frozen=True)
class Amount:
    """Amount in 100 g, in the nutrient's unit. `doubt` says why it is marked; blank = nothing against it."""

    value: float
    derivation: str = Derivation.CALCULATED.value
    doubt: str = ""


@dataclass(frozen=True)
class ImportedFood:
    """`amounts` by tagname: one that is not there is unknown. `shares`: (group key, share, basis)."""

    fdc_id: int
    name: str
    description: str
    data_type: str
    category: str
    source: str
    food_code: str = ""
    gtin: str = ""
    licence: str = ""
    usual_grams: float | None = None
    makeup_known: bool = False
    portions: tuple[tuple[str, float], ...] = ()
    amounts: dict[str, Amount] = field(default_factory=dict)
    shares: tuple[tuple[str, float, str], ...] = ()

    def tidy(self) -> "ImportedFood":
        """On one line, cut to what the tables hold; portions of a sensible weight, each once, "1 g" last."""
        portions: dict[str, float] = {}
        for description, grams in (*self.portions, ONE_GRAM):
            text = cut(description, Portion, "description")
            if text and SMALLEST_PORTION <= grams <= LARGEST_PORTION:
                portions.setdefault(text, grams)
        return replace(
            self,
            name=cut(self.name, Food, "name"),
            description=cut(self.description, Food, "description"),
            category=cut(self.category, Food, "category") or "Not given",
            portions=tuple(portions.items()),
        )


def barcode_of(code: str) -> str | None:
    """The barcode in 14 digits, or None for a publisher's own short number or a wrong check digit."""
    digits = code.strip().lstrip("0")
    return gtin_of(digits.zfill(GTIN_DIGITS)) if SHORTEST_BARCODE <= len(digits) <= GTIN_DIGITS else None


def cut(text: str, model: type[Food | Portion], field_name: str) -> str:
    """The text on one line and no longer than the field; a cut is shown."""
    longest = field_of(model, field_name).max_length or 0
    text = " ".join(one_line(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
