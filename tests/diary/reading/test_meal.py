"""Sentences and the meals they come to: with the shipped foods, and with a larder for what is a person's own."""

from datetime import timedelta

import pytest

from accounts.models import User
from diary.models import MAX_GRAMS, Meal, SavedFood, SavedMeal, TaughtPhrase
from diary.reading.meal import MealReading, read_meal, row_for
from nutrients.models import Food
from tests.diary.larder import TODAY, food, own


def read(text: str, person: User | None = None, meal: Meal = Meal.BREAKFAST) -> MealReading:
    return read_meal(text, person=person, meal=meal, today=TODAY)


def eaten(text: str, person: User | None = None) -> list[tuple[str, float]]:
    return [(row.food.name, round(row.grams, 1)) for row in read(text, person).rows]


@pytest.mark.usefixtures("shipped_tables")
class TestTheShippedFoods:
    """Portions and weights are those of FNDDS 2021-2023, in fixtures/portions.csv."""

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            # 50 g an egg; a slice of toast 25 g with 7 g butter "per slice of bread/roll"; an avocado 150 g
            (
                "2 eggs, toast with butter and half an avocado",
                [("Boiled egg", 100), ("White toast", 25), ("Butter", 7), ("Avocado", 75)],
            ),
            ("150 g grilled salmon", [("Salmon, baked", 150)]),
            (
                "a bowl of oatmeal with blueberries and a handful of walnuts",
                [("Oatmeal (water)", 240), ("Blueberries", 75), ("Walnuts", 28)],
            ),
            # 360 g coffee is 12 fl oz, with 2.5 g milk to each
            ("coffee with milk", [("Coffee", 360), ("Milk (whole)", 30)]),
            ("1/2 cup rice", [("White rice", 79)]),
            ("two slices of sourdough", [("Sourdough bread", 62)]),
            ("3 large carrots", [("Carrots, raw", 180)]),
            ("6 strawberries", [("Strawberries", 108)]),
            ("ten prawns", [("Shrimp", 200)]),
            ("cherry tomatoes x 10", [("Tomato", 170)]),
            ("6 oz steak", [("Sirloin steak (lean)", 170.1)]),
            ("3 tsp honey", [("Honey", 20)]),  # the food has a tablespoon, which is three
            ("a tin of tuna", [("Canned tuna", 115)]),
            ("a glass of milk", [("Milk (whole)", 244)]),
            ("egg x2 and avocado toast", [("Boiled egg", 100), ("Avocado", 30), ("White toast", 25)]),
            ("porridge honey banana", [("Oatmeal (water)", 240), ("Honey", 7), ("Banana", 126)]),
            ("mac and cheese", [("Macaroni cheese", 230)]),
            ("rice and beans", [("Rice and beans", 170)]),
            ("ham and eggs", [("Deli ham", 56), ("Boiled egg", 50)]),
            ("beans on toast", [("Baked beans", 130), ("White toast", 25)]),
            ("brocolli and 2 bananna", [("Broccoli, cooked", 78), ("Banana", 252)]),
        ],
    )
    def test_a_sentence_comes_to_these_foods(self, text: str, rows: list[tuple[str, float]]) -> None:
        assert eaten(text) == rows

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("coffee with milk, no sugar", ["Coffee", "Milk (whole)"]),
            ("tea without milk and sugar", ["Black tea"]),
            ("hamburger without cheese and french fries", ["Hamburger", "French fries"]),
            ("toast w/o butter", ["White toast"]),
        ],
    )
    def test_what_was_not_in_it_is_not_logged(self, text: str, left: list[str]) -> None:
        assert [row.food.name for row in read(text).rows] == left
        assert read(text).not_understood == ()

    @pytest.mark.parametrize(
        ("text", "assumed"),
        [
            ("100 g banana", ()),
            ("1 cup white rice", ()),
            ("2 bananas", ("portion",)),
            ("banana", ("portion", "quantity")),
            ("about 100 g banana", ("quantity",)),
            ("a few crackers", ("portion", "quantity")),
            ("200 ml milk", ("food",)),
            ("100 g sourdough", ()),
        ],
    )
    def test_what_was_not_said_is_called_assumed(self, text: str, assumed: tuple[str, ...]) -> None:
        assert read(text).rows[0].assumed == assumed

    def test_what_was_assumed_is_told_in_words(self) -> None:
        said = {text: read(text).rows[0].why for text in ("2 bananas", "150 g banana", "3 handfuls of blueberries")}
        assert said == {
            "2 bananas": "1 banana, 126 g, assumed",
            "150 g banana": "",
            "3 handfuls of blueberries": "1 cup, 150 g, assumed",
        }

    def test_a_row_has_the_words_it_is_from_as_typed(self) -> None:
        text = "Mac  & cheese, avocado TOAST; 1 tea (small)"
        assert [row.text for row in read(text).rows] == ["Mac  & cheese", "avocado", "TOAST", "1 tea (small)"]

    def test_a_word_for_many_foods_is_asked_about(self) -> None:
        [row] = read("milk").rows
        assert not row.is_sure
        assert len(row.others) == 2
        assert row.food not in row.others
        assert read("banana").rows[0].is_sure

    @pytest.mark.parametrize("text", ["oma's zelnik", "fish pie", "qwertz", "🍕", "2 of 3", "مرحبا", "DROP TABLE"])
    def test_wrong_is_worse_than_unknown(self, text: str) -> None:
        assert (read(text).rows, read(text).not_understood) == ((), (text,))

    def test_words_that_were_passed_over_are_told(self) -> None:
        [row] = read("zelnikov hummus").rows
        assert (row.food.name, row.is_sure) == ("Hummus", False)
        assert "zelnikov" in row.why

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            # 360 g is a small tea, 12 fl oz, with 2.5 g milk to each of them
            ("tea with milk x3", [("Black tea", 1080), ("Milk (whole)", 90)]),
            ("coffee, black, no sugar", [("Coffee", 360)]),
            ("one hundred and twenty grams of rice", [("White rice", 120)]),
            ("omelette", [("Scrambled eggs or omelette", 110)]),
            ("tuna mayo sandwich", [("Tuna sandwich", 180)]),
            ("peppers", [("Red bell pepper", 20)]),
        ],
    )
    def test_what_newcomers_say_is_not_taken_for_something_else(self, text: str, rows: list[tuple[str, float]]) -> None:
        assert eaten(text) == rows

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("flat white", "Latte"),
            ("weetabix", "Shredded wheat"),
            ("protein shake", "Meal replacement shake"),
            ("falafel wrap", "Falafel sandwich"),
        ],
    )
    def test_a_food_that_is_not_just_what_was_said_is_called_assumed(self, text: str, name: str) -> None:
        [row] = read(text).rows
        assert (row.food.name, row.is_sure, row.assumed[0]) == (name, False, "food")

    def test_a_food_made_in_another_way_is_called_assumed(self) -> None:
        assert {text: "food" in read(text).rows[0].assumed for text in ("fried mushrooms", "nice mushrooms")} == {
            "fried mushrooms": True,
            "nice mushrooms": False,
        }

    @pytest.mark.parametrize("text", ["aubergine wrap", "eggs without eggs", "black", "thai green curry"])
    def test_a_dish_without_its_main_word_is_not_taken(self, text: str) -> None:
        assert (read(text).rows, read(text).not_understood) == ((), (text,))

    @pytest.mark.parametrize(
        ("text", "day"), [("yesterday I had a banana", "yesterday"), ("banana last night", "last night")]
    )
    def test_another_day_is_not_passed_over(self, text: str, day: str) -> None:
        assert eaten(text) == [("Banana", 126)]
        assert read(text).not_understood == (day,)
        assert read("banana left from yesterday").not_understood == ()

    def test_nothing_is_understood(self) -> None:
        assert {text: read(text).names_nothing for text in ("nothing", "no breakfast today", "3", "qwertz", "")} == {
            "nothing": True, "no breakfast today": True, "3": False, "qwertz": False, "": False,
        }  # fmt: skip

    @pytest.mark.parametrize(
        "text", ["2 . 5 bananas", "-3 eggs", "0 apples", "1e9 g rice", "9000 g rice", "0.0001 g rice"]
    )
    def test_an_amount_nobody_eats_is_kept_in_words(self, text: str) -> None:
        assert (read(text).rows, read(text).not_understood) == ((), (text,))

    @pytest.mark.parametrize(
        "text",
        ["<b>toast</b><script>alert(1)</script>", "'; DROP TABLE diary_entry; --", "(((((", "\x00\x00", "½/½/0 ,,"],
    )
    def test_odd_texts_are_answered(self, text: str) -> None:
        reading = read(text)
        assert all(0 < row.grams <= MAX_GRAMS for row in reading.rows)
        assert Food.objects.exists()

    def test_a_page_of_text_is_read_up_to_a_bound(self) -> None:
        reading = read("two eggs, " * 1000)
        assert reading.is_cut
        assert len(reading.text) == 10_000
        assert 0 < len(reading.rows) <= 100

    def test_a_query_or_two_a_food(self, django_assert_max_num_queries) -> None:
        """Three for all, and for each food one search and, where its word is a general one, one more."""
        read("warm up")
        with django_assert_max_num_queries(13):
            read("2 eggs, toast, butter, 1 banana, coffee")


