"""Making the rows of a plan: all of them or none. What is here stays as it is."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from accounts.my_account import add_not_eaten, take_over_answers
from diary.kept.packing import with_foods
from diary.models import (
    MAX_SENTENCE,
    CheckIn,
    Day,
    Entry,
    Helping,
    PlannedFood,
    SavedFood,
    SavedMeal,
    SavedReport,
    Sentence,
    TaughtPhrase,
)
from diary.my_data.planning import Foods, Plan, learn_portions, plan_of, planned_portion, waiting_key
from diary.my_data.reading import MyData
from diary.quantities import GRAM, amount_text
from nutrients.models import Food, FoodGroup, FoodNutrient, GroupShare, Nutrient, Portion

Row = dict[str, Any]
AT_ONCE = 50  # rows an INSERT; SQLite takes so many values at once and no more


@transaction.atomic
def take_in(person: User, data: MyData) -> Plan:
    """Make what is not here yet, as the person's; what was made is in the plan. The same file again makes nothing."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two at once: the second finds it made
    plan = plan_of(person, data)
    make_own_foods(person, plan.foods, data)
    _insert(Day, (Day(person=person, **row) for row in plan.new["days"]))
    _insert(CheckIn, (CheckIn(person=person, **row) for row in plan.new["check_ins"]))
    _make_sentences(person, plan, data)
    _make_meals(person, plan)
    _make_entries(person, plan, data)
    _make_planned(person, plan)
    _make_phrases(person, plan)
    _make_reports(person, plan)
    take_over_answers(person.profile, data.answers)
    add_not_eaten(person.profile, data.not_eaten)
    return plan


def _insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """As bulk_create(), but with the moments of the file: that one stamps rows with the time of now."""
    fields = [column for column in model._meta.concrete_fields if not column.primary_key]
    manager: Any = model._base_manager
    for some in _pieces(rows):
        manager._insert(some, fields=fields, using=manager.db, raw=True)


