"""A diary nobody would keep: foods, days and amounts drawn by lot, with everything that is awkward among them."""

from datetime import timedelta
from random import Random

import pytest

from accounts.models import User
from diary.models import Day, Entry
from diary.trends.spans import weeks_until
from diary.weeks import Week
from nutrients.models import Food, FoodNutrient, Portion
from tests.diary.larder import TODAY, food, own

WEEKS = weeks_until(Week.of(TODAY), 4)


@pytest.fixture
def tablet(ada, shipped_tables) -> Food:
    """A supplement of Ada's with zinc and iron on its label."""
    row = own(ada, "A tablet", is_supplement=True)
    row.portions.create(description="1 tablet", grams=1)
    for tagname, amount in (("ZN", 500), ("FE", 400)):  # per 100 g, a tablet counts 1 g
        row.composition.create(nutrient_id=tagname, amount=amount, derivation="label", source="s")
    return row


@pytest.fixture
def riddles(shipped_tables) -> list[Food]:
    """Foods of unknown make-up: one of which nothing is known, one with vitamin C alone, one with energy alone."""
    nothing = food(9001, "A riddle", makeup_known=False)
    vitamin = food(9002, "A sour riddle", makeup_known=False)
    FoodNutrient.objects.create(food=vitamin, nutrient_id="VITC", amount=40, derivation="analysed", source="s")
    energy = food(9003, "A filling riddle", makeup_known=False)
    FoodNutrient.objects.create(food=energy, nutrient_id="ENERC_KCAL", amount=200, derivation="label", source="s")
    return [nothing, vitamin, energy]


@pytest.fixture
def random_diary(ada, riddles, tablet):
    """random_diary(1): four weeks of Ada's, drawn with that seed; some days are open, empty, or supplements alone."""

    def fill(seed: int) -> User:
        draw = Random(seed)
        common = list(Food.objects.filter(is_common=True, owner=None).order_by("fdc_id").values_list("pk", flat=True))
        larder = [*draw.sample(common, 25), *(row.pk for row in riddles)]
        portions = {row.food_id: row for row in Portion.objects.filter(food__in=[*larder, tablet.pk])}
        for week in WEEKS:
            for day in week:
                if draw.random() < 0.8:
                    Day.objects.create(person=ada, date=day, complete=draw.random() < 0.8)
                eaten = [draw.choice(larder) for _ in range(draw.choice([0, 4, 9]))]
                eaten += [tablet.pk] * (draw.random() < 0.3)
                for pk in eaten:
                    grams = 1 if pk == tablet.pk else draw.uniform(5, 400)
                    Entry.objects.create(
                        person=ada, eaten_on=day, meal="lunch", portion=portions[pk], quantity=1, grams=grams
                    )
        return ada

    return fill


@pytest.fixture
def plain_week(ada, log, shipped_tables):
    """plain_week(egg, 5): so many complete days of last week with one portion of the food each."""

    def fill(food: Food, days: int, back: int = 1) -> Week:
        week = Week.of(TODAY - timedelta(weeks=back))
        for day in week.days[:days]:
            log(ada, food, on=day)
            Day.objects.update_or_create(person=ada, date=day, defaults={"complete": True})
        return week

    return fill