def test_the_usual_food_of_a_person_is_taken_first(ada, log):
    food(1, "Milk (whole)", ("1 cup", 244), description="Milk, whole", is_common=True)
    oat = food(2, "Oat milk", ("1 cup", 240), is_common=True)
    assert not read("milk", ada).rows[0].is_sure
    for days in (2, 1):
        log(ada, oat, on=TODAY - timedelta(days=days))
        [row] = read("milk", ada).rows
        assert (row.food.name, row.is_sure, row.others) == ("Milk (whole)", False, (oat,))
    log(ada, oat)
    [row] = read("milk", ada).rows
    assert (row.food, row.is_sure, row.why) == (oat, True, "your usual milk")


@pytest.mark.parametrize(
    ("plain", "words", "eaten_often"),
    [
        ("White rice", "rice", "Chicken curry with rice"),
        ("Chicken breast, roasted", "chicken", "Chicken curry"),
        ("Boiled potato", "potatoes", "Potato salad"),
        ("Cheddar", "cheddar", "Cheddar soup"),
    ],
)
def test_no_habit_makes_a_dish_of_what_is_only_in_it(ada, log, plain, words, eaten_often):
    meant = food(1, plain, ("1 cup", 150), is_common=True)
    dish = food(2, eaten_often, ("1 cup", 200), is_common=True)
    for days in range(5):
        log(ada, dish, on=TODAY - timedelta(days=days))
    assert [row.food for row in read(words, ada).rows] == [meant]


