"""The page of trends, over HTTP and the database."""

from datetime import timedelta

import pytest

from diary.models import CheckIn, Day, SavedReport
from nutrients.models import Food
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")


@pytest.fixture
def eaten(ada, log):
    """Kefir and rice on four complete days of last week."""
    kefir, rice = (Food.objects.get(name=name, is_common=True) for name in ("Kefir", "White rice"))
    for back in (4, 5, 6, 7):
        day = TODAY - timedelta(days=back)
        log(ada, kefir, on=day)
        log(ada, rice, on=day)
        Day.objects.create(person=ada, date=day, complete=True)
    return ada


def page_of(client, query="", status=200):
    answer = client.get(f"/trends/{query}")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_what_the_weeks_held(eaten, ada_client):
    page = page_of(ada_client)
    for text in ("Live cultures", "L-glutamine", "Prebiotic foods", "Different plants", "4 of 4", "Rice"):
        assert text in page, text
    assert "Last 7 days, 4 complete" in page  # 12 to 18 November: today is still open
    assert "Last 28 days, 4 complete" in page


def test_how_the_days_felt_stands_beside_and_is_joined_to_nothing(eaten, ada_client):
    CheckIn.objects.create(person=eaten, date=TODAY, stress=3, stool_form=4)
    page = page_of(ada_client)
    assert "GutCheck does not connect them" in page
    assert "3: A lot" in page
    assert "4: Like a sausage, smooth and soft" in page
    assert "correlat" not in page.lower()


def test_an_empty_diary_says_so(ada_client, ada):
    page = page_of(ada_client)
    assert "Nothing is logged in these weeks." in page
    assert "Nothing was said of these days." in page
    assert "No plant was logged in these weeks." in page


@pytest.mark.parametrize("weeks", ["abc", "1000000000", "-4", "9"])
def test_a_span_we_do_not_show_is_said(eaten, ada_client, weeks):
    assert f"“{weeks}” is no span we show" in page_of(ada_client, f"?weeks={weeks}", status=422)


def test_nothing_of_another_diary(eaten, bob, bob_client):
    CheckIn.objects.create(person=eaten, date=TODAY, stress=3)
    page = page_of(bob_client)
    assert "Nothing is logged in these weeks." in page
    assert "3: A lot" not in page


def test_the_page_costs_few_queries_and_no_more_for_a_year(eaten, ada_client, django_assert_max_num_queries):
    for weeks in (4, 52):
        page_of(ada_client, f"?weeks={weeks}")  # the tables of these ages, read once
        with django_assert_max_num_queries(15):
            page_of(ada_client, f"?weeks={weeks}")


def test_looking_writes_nothing(eaten, ada_client):
    before = list(Day.objects.values()), list(CheckIn.objects.values()), list(SavedReport.objects.values())
    page_of(ada_client, "?weeks=26")
    assert ada_client.post("/trends/").status_code == 405
    assert (list(Day.objects.values()), list(CheckIn.objects.values()), list(SavedReport.objects.values())) == before
