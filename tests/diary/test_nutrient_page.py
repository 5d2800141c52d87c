from datetime import timedelta

import pytest

from diary.nutrient_page import diet_of, nutrient_page
from nutrients.models import Food, FoodGroup, FoodNutrient, Nutrient, NutrientSource
from tests.diary.larder import TODAY, food


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy")


def give(row, nutrient, amount, derivation="calculated"):
    row.composition.create(nutrient=nutrient, amount=amount, derivation=derivation, source="s")
    return row


def everyday(fdc_id, name, usual):
    return food(fdc_id, name, ("1 plate", usual), is_common=True, usual_grams=usual)


def test_the_richest_by_usual_portion_of_the_everyday_foods(ada, zinc, log):
    beef = give(everyday(1, "Beef", 200), zinc, 5)
    give(everyday(2, "Seeds", 20), zinc, 10)
    give(everyday(3, "Tea", 200), zinc, 0)
    give(food(4, "Powder", usual_grams=900), zinc, 90)  # not an everyday food
    give(everyday(5, "Cheese", 50), zinc, 3, "estimated")
    log(ada, beef)
    page = nutrient_page(zinc, ada, TODAY)
    assert [(f.name, f.amount, f.is_eaten, f.is_estimated) for f in page.rich] == [
        ("Beef", "10.0 mg", True, False), ("Seeds", "2.0 mg", False, False), ("Cheese", "1.5 mg", False, True),
    ]  # fmt: skip
    assert [f.width for f in page.rich][:2] == ["100.00%", "20.00%"]


def test_foods_of_the_diary_without_a_value_most_often_logged_first(ada, bob, zinc, egg, bread, log):
    """
    egg    3 times, estimated only
    bread  once, no value
    rice   twice, known
    tea    once, 91 days ago, no value
    """
    give(egg, zinc, 1, "estimated")
    rice, tea, pie = give(food(8, "Rice"), zinc, 0), food(9, "Tea"), food(10, "Bob's pie")
    for eaten in (egg, egg, egg, bread, rice, rice):
        log(ada, eaten)
    log(ada, tea, on=TODAY - timedelta(days=91))
    log(bob, pie)
    page = nutrient_page(zinc, ada, TODAY)
    said = [(row.name, row.logged) for row in page.lacking]
    assert said == [
        ("Egg, boiled", "logged 3 times, last on 19 November"),
        ("Rye bread", "logged once, on 19 November"),
    ]
    assert page.any_known


def test_where_no_food_has_a_value_that_is_known(ada, zinc, egg, log):
    give(egg, zinc, 1, "estimated")
    log(ada, egg)
    assert not nutrient_page(zinc, ada, TODAY).any_known


def test_a_topic_without_amounts_lists_the_foods_of_its_groups(ada):
    topic = Nutrient.objects.create(
        tagname="LIVECULT", name="Live cultures", unit="-", kind="gut", assessment="sources", evidence_grade="C"
    )
    yogurt = FoodGroup.objects.create(key="yogurt", name="Yogurt", serving_grams=100, source="s")
    NutrientSource.objects.create(nutrient=topic, group=yogurt, origin="article", evidence_grade="B", citation="Marco")
    plain, raita = everyday(1, "Plain yogurt", 250), everyday(2, "Raita", 200)
    plain.shares.create(group=yogurt, share=1, basis="Whole food")
    raita.shares.create(group=yogurt, share=0.5, basis="Ingredient list")
    page = nutrient_page(topic, ada, TODAY)
    assert [(f.name, f.amount) for f in page.rich] == [("Plain yogurt", "2.5 servings"), ("Raita", "1 serving")]
    assert [(g.name, g.serving, g.grade, g.citation) for g in page.groups] == [("Yogurt", "100 g", "B", "Marco")]
    assert not page.has_amounts
    assert page.lacking == ()


def test_a_diet_keeps_only_foods_known_to_fit_it(ada, zinc, log):
    """What is not known to hold nothing from animals is left out, not taken for a plant."""
    for number, origin in enumerate(["none", "milk_or_eggs", "flesh", ""], start=901):
        food = Food.objects.create(
            fdc_id=number, name=f"Food {number}", description="x", data_type="t", category="c", source="s",
            is_common=True, usual_grams=100, animal_origin=origin,
        )  # fmt: skip
        FoodNutrient.objects.create(food=food, nutrient=zinc, amount=1000 + number, derivation="analysed", source="s")

    def names(diet):
        return {food.name for food in nutrient_page(zinc, ada, TODAY, diet).rich} & {
            f"Food {n}" for n in range(901, 905)
        }

    assert names("") == {"Food 901", "Food 902", "Food 903", "Food 904"}
    assert names("vegetarian") == {"Food 901", "Food 902"}
    assert names("vegan") == {"Food 901"}


def test_the_list_is_for_the_diet_of_the_person_until_another_is_asked_for(ada):
    ada.profile.diet = "vegan"
    assert diet_of(None, ada) == "vegan"
    assert diet_of("", ada) == ""
    assert diet_of("vegetarian", ada) == "vegetarian"
    assert diet_of("robots", ada) == ""
    ada.profile.diet = "gluten_free"
    assert diet_of(None, ada) == ""