@pytest.mark.django_db
def test_a_spread_is_not_surely_the_salad_of_its_name():
    spread = food(1, "Chicken salad spread", ("1 cup", 200))
    [row] = read("chicken salad").rows
    assert (row.food, row.is_sure, row.assumed[0]) == (spread, False, "food")


@pytest.mark.django_db
def test_fish_and_chips_is_plain_fried_fish():
    food(1, "Fried fish with sauce, Puerto Rican style", ("1 cup", 200))
    fish = food(2, "Fish, cod, fried", ("1 fillet", 140))
    chips = food(3, "French fries", ("1 cup", 110), is_common=True)
    assert [row.food for row in read("fish and chips").rows] == [fish, chips]


def test_no_habit_is_meant_by_an_adjective_alone(ada, log):
    tea = food(1, "Black tea", ("1 cup", 240), is_common=True)
    for days in range(5):
        log(ada, tea, on=TODAY - timedelta(days=days))
    assert read("black", ada).not_understood == ("black",)
    assert [row.food for row in read("tea", ada).rows] == [tea]


def test_the_usual_food_does_not_take_the_place_of_one_that_was_named(ada, log):
    butter = food(1, "Butter", ("1 pat", 7), is_common=True)
    log(ada, food(2, "Peanut butter", ("1 tablespoon", 16), is_common=True))
    assert [row.food for row in read("butter", ada).rows] == [butter]


def test_where_no_amount_is_said_it_is_the_last_one(ada, bob, egg, log):
    log(ada, egg, quantity=3, on=TODAY - timedelta(days=1))
    assert eaten("boiled egg", ada) == [("Egg, boiled", 150)]
    assert read("egg boiled", ada).rows[0].why == "as you last logged it"
    assert eaten("boiled egg", bob) == [("Egg, boiled", 50)]


def test_taught_words_mean_what_the_person_said(ada, bob, bread):
    slice_ = bread.portions.get(description="1 slice")
    TaughtPhrase.objects.create(person=ada, phrase="Oma's zelnik", food=bread, portion=slice_, quantity=2)
    [row] = read("oma’s zelnik", ada).rows
    assert (row.food, row.grams, row.is_sure, row.assumed) == (bread, 62, True, ())
    assert read("3 slices of oma's zelnik", ada).rows[0].grams == 93
    assert read("oma's zelnik", bob).not_understood == ("oma's zelnik",)


