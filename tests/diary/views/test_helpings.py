import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.models import Day, Entry, Helping
from diary.saved.meals import log_saved_meal
from tests.diary.larder import TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def serving(soup):
    log_saved_meal(soup, eaten_on=TODAY, meal="lunch", key=uuid4())
    return Helping.objects.get()


def post(client, url, **fields):
    answer = client.post(url, {"key": str(uuid4())} | fields, follow=True)
    return answer, answer.content.decode()


def undo(client, page):
    form = page[page.index('action="/entries/restore/"') :]
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("act", "note")}
    return post(client, "/entries/restore/", **fields)[1]


def grams():
    return list(Entry.objects.values_list("grams", flat=True))


def test_the_day_shows_one_row_that_opens_to_its_foods(ada_client, serving):
    page = ada_client.get("/day/").content.decode()
    (meal,) = ada_client.get("/day/").context["meals"]
    (row,) = meal.rows
    assert (row.amount, row.grams, len(row.rows), meal.foods) == ("1 serving", 350, 2, 2)
    summary = re.search(r'<details class="gc-helping".*?</summary>', page, re.DOTALL)[0]
    assert "Lentil soup" in summary
    assert "350 g" in summary
    assert "Lentils" not in summary
    assert "Lentils, dry" in page


def test_without_a_cooked_weight_the_row_says_what_went_in(ada_client, serving):
    Helping.objects.update(grams=None)
    (meal,) = ada_client.get("/day/").context["meals"]
    assert meal.rows[0].grams == 150
    assert 'value="grams"' not in ada_client.get("/day/").content.decode()


@pytest.mark.parametrize(
    ("sent", "says", "now"),
    [
        ({"amount": "2", "unit": "servings"}, "Changed: Lentil soup, 2 servings.", [200, 100]),
        ({"amount": "175", "unit": "grams"}, "Changed: Lentil soup, ½ serving.", [50, 25]),
    ],
)
def test_its_amount_is_changed_and_undone(ada_client, serving, sent, says, now):
    _answer, page = post(ada_client, f"/helpings/{serving.pk}/", **sent)
    assert says in page
    assert grams() == now
    assert "2 foods have their earlier amounts again." in undo(ada_client, page)
    assert grams() == [100, 50]


@pytest.mark.parametrize("amount", ["0", "-1", "1e9", "9999999", ""])
def test_an_amount_that_cannot_be_opens_the_helping_with_its_error(ada_client, serving, amount):
    answer, page = post(ada_client, f"/helpings/{serving.pk}/", amount=amount, unit="servings")
    assert answer.status_code == 422
    assert f'id="helping-{serving.pk}-amount_error"' in page
    assert f'id="helping-{serving.pk}" open' in page
    assert f'value="{amount}"' in page or not amount
    assert grams() == [100, 50]


def test_it_is_split_into_its_foods_and_undone(ada_client, serving):
    _answer, page = post(ada_client, f"/helpings/{serving.pk}/split/")
    assert "Split Lentil soup into 2 foods." in page
    assert "gc-helping" not in page
    assert grams() == [100, 50]
    assert "2 foods are one helping again." in undo(ada_client, page)
    assert "gc-helping" in ada_client.get("/day/").content.decode()


def test_it_is_removed_and_put_back_with_the_day_as_it_was(ada_client, ada, serving):
    Day.objects.create(person=ada, date=TODAY, complete=True)
    _answer, page = post(ada_client, f"/helpings/{serving.pk}/delete/")
    assert "Removed Lentil soup." in page
    assert not Helping.objects.exists()
    assert not Day.objects.get().complete
    assert "Put back 2 foods." in undo(ada_client, page)
    assert list(Entry.objects.values_list("helping__name", "grams")) == [("Lentil soup", 100), ("Lentil soup", 50)]
    assert Day.objects.get().complete


def test_a_food_of_it_is_changed_in_its_place(ada_client, serving):
    entry = Entry.objects.first()
    page = ada_client.get(f"/entries/{entry.pk}/").content.decode()
    assert f'id="helping-{serving.pk}" open' in page


@pytest.mark.parametrize("path", ["", "split/", "delete/"])
def test_anothers_helping_is_not_found(bob_client, serving, path):
    fields = {"key": str(uuid4()), "amount": "2", "unit": "servings"}
    assert bob_client.post(f"/helpings/{serving.pk}/{path}", fields).status_code == 404
    assert grams() == [100, 50]


def test_helpings_cost_one_query_more_than_foods_however_many(ada_client, soup, serving, django_assert_num_queries):
    Helping.objects.all().delete()
    ada_client.get("/day/")  # what each process reads once
    with CaptureQueriesContext(connection) as with_foods:
        ada_client.get("/day/")
    for meal in ("breakfast", "lunch", "dinner"):
        log_saved_meal(soup, eaten_on=TODAY, meal=meal, key=uuid4())
    with django_assert_num_queries(len(with_foods) + 1):
        ada_client.get("/day/")
