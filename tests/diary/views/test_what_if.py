"""What a week would read as for other answers; nothing is changed by asking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile
from diary.kept.keeping import keep_week
from diary.models import Day, Entry, SavedReport
from diary.weeks import Week
from nutrients.models import Food
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
ADDRESS = "/week/2026-W46/what-if/"
OWN = {"reference_set": "DRI", "diet": "", "sex": "female", "physiology": "", "menstruating": "yes"}


@pytest.fixture
def eaten(ada, log):
    """White rice and eggs on five complete days: about 16 mg of iron asked of a woman with periods, less of a man."""
    foods = [Food.objects.get(name=name, is_common=True) for name in ("White rice", "Boiled egg")]
    for day in Week(2026, 46).days[:5]:
        for food in foods:
            log(ada, food, quantity=4, on=day)
        Day.objects.create(person=ada, date=day, complete=True)
    return ada


def page_of(client, status=200, **answers):
    answer = client.get(ADDRESS, answers)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def row_of(page, name):
    """The cells of a nutrient's row, as text."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page) if f">{name}</a>" in row)
    return [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row)]


def test_the_form_stands_there_with_ones_own_answers(eaten, ada_client):
    page = page_of(ada_client)
    assert "Side by side" not in page
    assert re.search(r'name="sex" value="female"[^>]* checked', page)
    assert re.search(r'name="menstruating" value="yes"[^>]* checked', page)


def test_ones_own_answers_read_the_same(eaten, ada_client):
    page = page_of(ada_client, **OWN)
    assert "These are your own answers, so both sides are the same." in page
    assert "reads otherwise" not in page


def test_a_man_needs_less_iron(eaten, ada_client):
    page = page_of(ada_client, **OWN | {"sex": "male"})
    now, need_now, tried, need_tried = row_of(page, "Iron")
    assert (need_now, need_tried) == ("8.1 / 18", "6 / 8")
    assert now != tried
    assert 'Male <span class="gc-3">instead of Female</span>' in page
    assert re.search(r"\d+ nutrients? reads? otherwise\.", page)


def test_another_set_and_an_age(eaten, ada_client):
    page = page_of(ada_client, **OWN | {"reference_set": "EFSA", "age": "70", "menstruating": "no", "weight_kg": "90"})
    assert row_of(page, "Zinc")[1] == "6.8 / 8"
    assert row_of(page, "Zinc")[3] != "6.8 / 8"
    for text in ("EFSA", "instead of US/Canada DRI", "instead of born in 1990", "instead of skipped"):
        assert text in page, text


def test_one_age_is_one_age_and_a_year_of_birth_is_two(eaten, ada_client):
    """At 50 a woman needs 800 mg of calcium, at 51 1,000; 51 asked for is 51 alone."""
    assert row_of(page_of(ada_client, **OWN | {"age": "51"}), "Calcium")[3] == "1,000 / 1,200"
    assert row_of(page_of(ada_client, **OWN | {"age": "50"}), "Calcium")[3] == "800 / 1,000"


def test_asking_writes_nothing(eaten, ada_client):
    def everything():
        return [list(model.objects.order_by("pk").values()) for model in (Profile, Day, Entry, SavedReport)]

    before = everything()
    with CaptureQueriesContext(connection) as queries:
        page_of(ada_client, **OWN | {"sex": "male", "reference_set": "EFSA", "diet": "vegan", "age": "30"})
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert everything() == before
    assert ada_client.post(ADDRESS, OWN).status_code == 405
    assert everything() == before


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"age": "12"}, "12 is outside 18 to 100"),
        ({"age": "101"}, "101 is outside 18 to 100"),
        ({"age": "-30"}, "is not a number we can read"),
        ({"age": "30.5"}, "An age has no decimals"),
        ({"age": "9" * 4000}, "too long for a number"),
        ({"weight_kg": "7"}, "7 is outside 20 to 400 kg"),
        ({"weight_kg": "1e9"}, "is not a number we can read"),
        ({"sex": "male", "physiology": "pregnant"}, "for females only"),
        ({"sex": "robot"}, "There is no such answer"),
        ({"reference_set": "WHO"}, "There is no such answer"),
        ({"reference_set": ""}, "There is no such answer"),
        ({"diet": "<script>"}, "There is no such answer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_input(eaten, ada_client, answers, said):
    page = page_of(ada_client, status=422, **OWN | answers)
    assert said in page
    assert "Side by side" not in page
    assert "<script>" not in page


def test_who_is_pregnant_at_sixty_gets_no_reference_and_no_error(eaten, ada_client):
    page = page_of(ada_client, **OWN | {"physiology": "pregnant", "age": "60"})
    assert "no reference for you" in row_of(page, "Zinc")[2]


def test_a_kept_week_is_worked_out_anew_on_both_sides_and_that_is_said(eaten, ada_client):
    assert keep_week(eaten, Week(2026, 46), TODAY)
    assert "The report of this week is kept." in page_of(ada_client, **OWN)


def test_a_week_to_come_has_nothing_to_ask(ada_client, ada):
    assert "Answers to try" not in ada_client.get("/week/2027-W01/what-if/").content.decode()


def test_the_week_leads_to_it(eaten, ada_client):
    assert f'href="{ADDRESS}"' in ada_client.get("/week/2026-W46/").content.decode()


def test_both_sides_cost_few_queries(eaten, ada_client, django_assert_max_num_queries):
    page_of(ada_client, **OWN)
    with django_assert_max_num_queries(22):
        page_of(ada_client, **OWN | {"reference_set": "EFSA"})


def test_who_hides_numbers_sees_the_verdicts_alone(eaten, ada_client):
    assert "EAR / RDA, or AI, a day" in page_of(ada_client, **OWN)
    Profile.objects.filter(user=eaten).update(hides_numbers=True)
    page = page_of(ada_client, **OWN)
    assert "EAR / RDA, or AI, a day" not in page
    assert 'class="now a' not in page
    assert "Side by side" in page