def test_a_food_of_ones_own_is_found_by_its_owner_only(ada, bob):
    mine = own(ada, "Zelnik")
    mine.portions.create(description="1 slice", grams=120)
    assert eaten("2 slices of zelnik", ada) == [("Zelnik", 240)]
    assert read("2 slices of zelnik", bob).rows == ()


def saved(person: User, name: str, *foods: tuple[Food, float], servings: float | None = None) -> SavedMeal:
    meal = SavedMeal.objects.create(person=person, name=name, servings=servings)
    for row, quantity in foods:
        portion = row.portions.all()[0]
        SavedFood.objects.create(saved_meal=meal, portion=portion, quantity=quantity, grams=quantity * portion.grams)
    return meal


def test_a_saved_meal_is_its_foods(ada, bob, egg, bread):
    meal = saved(ada, "Sunday eggs", (egg, 2), (bread, 1))
    reading = read("sunday eggs", ada)
    assert (reading.saved_meal, eaten("sunday eggs", ada)) == (meal, [("Egg, boiled", 100), ("Rye bread", 31)])
    assert read("sunday eggs", bob).saved_meal is None


def test_a_recipe_whose_name_begins_with_a_word_that_says_nothing(ada, egg, bread):
    """ "My stew" by its whole name; "stew" alone is anybody's."""
    saved(ada, "My stew", (egg, 4), servings=4)
    food(9, "Stew", ("1 bowl", 240), is_common=True)
    for text, grams in (("my stew", 50), ("half a serving of My stew", 25), ("2 my stew", 100)):
        assert eaten(text, ada) == [("Egg, boiled", grams)], text
    assert eaten("stew", ada) == [("Stew", 240)]


def test_a_saved_meal_may_stand_among_foods(ada, egg, bread):
    saved(ada, "Sunday eggs", (egg, 2))
    reading = read("sunday eggs, 2 slices of rye bread", ada)
    assert reading.saved_meal is None
    assert [row.grams for row in reading.rows] == [100, 62]


def test_a_recipe_is_logged_by_the_serving(ada, egg):
    saved(ada, "Egg pie", (egg, 8), servings=4)
    assert eaten("egg pie", ada) == [("Egg, boiled", 100)]
    assert eaten("2 egg pie", ada) == [("Egg, boiled", 200)]


def test_the_usual_meal_is_the_one_most_often_eaten(ada, egg, bread, log):
    for days in (1, 3):
        log(ada, egg, quantity=2, on=TODAY - timedelta(days=days))
        log(ada, bread, on=TODAY - timedelta(days=days))
    log(ada, bread, meal=Meal.LUNCH, on=TODAY - timedelta(days=1))
    assert eaten("usual breakfast", ada) == [("Egg, boiled", 100), ("Rye bread", 31)]
    assert read("usual", ada, meal=Meal.DINNER).rows == ()
    [egg_row, _] = read("usual breakfast", ada, meal=Meal.DINNER).rows
    assert (egg_row.food, egg_row.assumed) == (egg, ("portion", "quantity"))


def test_words_that_no_food_has_are_not_the_usual_meal(ada, egg, log):
    for days in (1, 2, 3):
        log(ada, egg, on=TODAY - timedelta(days=days), meal=Meal.BREAKFAST)
    reading = read("a slice of oma's zelnik", ada, meal=Meal.BREAKFAST)
    assert (reading.rows, reading.not_understood) == ((), ("a slice of oma's zelnik",))


def test_same_as_yesterday_is_what_was_eaten_at_that_meal(ada, egg, bread, log):
    log(ada, egg, quantity=2, on=TODAY - timedelta(days=1))
    log(ada, bread, meal=Meal.LUNCH, on=TODAY - timedelta(days=1))
    assert eaten("same as yesterday", ada) == [("Egg, boiled", 100)]


@pytest.mark.parametrize("text", ["usual breakfast", "same as yesterday"])
def test_nothing_is_usual_where_nothing_was_logged(ada, bob, egg, log, text):
    log(bob, egg, on=TODAY - timedelta(days=1))
    assert (read(text, ada).rows, read(text, ada).not_understood) == ((), (text,))
    assert read(text).not_understood == (text,)


def test_a_food_chosen_by_hand_has_its_usual_amount(ada, egg, log):
    row = row_for(egg, person=ada)
    assert (row.grams, row.assumed, row.is_sure) == (50, ("portion", "quantity"), True)
    log(ada, egg, quantity=3)
    assert row_for(egg, person=ada).grams == 150
