"""Estimates of L-glutamine: no national table lists it, so it is taken as a share of protein, with a wide band."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nutrients.tables.build.catalogue import PROTEIN, Catalogue, FdcFood
from nutrients.tables.build.curated import TableRow, read_rows
from nutrients.tables.build.groups import pattern
from nutrients.tables.build.ingredients import Part, labelled, leaves

SOURCE = "Estimate, grade D: share of protein by kind of food (Lenders 2009 and others, see SOURCES.md)"
DECIMALS = 3


@dataclass(frozen=True)
class GlutamineShare:
    """Glutamine as a share of protein [0 to 1] in one kind of food, with a plausible low and high."""

    include: re.Pattern[str]
    share: float
    low: float
    high: float

    @property
    def has_protein(self) -> bool:
        return self.high > 0


def read_shares(path: Path) -> list[GlutamineShare]:
    """Kinds of food, the first match counts."""
    return [
        GlutamineShare(
            pattern(row["include"]), *(float(row[name]) / 100 for name in ("percent_of_protein", "low", "high"))
        )
        for row in read_rows(path)
    ]


def glutamine_rows(
    catalogue: Catalogue, foods: Iterable[FdcFood], kinds: list[GlutamineShare], glu: dict[int, float]
) -> Iterator[TableRow]:
    """Rows of estimates [g per 100 g] for foods with a known protein; `glu` is their glutamic acid where known."""
    for food in foods:
        protein = catalogue.amount(food.fdc_id, PROTEIN)
        if protein is None:
            continue
        most = glu.get(food.fdc_id, protein)
        share, low, high = mixed_share(catalogue, food, protein, kinds)
        amounts = [round(min(part * protein, most), DECIMALS) for part in (low, share, high)]
        yield {
            "fdc_id": food.fdc_id,
            "tagname": "GLN",
            "unit": "g",
            "low per 100 g": amounts[0],
            "amount per 100 g": amounts[1],
            "high per 100 g": amounts[2],
            "source": SOURCE,
        }


def mixed_share(
    catalogue: Catalogue, food: FdcFood, protein: float, kinds: list[GlutamineShare]
) -> tuple[float, float, float]:
    """Share of the food's protein that is glutamine, low and high: its ingredients' shares weighed by their protein."""
    parts = [(kind_of(catalogue, part, kinds), part) for part in leaves(catalogue, food)]
    weights = [(kind, protein_in(catalogue, part, kind, protein)) for kind, part in parts]
    total = sum(weight for _, weight in weights)
    if not total:
        weights, total = [(kinds[-1], 1.0)], 1.0
    share = sum(kind.share * weight for kind, weight in weights) / total
    low = sum(kind.low * weight for kind, weight in weights) / total
    high = sum(kind.high * weight for kind, weight in weights) / total
    return share, low, high


def kind_of(catalogue: Catalogue, part: Part, kinds: list[GlutamineShare]) -> GlutamineShare:
    return next(kind for kind in kinds if kind.include.search(labelled(catalogue, part)))


def protein_in(catalogue: Catalogue, part: Part, kind: GlutamineShare, mean: float) -> float:
    """Protein of the ingredient [g in 100 g of ingredients]; where unknown, the food's own mean."""
    known = catalogue.amount(part.fdc_id, PROTEIN)
    if known is None:
        known = mean if kind.has_protein else 0.0
    return part.share * known
