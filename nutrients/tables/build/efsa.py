"""Reference intakes of adults from EFSA's tables: AR is kept as EAR, PRI as RDA."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nutrients.tables.build.curated import Reword, Row, TableRow, scaled
from nutrients.tables.build.life_stages import PublishedStage, efsa_stage
from nutrients.tables.build.references import Name, PublishedNames

SOURCE = "EFSA dietary reference values, opinions 2010 to 2024"
PHYTATE = "phytate 600 mg/d"  # of EFSA's four levels, the one nearest to mixed European diets (300 to 1400 mg a day)
PHYTATE_NOTE = "For a phytate intake of 600 mg a day; EFSA also gives 300, 900 and 1200."
ADDED = "(add to female value)"
IMPLIED = "implied by (PRI - AR)/2"
PER_DAY_ONLY = (
    "Given per MJ of energy eaten; the UL is per day and covers supplements only, so it is not repeated here."
)
NOT_PREGNANT = "not for pregnancy/lactation"
NO_PREGNANCY = "Not for pregnancy and lactation, for which EFSA adds grams a day by trimester."


def efsa_rows(table: Iterable[Row], names: PublishedNames, reword: Reword) -> Iterator[TableRow]:
    """Rows of reference_intakes. Left out: protein in pregnancy (additions by trimester), and what has no tagname."""
    rows = list(table)
    for row in rows:
        name = names.of(row)
        if not name.tagname or "(add g/d)" in row["group"]:
            continue
        kept = zinc_row(row, rows) if row["nutrient"] == "zinc" else row
        if kept:
            yield reference_row(kept, names.unit(name), name, reword)


def zinc_row(row: Row, rows: list[Row]) -> Row | None:
    """One phytate level only; pregnancy and lactation as the women's value of that level plus the addition."""
    group = row["group"]
    if "phytate" in group:
        return row | {"group": group.split(",")[0], "note": PHYTATE_NOTE} if PHYTATE in group else None
    women = next(r for r in rows if r["nutrient"] == "zinc" and r["group"] == f"female 18+, {PHYTATE}")
    sums = {column: f"{float(women[column]) + float(row[column]):.1f}" for column in ("ar", "pri")}
    note = f"{PHYTATE_NOTE} Women's value plus {row['ar']} (AR) and {row['pri']} (PRI)."
    return row | sums | {"group": group.removesuffix(ADDED).strip(), "note": note}


def reference_row(row: Row, unit: str, name: Name, reword: Reword) -> TableRow:
    ar, pri = scaled(row["ar"], name.factor), scaled(row["pri"], name.factor)
    stage = stage_of(row, name)
    has_ul = bool(row["ul"]) and name.basis == "day" and ul_is_for(row["ul_note"], stage)
    return {
        "reference_set": "EFSA",
        "tagname": name.tagname,
        "unit": unit,
        "basis": name.basis,
        **stage.cells(),
        "EAR": ar,
        "RDA": pri,
        "AI": scaled(row["ai"], name.factor),
        "UL": scaled(row["ul"], name.factor) if has_ul else None,
        "ul_tagname": name.ul_tagname if has_ul else "",
        "ul_note": reword(row["ul_note"]) if has_ul else "",
        "requirement_cv": round((pri / ar - 1) / 2, 4) if ar and pri else None,
        "requirement_cv_basis": IMPLIED if ar and pri else "",
        "source": SOURCE,
        "note": note_of(row, name, reword),
    }


def stage_of(row: Row, name: Name) -> PublishedStage:
    """Protein per kg has no rows of its own for pregnancy, and is not for it."""
    stage = efsa_stage(row["group"])
    return replace(stage, physiology="none") if name.basis == "kg" and stage.sex == "female" else stage


def ul_is_for(ul_note: str, stage: PublishedStage) -> bool:
    return NOT_PREGNANT not in ul_note or stage.physiology not in ("pregnant", "lactating")


def note_of(row: Row, name: Name, reword: Reword) -> str:
    parts = [reword(row["note"])]
    if name.basis == "MJ" and row["ul"]:
        parts.append(PER_DAY_ONLY)
    if name.basis == "kg" and row["group"].startswith("female"):
        parts.append(NO_PREGNANCY)
    return " ".join(part for part in parts if part)
