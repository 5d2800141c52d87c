"""FoodData Central's CSV downloads, read row by row from the zips as published or from unpacked folders."""

from collections.abc import Iterator
from pathlib import Path

from nutrients.tables.download import Opener, opener_of_file, openers_of, rows_of

SURVEY = "survey_fndds_food.csv"
SR_LEGACY = "sr_legacy_food.csv"


class Release:
    """One download: its CSV files by name."""

    def __init__(self, name: str, openers: dict[str, Opener]) -> None:
        self.name = name
        self._openers = openers

    def __contains__(self, file: str) -> bool:
        return file in self._openers

    def rows(self, file: str, *columns: str) -> Iterator[tuple[str, ...]]:
        """The named columns (two or more) of every row. Raises ValueError when the file or a column is not there."""
        for _, row in self.numbered_rows(file, *columns):
            yield row

    def numbered_rows(self, file: str, *columns: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The same with the line each row ends on."""
        if file not in self:
            raise ValueError(f"{self.name} holds no {file}; take the CSV download as published.")
        yield from rows_of(self._openers[file], f"{self.name}: {file}", columns)

    def lookup(self, file: str, key: str, value: str) -> dict[str, str]:
        """Two columns of a small file, one by the other."""
        return {row[0]: row[1] for row in self.rows(file, key, value)}


def releases_in(folder: Path) -> list[Release]:
    """Every download in the folder: zips, unpacked folders at any depth, and the folder itself."""
    places = sorted(path for path in folder.rglob("*") if path.suffix == ".zip" or path.is_dir())
    return [of_zip(path) if path.is_file() else of_folder(path) for path in (folder, *places)]


def find_release(folder: Path, marker: str) -> Release:
    """The one download that holds the marker file. Raises ValueError when there is none, or more than one."""
    found = [release for release in releases_in(folder) if marker in release]
    if not found:
        raise ValueError(f"No download in {folder} holds {marker}; put the CSV zip of FoodData Central there.")
    if len(found) > 1:
        names = ", ".join(release.name for release in found)
        raise ValueError(f"More than one download in {folder} holds {marker}: {names}; leave one there.")
    return found[0]


def of_folder(folder: Path) -> Release:
    return Release(folder.name, {path.name: opener_of_file(path) for path in sorted(folder.glob("*.csv"))})


def of_zip(path: Path) -> Release:
    return Release(path.name, openers_of(path))


def nutrient_numbers(release: Release) -> dict[str, str]:
    """nutrient_id as the release writes it -> nutrient number. Survey releases write the number itself as the id."""
    by_id = release.lookup("nutrient.csv", "id", "nutrient_nbr")
    return {number: number for number in by_id.values()} | by_id
