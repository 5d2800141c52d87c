"""Which foods a diet and a list of foods not eaten leave out."""

import pytest

from accounts.models import Avoidance, Profile
from diary.suggested.not_eaten import FoodFacts, families, not_eaten_by
from nutrients.assessment.tables import FoodGroup
from nutrients.models import FoodAlias

pytestmark = pytest.mark.django_db
GROUPS = {
    "garlic": FoodGroup("garlic", "Garlic", 3.0),
    "eggplant": FoodGroup("eggplant", "Eggplant", 75.0),
    "wheat": FoodGroup("wheat", "Wheat", 30.0),
}
ALLERGY, DISLIKE = Avoidance.Reason.ALLERGY, Avoidance.Reason.DISLIKE


def facts(text: str, origin: str = "none", makeup_known: bool = True, **shares: float) -> FoodFacts:
    return FoodFacts(text, origin, makeup_known, shares)


@pytest.fixture
def leaves_out(ada):
    """leaves_out(facts(...), "peanuts", reason=ALLERGY, diet="vegan"): whether Ada's answers leave the food out."""

    def ask(food: FoodFacts, *words: str, reason: str = DISLIKE, diet: str = "") -> bool:
        ada.profile.avoidances.all().delete()
        ada.profile.diet = diet
        for word in words:
            Avoidance.objects.create(profile=ada.profile, words=word, reason=reason)
        return not_eaten_by(ada.profile, GROUPS).leaves_out(food)

    return ask


def test_who_said_nothing_is_offered_anything(ada):
    assert not not_eaten_by(ada.profile, GROUPS)
    assert not not_eaten_by(ada.profile, GROUPS).leaves_out(facts("Liver", "", makeup_known=False))


@pytest.mark.parametrize(
    ("diet", "origins"),
    [
        (Profile.Diet.VEGAN, {"none"}),
        (Profile.Diet.VEGETARIAN, {"none", "milk_or_eggs"}),
        (Profile.Diet.MOSTLY_PLANTS, {"none", "milk_or_eggs", "flesh", ""}),
        (Profile.Diet.EVERYTHING, {"none", "milk_or_eggs", "flesh", ""}),
    ],
)
def test_a_diet_takes_what_is_known_to_fit_it(leaves_out, diet, origins):
    offered = {
        origin for origin in ("none", "milk_or_eggs", "flesh", "") if not leaves_out(facts("x", origin), diet=diet)
    }
    assert offered == origins


@pytest.mark.parametrize(
    ("words", "name", "is_out"),
    [
        ("tomato", "Tomatoes, canned", True),
        ("Tomatoes", "Tomato soup", True),
        ("brussels sprouts", "Brussels sprouts", True),
        ("brussels sprouts", "Bean sprouts", False),
        ("egg", "Eggplant", False),
        ("nut", "Nutmeg", False),
        ("nuts", "Almond butter", True),
        ("nuts", "Peanut butter", False),
        ("seafood", "Shrimp, boiled", True),
        ("red meat", "Chicken breast", False),
        ("crème fraîche", "Creme fraiche", True),
    ],
)
def test_words_are_read_as_the_search_reads_them(leaves_out, words, name, is_out):
    assert leaves_out(facts(name, "flesh"), words) is is_out


def test_another_name_for_a_food_leaves_it_out_too(leaves_out):
    FoodAlias.objects.create(phrase="aubergine", means="eggplant")
    assert leaves_out(facts("Eggplant, fried"), "aubergines")
    assert leaves_out(facts("Moussaka", eggplant=0.3), "aubergine")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("cacahuetes", "Peanut butter"), ("maní", "Peanut butter"), ("lácteos", "Cheddar"), ("leche", "Plain yogurt"),
        ("frutos secos", "Walnuts"), ("mariscos", "Shrimp"), ("huevos", "Egg, boiled"), ("soja", "Tofu"),
        ("sésamo", "Tahini"), ("trigo", "Wheat bread"),
    ],
)  # fmt: skip
def test_a_spanish_word_leaves_out_what_the_tables_name_in_english(leaves_out, words, name):
    assert leaves_out(facts(name, ""), words)
    assert not leaves_out(facts("Apple"), words)


def test_an_ingredient_leaves_a_food_out(leaves_out):
    assert leaves_out(facts("Tzatziki", "milk_or_eggs", garlic=0.01), "garlic")
    assert not leaves_out(facts("Tzatziki", "milk_or_eggs"), "garlic")


def test_what_is_not_all_known_is_left_out_for_an_allergy_alone(leaves_out):
    for food in (facts("Stew", makeup_known=False), facts("Stew", origin="")):
        assert leaves_out(food, "sesame", reason=ALLERGY)
        assert not leaves_out(food, "sesame", reason=DISLIKE)
    assert not leaves_out(facts("Rice"), "sesame", reason=ALLERGY)


def test_milk_is_in_what_is_made_of_it_and_not_in_oat_milk(leaves_out):
    assert leaves_out(facts("Cheddar", "milk_or_eggs"), "milk")
    assert leaves_out(facts("Quiche", "milk_or_eggs"), "milk", reason=ALLERGY)  # of milk or of eggs: not told apart
    assert not leaves_out(facts("Quiche", "milk_or_eggs"), "milk")
    assert leaves_out(facts("Meatballs", "flesh"), "milk", reason=ALLERGY)  # flesh says nothing of milk
    assert not leaves_out(facts("Sardines", "flesh", fish=1.0), "milk", reason=ALLERGY)
    assert not leaves_out(facts("Oat milk", "none"), "milk", reason=ALLERGY)


def test_gluten_free_is_read_as_an_allergy_to_gluten(leaves_out):
    diet = Profile.Diet.GLUTEN_FREE
    assert leaves_out(facts("Crispbread"), diet=diet)
    assert leaves_out(facts("Kibbeh", "flesh", wheat=0.2), diet=diet)
    assert leaves_out(facts("Mystery", origin=""), diet=diet)
    assert not leaves_out(facts("Rice, white"), diet=diet)


def test_every_family_names_foods_and_a_known_origin():
    for word, (means, origin) in families().items():
        assert word
        assert all(means), word
        assert origin in {"", "milk_or_eggs", "flesh"}, word
