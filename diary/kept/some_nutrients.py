"""A few nutrients of a kept report, without reading the rest of it."""

from collections.abc import Collection
from dataclasses import dataclass

from diary.kept.packing import body_of
from diary.kept.report import LATER, SHARED
from diary.kept.values import Json, Reader, Unreadable
from nutrients.assessment.coverage import NutrientReport
from nutrients.assessment.quality import LogQuality
from nutrients.assessment.sources import PlantVariety


@dataclass(frozen=True, slots=True)
class KeptNutrients:
    """rows: by tagname, those of the nutrients asked for that the report holds."""

    rows: dict[str, NutrientReport]
    quality: LogQuality
    plants: PlantVariety


def read_kept_nutrients(kept: Json, tagnames: Collection[str] | None = None) -> KeptNutrients:
    """The same values as read_kept() gives for them; None: of all nutrients. Raises Unreadable as it does."""
    body = body_of(kept)
    try:
        return _from_body(body, tagnames)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _from_body(body: Json, tagnames: Collection[str] | None) -> KeptNutrients:
    reader, report = Reader(SHARED, body["shared"], LATER), body["report"]
    known = [nutrient["tagname"] for nutrient in body["shared"]["Nutrient"]]
    rows = {
        known[row["nutrient"]]: reader.read(NutrientReport, row)
        for row in report["nutrients"]
        if tagnames is None or known[row["nutrient"]] in tagnames
    }
    return KeptNutrients(rows, reader.read(LogQuality, report["quality"]), reader.read(PlantVariety, report["plants"]))
