"""Foods in the file: those of the tables by their number, a person's own in full."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from accounts.models import User
from diary.models import Entry, PlannedFood, SavedFood, TaughtPhrase
from nutrients.models import Food

Row = dict[str, Any]
OWN_FIELDS = (
    "name", "description", "data_type", "category", "gtin", "usual_grams", "makeup_known", "animal_origin",
    "is_supplement", "is_offered", "source", "licence",
)  # fmt: skip
PORTION_FIELDS = ("description", "grams", "position")
VALUE_FIELDS = ("amount", "low", "high", "derivation", "source")
SHARE_FIELDS = ("share", "basis")
TABLE, OWN = "fdc:", "own:"  # what the names of foods begin with in the file


class FoodNames:
    """What each food is called in the file: fdc:173410, or own:2 for the second of one's own. None: it is gone."""

    def __init__(self, person: User) -> None:
        self.person = person
        own = Food.objects.filter(owner=person).order_by("pk").values_list("pk", flat=True)
        self.own = list(own)
        self._names: dict[int, str | None] = {pk: f"{OWN}{n}" for n, pk in enumerate(self.own, start=1)}
        used = (
            Q(pk__in=Entry.objects.of(person).values("portion__food"))
            | Q(pk__in=SavedFood.objects.filter(saved_meal__person=person).values("portion__food"))
            | Q(pk__in=PlannedFood.objects.of(person).values("portion__food"))
            | Q(pk__in=TaughtPhrase.objects.of(person).values("food"))
        )
        self._learn(used)

    def name(self, pk: int) -> str | None:
        return self.names([pk]).get(pk)

    def names(self, pks: Iterable[int]) -> dict[int, str]:
        """Of those that are there."""
        pks = set(pks)
        if unknown := pks - self._names.keys():
            self._names |= dict.fromkeys(unknown)
            self._learn(Q(pk__in=unknown))
        return {pk: name for pk in pks if (name := self._names[pk])}

    def _learn(self, which: Q) -> None:
        numbers = Food.objects.shared().filter(which).values_list("pk", "fdc_id")
        self._names |= {pk: f"{TABLE}{number}" for pk, number in numbers}

    def rows(self) -> Iterator[Row]:
        """Every food that was named, those of the tables by their names only."""
        named = {pk: name for pk, name in self._names.items() if name and name.startswith(TABLE)}
        told = Food.objects.in_bulk(named)
        for pk, name in sorted(named.items(), key=lambda item: int(item[1].removeprefix(TABLE))):
            yield {"food": name, "name": told[pk].name}
        for food in Food.objects.filter(pk__in=self.own).order_by("pk"):
            yield {"food": self._names[food.pk]} | own_row(food)


def own_row(food: Food) -> Row:
    """A food of one's own with all that was said of it."""
    return {
        **{name: getattr(food, name) for name in OWN_FIELDS},
        "portions": list(food.portions.order_by("pk").values(*PORTION_FIELDS)),
        "values": [
            {"nutrient": row.pop("nutrient_id"), **row}
            for row in food.composition.order_by("nutrient_id").values("nutrient_id", *VALUE_FIELDS)
        ],
        "groups": [
            {"group": row.pop("group__key"), **row}
            for row in food.shares.order_by("group__key").values("group__key", *SHARE_FIELDS)
        ],
    }
