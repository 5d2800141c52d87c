"""Reference intakes, requirement percentiles and survey priors from the published tables, in the project's units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from nutrients.tables.build.curated import Reword, Row, TableRow, read_rows, scaled
from nutrients.tables.build.life_stages import dri_stage, iron_stage

PRIOR_SOURCE = "NHANES 2007-2012, two 24-hour recalls, x FNDDS 2017-2018; food only, no supplements"


@dataclass(frozen=True)
class Name:
    """What a published nutrient name and unit stand for. `tagname` is blank where the row is left out on purpose."""

    tagname: str
    basis: str
    factor: Decimal
    ul_tagname: str


class PublishedNames:
    """Published (name, unit) -> Name."""

    def __init__(self, path: Path, units: dict[str, str]) -> None:
        self._units = units
        self._names = {
            (row["name"], row["unit"]): Name(row["tagname"], row["basis"], Decimal(row["factor"]), row["ul_tagname"])
            for row in read_rows(path)
        }

    def of(self, row: Row) -> Name:
        """Raises ValueError for a name and unit that nobody has decided about."""
        key = (row["nutrient"], row["unit"])
        if key not in self._names:
            raise ValueError(f"{key[0]} in {key[1]} is not in published_names.csv; add a row for it.")
        return self._names[key]

    def unit(self, name: Name) -> str:
        return self._units[name.tagname]


def dri_rows(table: Iterable[Row], names: PublishedNames, reword: Reword) -> Iterator[TableRow]:
    """Rows of reference_intakes from the US/Canada tables."""
    for row in table:
        name = names.of(row)
        if name.tagname:
            yield {
                "reference_set": "DRI",
                "tagname": name.tagname,
                "unit": names.unit(name),
                "basis": name.basis,
                **dri_stage(row["life_stage"], row["sex"], row["age_min_y"], row["age_max_y"]).cells(),
                "EAR": scaled(row["ear"], name.factor),
                "RDA": scaled(row["rda"], name.factor),
                "AI": scaled(row["ai"], name.factor),
                "UL": scaled(row["ul"], name.factor),
                "ul_tagname": name.ul_tagname if row["ul"] else "",
                "ul_note": reword(row["ul_note"]),
                "CDRR": scaled(row["cdrr"], name.factor),
                **requirement_spread(row, reword),
                "source": row["source"],
            }


def requirement_spread(row: Row, reword: Reword) -> TableRow:
    """SD of the requirement as a share of the EAR with its basis; what goes beyond the basis is a note."""
    basis, _, rest = reword(row["requirement_cv_basis"]).partition("; the higher")
    note = ". ".join(part for part in (reword(row["note"]).rstrip("."), rest and f"The higher{rest}") if part)
    return {
        "requirement_cv": scaled(row["requirement_cv_pct"], Decimal("0.01")),
        "requirement_cv_basis": basis,
        "note": f"{note}." if note else "",
    }


def percentile_rows(table: Iterable[Row], reword: Reword) -> Iterator[TableRow]:
    """Rows of requirement_percentiles: iron, whose requirement is skewed."""
    for row in table:
        stage, contraceptive = iron_stage(row["group"])
        yield {
            "reference_set": "DRI",
            "tagname": "FE",
            "unit": "mg",
            **stage.cells(),
            "oral_contraceptive": contraceptive,
            "percentile": row["percentile"],
            "requirement": row["requirement_mg_per_d"],
            "source": printed(reword(row["verification"])),
        }


def printed(text: str) -> str:
    """ "from memory of X; Y" -> "X, not re-read in print; Y"."""
    if text.startswith("from memory of "):
        book, _, rest = text.removeprefix("from memory of ").partition("; ")
        text = "; ".join(part for part in (f"{book}, not re-read in print", rest) if part)
    return text


def prior_rows(table: Iterable[Row], names: PublishedNames) -> Iterator[TableRow]:
    """Rows of intake_priors: mean, spread between people and from day to day, as the fitted model implies them."""
    for row in table:
        name = names.of(row)
        sex, ages = (
            ("", row["life_stage"]) if row["life_stage"].startswith("children") else row["life_stage"].split(" ", 1)
        )
        age_min, age_max = age_range(ages.removeprefix("children "))
        yield {
            "tagname": name.tagname,
            "unit": names.unit(name),
            **dri_stage(row["life_stage"], sex, age_min, age_max).cells(),
            "physiology": "",  # pregnancy and lactation use the women of that age
            "mean": scaled(row["mean"], name.factor),
            "sd_between": scaled(row["sd_between"], name.factor),
            "sd_within": scaled(row["sd_within"], name.factor),
            "people": row["n"],
            "source": PRIOR_SOURCE,
        }


def age_range(ages: str) -> tuple[str, str]:
    """ "19-30" -> "19", "31" (exclusive); "71+" -> "71", "" """
    youngest, _, oldest = ages.removesuffix("+").partition("-")
    return youngest, str(int(oldest) + 1) if oldest else ""
