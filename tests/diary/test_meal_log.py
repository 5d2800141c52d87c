from uuid import uuid4

from diary.meal_log import meals_of
from diary.models import Entry, Helping
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY


def test_a_helping_is_one_row_where_its_first_food_stands(ada, egg, bread, soup, log):
    """
    breakfast  egg
    lunch      egg, two helpings of soup, bread
    """
    log(ada, egg)
    log(ada, egg, meal="lunch")
    for servings in (1, 2):
        log_saved_meal(soup, eaten_on=TODAY, meal="lunch", key=uuid4(), servings=servings)
    log(ada, bread, meal="lunch")
    breakfast, lunch = meals_of(Entry.objects.of(ada).as_listed(), Helping.objects.of(ada).in_bulk())
    assert [row.amount for row in lunch.rows] == ["1 large egg", "1 serving", "2 servings", "1 slice"]
    assert [row.grams for row in lunch.rows[1:3]] == [350, 700]
    assert (breakfast.foods, lunch.foods) == (1, 6)
