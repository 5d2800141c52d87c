import pytest

from diary.models import SavedMeal
from diary.saved.forms import SavedFoodForm, SavedMealForm, ServedForm, Serving


def served(amount, unit="servings", grams=350.0, most=100.0):
    form = ServedForm({"amount": amount, "unit": unit}, serving=Serving(grams, most, "Lentils"))
    return form if form.is_valid() else form.errors


@pytest.mark.parametrize(
    ("amount", "unit", "servings"), [("1", "servings", 1), ("1½", "servings", 1.5), ("250", "grams", 250 / 350)]
)
def test_servings_and_grams_are_two_ways_to_say_it(amount, unit, servings):
    assert served(amount, unit).servings == pytest.approx(servings)


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("", "Without an amount the food cannot be counted."),
        ("0", "The amount must be more than 0."),
        ("-1", "The amount must be more than 0."),
        ("1e9", "That is too large for an amount."),
        ("1000000000", "That is too large for an amount."),
        ("9999999", "That is 999,999,900 g of Lentils; more than 5 kg of one food at one time."),
        ("0.0001", "That is less than a thousandth of a serving."),
        ("1,000", "can be read in two ways"),
    ],
)
def test_an_amount_that_cannot_be_is_answered_beside_it(amount, says):
    assert says in served(amount)["amount"][0]


def test_grams_need_a_known_weight():
    assert served("250", "grams", grams=None)["unit"] == ["What a serving weighs is not known, so choose servings."]


def test_a_serving_of_a_recipe_is_a_share_of_it(soup):
    assert Serving.of_recipe(soup, list(soup.foods.all())) == Serving(350, 100, "Lentils, dry")


def typed(ada, **fields):
    form = SavedMealForm({"name": "Soup"} | fields, person=ada)
    form.is_valid()
    return form


def test_a_name_is_kept_with_single_spaces(ada):
    assert typed(ada, name="  Sunday \t breakfast ").cleaned_data["name"] == "Sunday breakfast"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "A name is needed to find it again."),
        (" \t ", "A name is needed to find it again."),
        ("x" * 81, "Ensure this value has at most 80 characters"),
        ("lentil  SOUP", "You have a saved meal called “lentil SOUP” already."),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_cannot_be_is_answered_beside_it(ada, soup, name, says):
    assert says in typed(ada, name=name).errors["name"][0]


def test_another_person_may_use_the_same_name_and_one_may_keep_ones_own(bob, soup):
    assert not typed(bob, name="Lentil soup").errors
    assert SavedMealForm({"name": "Lentil Soup"}, instance=soup, person=soup.person).is_valid()


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("servings", "0", "A recipe makes between 0.1 and 200 servings."),
        ("servings", "201", "A recipe makes between 0.1 and 200 servings."),
        ("servings", "-4", "This is not an amount GutCheck can read."),
        ("cooked_grams", "0", "That is not between 1 g and 100 kg."),
        ("cooked_grams", "9999999", "That is not between 1 g and 100 kg."),
        ("cooked_grams", "1400", "A weight after cooking belongs to a recipe."),
    ],
)
def test_a_yield_that_cannot_be_is_answered_beside_it(ada, field, text, says):
    assert says in typed(ada, **{field: text}).errors[field][0]
    assert list(typed(ada, **{field: text}).errors) == [field]


def test_servings_make_it_a_recipe(ada):
    assert [typed(ada, servings=text).save(commit=False).is_recipe for text in ("", "4")] == [False, True]
    assert not SavedMeal.objects.exists()


@pytest.mark.parametrize(("is_recipe", "says"), [(True, "at most 100,000 g"), (False, "at most 5,000 g")])
def test_more_of_a_food_than_fits_is_answered_beside_it(egg, is_recipe, says):
    form = SavedFoodForm({"quantity": "9999", "portion": egg.portions.first().pk}, food=egg)
    assert form.is_valid()
    form.check_weight(is_recipe=is_recipe)
    assert says in form.errors["quantity"][0]
