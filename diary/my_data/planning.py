"""What of a file is not here yet. Rows are known by what makes them one: their key, their day, their name."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from diary.models import (
    CheckIn,
    Day,
    Entry,
    Helping,
    PlannedFood,
    SavedMeal,
    SavedReport,
    Sentence,
    TaughtPhrase,
)
from diary.my_data.foods import OWN, TABLE
from diary.my_data.reading import MyData
from diary.quantities import GRAM
from nutrients.models import Food, Portion

Row = dict[str, Any]


@dataclass(slots=True)
class Foods:
    """The foods of a file in this database. A name that is not in `pks` is of a food that is unknown here."""

    pks: dict[str, int] = field(default_factory=dict)
    own_to_make: list[str] = field(default_factory=list)
    portions: dict[tuple[int, str], int] = field(default_factory=dict)  # (food, description) -> portion

    def is_known(self, name: str | None) -> bool:
        return name in self.pks or name in self.own_to_make

    def portion(self, food: str | None, description: str | None) -> int | None:
        """None: there is no such portion here, or the food is still to be made."""
        return self.portions.get((self.pks.get(food or "", 0), description or ""))


@dataclass(slots=True)
class Plan:
    """new: rows to be made, by table. there: how many are here already. unknown: names of foods that are not here."""

    foods: Foods
    new: dict[str, list[Row]] = field(default_factory=dict)
    there: Counter[str] = field(default_factory=Counter)
    waiting: list[Row] = field(default_factory=list)  # entries whose food is unknown here: kept as words
    to_replace: list[UUID] = field(default_factory=list)  # keys of such words whose food is known by now
    unknown: Counter[str] = field(default_factory=Counter)  # name of a food -> entries
    left_out: list[str] = field(default_factory=list)  # saved meals, plans and phrases with such a food

    @property
    def changes_something(self) -> bool:
        return bool(self.waiting or self.foods.own_to_make or any(self.new.values()))


def waiting_key(entry_key: UUID) -> UUID:
    """Under which an entry of an unknown food is kept as words: the same for the same entry, ever."""
    return uuid5(entry_key, "its food was unknown")


def foods_here(person: User, data: MyData) -> Foods:
    """Foods of the tables by their number; own ones by their name, the second of a name being the second here."""
    foods = Foods()
    numbers = {row["fdc_id"]: name for name, row in data.foods.items() if name.startswith(TABLE)}
    wanted = list(numbers)
    for start in range(0, len(wanted), 500):
        found = Food.objects.shared().filter(fdc_id__in=wanted[start : start + 500])
        foods.pks |= {numbers[number]: pk for number, pk in found.values_list("fdc_id", "pk")}
    mine: dict[str, list[int]] = {}
    for pk, called in Food.objects.filter(owner=person).order_by("pk").values_list("pk", "name"):
        mine.setdefault(called, []).append(pk)
    for name, row in data.foods.items():
        if name.startswith(OWN):
            if same := mine.get(row["name"]):
                foods.pks[name] = same.pop(0)
            else:
                foods.own_to_make.append(name)
    learn_portions(foods)
    return foods


def planned_portion(foods: Foods, row: Row) -> int:
    """Of a row that the plan lets in: its portion is here by now."""
    portion = foods.portion(row["food"], row["portion"])
    if portion is None:
        raise LookupError("the plan let in a row whose portion is not here")
    return portion


def learn_portions(foods: Foods) -> None:
    pks = list(foods.pks.values())
    for start in range(0, len(pks), 500):
        rows = Portion.objects.filter(food__in=pks[start : start + 500]).values_list("food", "description", "pk")
        foods.portions |= {(food, description): pk for food, description, pk in rows}


def plan_of(person: User, data: MyData) -> Plan:
    """Reads only."""
    plan = Plan(foods_here(person, data))
    for name, model, column in (
        ("days", Day, "date"), ("check_ins", CheckIn, "date"), ("sentences", Sentence, "key"),
        ("kept_reports", SavedReport, "first_day"),
    ):  # fmt: skip
        there = set(model.objects.of(person).values_list(column, flat=True))
        _sort(plan, name, data.rows[name], there, lambda row, column=column: row[column])
    _plan_meals(plan, person, data)
    _plan_phrases(plan, person, data)
    _plan_planned(plan, person, data)
    _plan_entries(plan, person, data)
    _plan_lone_helpings(plan, person, data)
    return plan


def _sort(plan: Plan, name: str, rows: list[Row], there: set[Any], key_of: Any) -> None:
    """Each row to the new ones or to those that are here; of two alike in the file the first."""
    new = plan.new.setdefault(name, [])
    for row in rows:
        key = key_of(row)
        if key in there:
            plan.there[name] += 1
        else:
            there.add(key)
            new.append(row)


def _plan_meals(plan: Plan, person: User, data: MyData) -> None:
    """A meal with a food that is unknown here would be another meal: it is left out and named."""
    foods: dict[str, list[Row]] = {}
    for row in data.rows["saved_foods"]:
        foods.setdefault((row["saved_meal"] or "").lower(), []).append(row)
    whole = []
    for row in data.rows["saved_meals"]:
        row["foods"] = foods.get(row["name"].lower(), [])
        if all(_can_be_portioned(plan.foods, data, part) for part in row["foods"]):
            whole.append(row)
        else:
            plan.left_out.append(row["name"])
    there = {name.lower() for name in SavedMeal.objects.of(person).values_list("name", flat=True)}
    _sort(plan, "saved_meals", whole, there, lambda row: row["name"].lower())


def _plan_phrases(plan: Plan, person: User, data: MyData) -> None:
    known = [row for row in data.rows["taught_phrases"] if plan.foods.is_known(row["food"])]
    plan.left_out += [row["phrase"] for row in data.rows["taught_phrases"] if not plan.foods.is_known(row["food"])]
    there = {phrase.lower() for phrase in TaughtPhrase.objects.of(person).values_list("phrase", flat=True)}
    _sort(plan, "taught_phrases", known, there, lambda row: row["phrase"].lower())


def _plan_planned(plan: Plan, person: User, data: MyData) -> None:
    rows = data.rows["planned_foods"]
    known = [row for row in rows if _can_be_portioned(plan.foods, data, row)]
    plan.left_out += [name_of(data, row["food"]) for row in rows if not _can_be_portioned(plan.foods, data, row)]
    there: set[Any] = set(PlannedFood.objects.of(person).values_list("date", "portion"))
    _sort(
        plan, "planned_foods", known, there,
        lambda row: (row["date"], plan.foods.portion(row["food"], row["portion"]) or (row["food"], row["portion"])),
    )  # fmt: skip


def _plan_entries(plan: Plan, person: User, data: MyData) -> None:
    there: set[UUID] = set(Entry.objects.of(person).values_list("key", flat=True))
    states = dict(Sentence.objects.of(person).values_list("key", "state"))
    new = plan.new.setdefault("entries", [])
    for row in data.rows["entries"]:
        words = states.get(waiting_key(row["key"]))
        is_known = _can_be_logged(plan.foods, data, row)
        if row["key"] in there or (words and (words != Sentence.State.WAITING or not is_known)):
            plan.there["entries"] += 1
            continue
        there.add(row["key"])
        if is_known:
            new.append(row)
            if words:
                plan.to_replace.append(waiting_key(row["key"]))
        else:
            plan.waiting.append(row)
            plan.unknown[name_of(data, row["food"])] += 1


def _plan_lone_helpings(plan: Plan, person: User, data: MyData) -> None:
    """Helpings without an entry are told apart by what they say; those with entries come along with them."""
    used = {row["helping"] for row in data.rows["entries"]}
    lone = [row for row in data.rows["helpings"] if row["helping"] not in used]
    mine = Helping.objects.of(person).filter(entries=None).values_list("name", "servings", "grams")
    here = Counter(mine)
    new = plan.new.setdefault("helpings", [])
    for row in lone:
        said = (row["name"], row["servings"], row["grams"])
        if here[said]:
            here[said] -= 1
        else:
            new.append(row)


def name_of(data: MyData, food: str | None) -> str:
    return data.foods[food]["name"] if food else "?"


def _can_be_portioned(foods: Foods, data: MyData, row: Row) -> bool:
    """Whether its portion is here, or will be with the food."""
    food = row["food"]
    if food in foods.own_to_make:
        return any(part["description"] == row["portion"] for part in data.foods[food]["portions"])
    return foods.portion(food, row["portion"]) is not None


def _can_be_logged(foods: Foods, data: MyData, row: Row) -> bool:
    """An entry keeps its grams, so the gram will do where the portion is gone."""
    return any(_can_be_portioned(foods, data, {**row, "portion": portion}) for portion in (row["portion"], GRAM))