def _pieces(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    some: list[models.Model] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def make_own_foods(person: User, foods: Foods, data: MyData) -> None:
    """Own foods are made anew; none is offered to the editors for that."""
    nutrients = set(Nutrient.objects.values_list("pk", flat=True))
    groups = dict(FoodGroup.objects.values_list("key", "pk"))
    for name in foods.own_to_make:
        said = dict(data.foods[name])
        portions, values, shares = said.pop("portions"), said.pop("values"), said.pop("groups")
        food = Food.objects.create(owner=person, **said | {"is_offered": False})
        foods.pks[name] = food.pk
        _insert(Portion, (Portion(food=food, **part) for part in _first_of(portions, "description")))
        _insert(FoodNutrient, (
            FoodNutrient(food=food, nutrient_id=row.pop("nutrient"), **row)
            for row in map(dict, _first_of(values, "nutrient")) if row["nutrient"] in nutrients
        ))  # fmt: skip
        _insert(GroupShare, (
            GroupShare(food=food, group_id=groups[row.pop("group")], **row)
            for row in map(dict, _first_of(shares, "group")) if row["group"] in groups
        ))  # fmt: skip
    foods.own_to_make = []
    learn_portions(foods)


def _first_of(rows: list[Row], column: str) -> list[Row]:
    """Each name once."""
    return list({row[column]: row for row in reversed(rows)}.values())[::-1]


def _make_sentences(person: User, plan: Plan, data: MyData) -> None:
    _insert(Sentence, (Sentence(person=person, **row) for row in plan.new["sentences"]))
    there = set(Sentence.objects.of(person).values_list("key", flat=True))
    _insert(Sentence, (
        _in_words(person, row, data) for row in plan.waiting if waiting_key(row["key"]) not in there
    ))  # fmt: skip
    for key in plan.to_replace:
        Sentence.objects.of(person).filter(key=key, state=Sentence.State.WAITING).delete()


def _in_words(person: User, row: Row, data: MyData) -> Sentence:
    """An entry of a food that is unknown here, to be looked at: nothing is lost, and nothing guessed."""
    name = data.foods[row["food"]]["name"] if row["food"] else "?"
    amount = amount_text(row["quantity"], row["portion"]) if row["portion"] else f"{row['grams']:g} g"
    text = f"{amount} {name}"[:MAX_SENTENCE]
    return Sentence(
        person=person, key=waiting_key(row["key"]), eaten_on=row["eaten_on"], meal=row["meal"], text=text,
        not_understood=[text], state=Sentence.State.WAITING, created_at=row["created_at"],
    )  # fmt: skip


def _make_meals(person: User, plan: Plan) -> None:
    for row in plan.new["saved_meals"]:
        said = {name: row[name] for name in ("name", "meal", "servings", "cooked_grams")}
        meal = SavedMeal.objects.create(person=person, **said)
        SavedMeal.objects.filter(pk=meal.pk).update(changed_at=row["changed_at"])
        _insert(SavedFood, (
            SavedFood(
                saved_meal=meal, portion_id=planned_portion(plan.foods, part),
                quantity=part["quantity"], grams=part["grams"],
            )
            for part in row["foods"]
        ))  # fmt: skip


def _make_entries(person: User, plan: Plan, data: MyData) -> None:
    sentences = dict(Sentence.objects.of(person).values_list("key", "pk"))
    helpings = _helpings(person, plan, data)
    _insert(Entry, (
        Entry(
            person=person, sentence_id=sentences.get(row["sentence"]), helping_id=helpings.get(row["helping"]),
            **_as_portioned(plan.foods, row),
            **{name: row[name] for name in ("key", "eaten_on", "meal", "grams", "assumed", "created_at")},
        )
        for row in plan.new["entries"]
    ))  # fmt: skip


def _as_portioned(foods: Foods, row: Row) -> Row:
    """In its portion; where that is gone, in grams."""
    portion = foods.portion(row["food"], row["portion"])
    if portion is not None:
        return {"portion_id": portion, "quantity": row["quantity"]}
    return {"portion_id": foods.portion(row["food"], GRAM), "quantity": row["grams"]}


def _helpings(person: User, plan: Plan, data: MyData) -> dict[int | None, int]:
    """Numbers of the file -> helpings here: the one that another entry of it has already, else a new one."""
    made: dict[int | None, int] = {}
    wanted = {row["helping"] for row in plan.new["entries"]} | {row["helping"] for row in plan.new["helpings"]}
    here: dict[UUID, int] = dict(
        Entry.objects.of(person).filter(helping__isnull=False).values_list("key", "helping")
    )  # fmt: skip
    for row in data.rows["entries"]:
        if row["helping"] in wanted and row["key"] in here:
            made[row["helping"]] = here[row["key"]]
    recipes = {name.lower(): pk for name, pk in SavedMeal.objects.of(person).values_list("name", "pk")}
    for row in data.rows["helpings"]:
        number = row["helping"]
        if number is not None and number in wanted and number not in made:
            said = {name: row[name] for name in ("name", "servings", "grams")}
            recipe = recipes.get((row["recipe"] or "").lower())
            made[number] = Helping.objects.create(person=person, recipe_id=recipe, **said).pk
    return made


def _make_planned(person: User, plan: Plan) -> None:
    _insert(PlannedFood, (
        PlannedFood(
            person=person, portion_id=planned_portion(plan.foods, row), date=row["date"],
            quantity=row["quantity"], reason=row["reason"],
        )
        for row in plan.new["planned_foods"]
    ))  # fmt: skip


def _make_phrases(person: User, plan: Plan) -> None:
    """A portion that is gone takes its quantity along: a number of nothing says nothing."""
    for row in plan.new["taught_phrases"]:
        portion = plan.foods.portion(row["food"], row["portion"])
        TaughtPhrase.objects.create(
            person=person, phrase=row["phrase"], food_id=plan.foods.pks[row["food"]], portion_id=portion,
            quantity=row["quantity"] if portion else None,
        )  # fmt: skip


def _make_reports(person: User, plan: Plan) -> None:
    for row in plan.new["kept_reports"]:
        numbers = {number: pk for number, name in row["foods"].items() if (pk := plan.foods.pks.get(name))}
        report = with_foods(row["report"]["packed"], row["release"], numbers)
        saved = SavedReport(
            person=person, first_day=row["first_day"], release=row["release"], report=report, closed_at=row["closed_at"]
        )
        _insert(SavedReport, [saved])
