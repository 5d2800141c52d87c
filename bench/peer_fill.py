"""Run by bench/peer.py with the peer's own Python: its tables from its models, our foods in them. Prints which."""

import asyncio
import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from opennosh_api.models import Base, FoodReference
from opennosh_api.nutrition import NutrientProfile
from opennosh_api.settings import get_settings
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import create_async_engine

MACROS = {
    "ENERC_KCAL": "energy_kcal", "PROCNT": "protein_g", "FAT": "fat_g", "CHOCDF": "carbohydrate_g",
}  # fmt: skip
# Its search calls this; written anew from what the name says, for the package holds no migrations.
FLUSH = """
CREATE FUNCTION opennosh_flush_food_search_gin_pending_lists() RETURNS void LANGUAGE sql AS $$
  SELECT gin_clean_pending_list(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
  WHERE a.amname = 'gin' AND c.relname LIKE 'ix_food_search_snapshot_items%'
$$
"""


def foods(fixtures: Path) -> list[dict[str, object]]:
    """Our foods as it takes them: only those with energy, protein, fat and carbohydrate, and amounts it can hold."""
    portions = defaultdict(list)
    for row in rows_of(fixtures / "foods.csv"):
        portions[row["fdc_id"]] = []
    values = {row["fdc_id"]: nutrients_of(row) for row in rows_of(fixtures / "composition.csv")}
    found = []
    for row in rows_of(fixtures / "foods.csv"):
        nutrients = values.get(row["fdc_id"], {})
        if not row["fdc_id"].isdigit() or not set(MACROS.values()) <= nutrients.keys():
            continue
        profile = {"basis": "per_100g", "nutrients": nutrients}
        try:
            NutrientProfile.model_validate(profile, context={"authoritative_source": True})
        except ValueError:
            continue
        found.append({
            "fdc_id": row["fdc_id"], "description": row["name"], "food_category": row["category"],
            "nutrients_json": json.loads(json.dumps(profile)), "portions_json": [],
        })  # fmt: skip
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nutrients_of(row: dict[str, str]) -> dict[str, str]:
    """Its codes: energy_kcal, ca_mg ..."""
    found = {}
    for column, amount in row.items():
        named = re.fullmatch(r"(\w+) \[(g|mg|mcg|kcal)\]", column)
        if named and amount:
            found[MACROS.get(named[1], f"{named[1].lower()}_{named[2]}")] = amount
    return found


async def fill(fixtures: Path) -> list[str]:
    """The fdc_ids of what it took."""
    engine = create_async_engine(get_settings().database_url)
    found = foods(fixtures)
    async with engine.begin() as connection:
        for extension in ("pg_trgm", "btree_gist"):
            await connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension}"))
        await connection.run_sync(Base.metadata.create_all)
        await connection.execute(text(FLUSH))
        for start in range(0, len(found), 500):
            await connection.execute(insert(FoodReference), found[start : start + 500])
    await engine.dispose()
    return [str(food["fdc_id"]) for food in found]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(fill(Path(sys.argv[1])))))
