"""A diary with one of each thing a person can have, and files made of it."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from accounts.models import Avoidance, Profile, User
from diary.kept.keeping import keep_week
from diary.models import (
    CheckIn,
    Day,
    Entry,
    Helping,
    Meal,
    PlannedFood,
    Reader,
    Reading,
    SavedFood,
    SavedMeal,
    SavedReport,
    Sentence,
    ShareLink,
    TaughtPhrase,
)
from diary.my_data.writing import write_file
from diary.weeks import Week
from nutrients.models import Food, FoodGroup, FoodNutrient, GroupShare, Nutrient, Portion
from tests.diary.larder import food

DAY = date(2026, 11, 18)
AT = datetime(2026, 11, 19, 12, 40, 1, 234567, tzinfo=UTC)
Members = dict[str, list[dict[str, Any]]]


def fill(person: User, word: str = "midnight") -> Entry:
    """One row in every table of a diary, with `word` in every text a person types."""
    egg = Food.objects.filter(fdc_id=1).first() or food(1, "Egg", ("1 egg", 50))
    iron, _ = Nutrient.objects.get_or_create(tagname="FE", defaults={"name": "Iron", "unit": "mg"})
    group, _ = FoodGroup.objects.get_or_create(
        key="oats", defaults={"name": "Oats", "serving_grams": 40, "source": "x"}
    )
    own = Food.objects.create(
        owner=person, name=f"{word} bread", description=f"{word} bread", data_type="own_food", category="Own foods",
        source="Label", makeup_known=False, usual_grams=45,
    )  # fmt: skip
    slice_ = Portion.objects.create(food=own, description=f"1 {word} slice", grams=45)
    Portion.objects.create(food=own, description="1 g", grams=1, position=99)
    FoodNutrient.objects.create(food=own, nutrient=iron, amount=1.1, derivation="label", source="Label")
    GroupShare.objects.create(food=own, group=group, share=1, basis="Whole")
    said = {"eaten_on": DAY, "meal": Meal.LUNCH}
    sentence = Sentence.objects.create(
        person=person, key=UUID(int=7), text=f"{word} toast", not_understood=[word], written_at=AT, **said
    )
    recipe = SavedMeal.objects.create(person=person, name=f"{word} stew", servings=2, cooked_grams=500)
    SavedFood.objects.create(saved_meal=recipe, portion=slice_, quantity=2, grams=90)
    SavedFood.objects.create(saved_meal=recipe, portion=egg.portions.first(), quantity=1, grams=50)
    helping = Helping.objects.create(person=person, recipe=recipe, name=f"{word} stew", servings=1)
    Helping.objects.create(person=person, name=f"{word} left over", servings=2, grams=0.1)
    Entry.objects.create(
        person=person, portion=egg.portions.first(), quantity=2, grams=100, key=UUID(int=1), sentence=sentence,
        assumed="food portion", **said,
    )  # fmt: skip
    entry = Entry.objects.create(
        person=person, portion=slice_, quantity=0.1, grams=4.5, key=UUID(int=2), helping=helping, **said
    )
    Day.objects.create(person=person, date=DAY, complete=True, typical="less")
    CheckIn.objects.create(person=person, date=DAY, stress=0, stool_form=7, note=f"{word} note")
    PlannedFood.objects.create(person=person, date=DAY, portion=slice_, quantity=1, reason="FE")
    TaughtPhrase.objects.create(person=person, phrase=f"{word} loaf", food=own, portion=slice_, quantity=2)
    Avoidance.objects.create(profile=person.profile, words=f"{word} oysters", reason="allergy")
    link = ShareLink.objects.create(person=person, first_day=DAY, token_hash=word, expires_at=AT + timedelta(days=400))
    Reading.objects.create(link=link, what=f"{word} report")
    Reader.objects.create(person=person, name=f"{word} doctor", token_hash=f"{word}2", expires_at=AT)
    Profile.objects.filter(user=person).update(weight_kg=61.3, asks_forgotten=False, diet="vegan")
    return entry


def keep_report(person: User) -> SavedReport:
    """The report of the week of DAY, kept. Wants the shipped tables."""
    keep_week(person, Week.of(DAY), DAY + timedelta(days=10))
    return SavedReport.objects.of(person).get()


def file_of(person: User) -> bytes:
    file = io.BytesIO()
    write_file(file, person, AT)
    return file.getvalue()


def members_of(packed: bytes) -> Members:
    """Name -> the objects of a member that programs read."""
    with ZipFile(io.BytesIO(packed)) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            if name.endswith(".jsonl")
            else [json.loads(archive.read(name))]
            for name in archive.namelist()
            if name.endswith((".jsonl", ".json"))
        }


def packed(members: Members, **raw: bytes) -> bytes:
    """The file of such objects; raw: bytes of further members, or instead, with __ for the dot."""
    texts = {name: "".join(json.dumps(row) + "\n" for row in rows).encode() for name, rows in members.items()}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, body in (texts | {name.replace("__", "."): body for name, body in raw.items()}).items():
            archive.writestr(name, body)
    return file.getvalue()


def changed(whole: bytes, member: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with the first object of a member changed."""
    members = members_of(whole)
    change(members[member][0])
    return packed(members)
