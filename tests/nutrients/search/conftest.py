import re

import pytest

from nutrients.models import Food

LARDER = """
    * 31101010  Raw whole egg     Egg, whole, raw
    * 31103010  Boiled egg        Egg, whole, boiled or poached
    * 31108110  Egg whites        Egg, white, cooked
    * 32103020  Egg salad         Egg salad, made with mayonnaise
    * 58100300  Egg burrito       Egg burrito
      56113000  Egg noodles       Noodles, cooked
    * 75412010  Eggplant          Eggplant, cooked
    * 11111000  Milk (whole)      Milk, whole
    * 11112110  Milk (2%)         Milk, reduced fat (2%)
      11115000  Buttermilk        Buttermilk, fat free
      91700010  Milk chocolate    Chocolate candy
    * 11340000  Oat milk          Oat milk
    * -         Rolled oats, dry  Oats, raw
    * 56203000  Oatmeal           Oatmeal, regular or quick, made with water
      51501010  Oatmeal bread     Bread, oatmeal
      75122100  Jalapeño          Peppers, hot, raw
    * 74101000  Tomatoes          Tomatoes, raw
      63223020  Strawberries      Strawberries, raw
      92302000  Black tea         Tea, hot, leaf, black
      26155110  Tuna steak        Fish, tuna, baked
      27211100  Shepherd's pie    Shepherd's pie
    * 42202000  Peanut butter     Peanut butter
      51101000  Loaf of bread     Bread, white
    * 75117020  Onion, raw        Onions, raw
    * 75117010  Spring onions     Onions, green, raw
      -         EGGO, EGG BITES   EGGO, EGG BITES
"""  # common, food code, name, official description


@pytest.fixture
def larder(db):
    for number, line in enumerate(LARDER.strip("\n").splitlines(), start=1):
        common, code, name, description = re.fullmatch(r"    ([* ]) (\S+) +(.+?)  +(.+)", line).groups()
        food(number, name, description, food_code=code.strip("-"), is_common=common == "*")


def food(fdc_id, name, description="", **fields):
    return Food.objects.create(
        fdc_id=fdc_id, name=name, description=description or name, data_type="t", category="", source="t", **fields
    )


@pytest.fixture(name="food")
def food_factory(db):
    return food
