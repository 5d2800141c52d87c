"""The pages of nutrients, and putting a better known food in the place of one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Profile
from diary.models import Day, Entry
from nutrients.models import Nutrient
from tests.diary.larder import TODAY, food, own

pytestmark = pytest.mark.usefixtures("at_noon", "rule_settings")


@pytest.fixture
def zinc(db):
    return Nutrient.objects.create(
        tagname="ZN", name="Zinc", unit="mg", kind="mineral", assessment="adequacy", in_article=True,
        gut_function="Keeps it whole, says the article.", article_claim="Too little lets things through.",
        evidence_grade="C", evidence_note="One study of 12 people.", citation="Sturniolo 2001",
    )  # fmt: skip


@pytest.fixture
def bakery(ada):
    row = own(ada, "Rye bread, corner bakery")
    row.portions.create(description="1 slice", grams=31)
    return row


@pytest.fixture
def twin(zinc):
    row = food(7, "Rye bread")
    row.composition.create(nutrient=zinc, amount=1.1, derivation="calculated", source="s")
    return row


def swap(client, bakery, twin):
    return client.post("/nutrients/ZN/swap/", {"key": str(uuid4()), "food": bakery.pk, "twin": twin.pk}, follow=True)


def test_the_list_names_every_nutrient(ada_client, zinc):
    page = ada_client.get("/nutrients/").content.decode()
    assert 'href="/nutrients/ZN/"' in page
    assert "in the article" in page


def test_the_claim_stands_beside_the_evidence(ada_client, zinc):
    page = ada_client.get("/nutrients/ZN/").content.decode()
    for text in ("Keeps it whole", "Too little lets", "One study of 12", "Observational or small", "Sturniolo 2001"):
        assert text in page


def test_a_nutrient_nobody_knows_is_not_found(ada_client):
    assert ada_client.get("/nutrients/UNOBTAINIUM/").status_code == 404


def test_tagnames_with_signs_have_a_page(ada_client):
    Nutrient.objects.create(tagname="LUT+ZEA", name="Lutein", unit="mcg", kind="other", assessment="amount")
    assert 'href="/nutrients/LUT+ZEA/"' in ada_client.get("/nutrients/").content.decode()
    assert ada_client.get("/nutrients/LUT+ZEA/").status_code == 200


def test_a_food_without_a_value_is_swapped_this_week_and_back(ada, ada_client, bakery, twin, log):
    lately = log(ada, bakery, quantity=2)
    log(ada, bakery, on=TODAY - timedelta(days=7))
    page = ada_client.get("/nutrients/ZN/").content.decode()
    assert "logged 2 times" in page
    assert "Rye bread: 1.1 mg in 100 g" in page
    answer = swap(ada_client, bakery, twin)
    assert "This week Rye bread stands in the place of Rye bread, corner bakery" in answer.content.decode()
    eaten = Entry.objects.order_by("eaten_on").values_list("portion__food__name", "grams")
    assert list(eaten) == [("Rye bread, corner bakery", 31), ("Rye bread", 62)]
    note = answer.context["swapped"]["note"]
    page = ada_client.post("/nutrients/ZN/swap/undo/", {"key": str(uuid4()), "note": note}, follow=True)
    assert "1 entry is as it was." in page.content.decode()
    lately.refresh_from_db()
    assert (lately.portion.food, lately.quantity, lately.grams) == (bakery, 2, 62)


def test_a_food_that_is_not_logged_this_week_stays_and_that_is_said(ada, ada_client, bakery, twin, log):
    log(ada, bakery, on=TODAY - timedelta(days=7))
    assert "is not logged this week, so nothing was changed" in swap(ada_client, bakery, twin).content.decode()


def test_a_swap_never_touches_another_diary(ada, bob, bob_client, egg, twin, log):
    entry = log(ada, egg)
    swap(bob_client, egg, twin)
    entry.refresh_from_db()
    assert entry.portion.food == egg


def test_an_undo_that_was_made_up_is_refused(ada_client, zinc):
    answer = ada_client.post("/nutrients/ZN/swap/undo/", {"key": str(uuid4()), "note": "made up"})
    assert answer.status_code == 400


def test_a_nutrient_over_the_weeks(ada, ada_client, zinc, egg, log):
    """Three complete days last week; what was logged, in which foods, and when, in the page and in the table."""
    egg.composition.create(nutrient=zinc, amount=2, derivation="calculated", source="s")
    for back in (4, 5, 6):
        log(ada, egg, on=TODAY - timedelta(days=back))
        Day.objects.create(person=ada, date=TODAY - timedelta(days=back), complete=True)
    page = " ".join(ada_client.get("/nutrients/ZN/?weeks=4").content.decode().split())
    for text in ("Your last 4 weeks", "3 of 7", "9 Nov", "nothing logged", "3 times", "1.0 mg · 100%"):
        assert text in page, text
    assert "26 October 2026 to 19 November 2026: a day, over 3 complete days." in page
    assert 'href="?weeks=52"' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("weeks=abc", "“abc” is no span we show"),
        ("weeks=1000000000", "is no span we show"),
        ("weeks=-8", "is no span we show"),
        ("from=2026-11-02&to=2026-11-01", "2 November 2026 is after 1 November 2026"),
        ("from=2010-01-01", "over ten years"),
        ("to=0001-01-01", "2000 at the earliest"),
        ("from=%00&to=%3Cscript%3E", "This is not a date"),
    ],
)
def test_a_span_that_cannot_be_shown_is_said_and_the_page_is_there(ada_client, zinc, query, said):
    answer = ada_client.get(f"/nutrients/ZN/?{query}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Your last 8 weeks" in page
    assert "<script>" not in page


def test_links_keep_what_else_was_asked_for(ada_client, zinc):
    page = ada_client.get("/nutrients/ZN/?diet=vegan&weeks=26&from=2026-11-01").content.decode()
    assert 'href="?diet=vegan&amp;weeks=52&amp;from=2026-11-01"' in page
    assert 'href="?diet=vegetarian&amp;weeks=26&amp;from=2026-11-01"' in page
    assert '<input type="hidden" name="weeks" value="26">' in page


def test_energy_has_no_weeks_for_there_is_no_goal_for_it(ada_client, db):
    Nutrient.objects.create(tagname="ENERC_KCAL", name="Energy", unit="kcal", kind="energy", assessment="amount")
    answer = ada_client.get("/nutrients/ENERC_KCAL/")
    assert answer.status_code == 200
    assert "Your last" not in answer.content.decode()


def test_a_nutrient_costs_the_same_queries_for_a_month_and_a_year(
    ada, ada_client, zinc, egg, log, django_assert_max_num_queries
):
    for back in range(1, 360, 3):
        log(ada, egg, on=TODAY - timedelta(days=back))
    for weeks in (4, 52):
        with django_assert_max_num_queries(32):
            ada_client.get(f"/nutrients/ZN/?weeks={weeks}")


def test_who_hides_numbers_reads_the_verdicts_first(ada, ada_client, zinc, egg, log):
    egg.composition.create(nutrient=zinc, amount=2, derivation="calculated", source="s")
    log(ada, egg)
    Day.objects.create(person=ada, date=TODAY, complete=True)
    assert "1.0 mg · 100%" in ada_client.get("/nutrients/ZN/").content.decode()
    Profile.objects.filter(user=ada).update(hides_numbers=True)
    page = ada_client.get("/nutrients/ZN/").content.decode()
    assert "1.0 mg · 100%" not in page
    assert page.index("Show the numbers") < page.index('<svg class="gc-chart')


def test_who_hides_numbers_sees_rich_foods_without_amounts(ada, ada_client, zinc, egg):
    type(egg).objects.filter(pk=egg.pk).update(is_common=True, usual_grams=50)
    egg.composition.create(nutrient=zinc, amount=2, derivation="calculated", source="s")
    rich = ada_client.get("/nutrients/ZN/").content.decode().partition('id="rich"')[2]
    assert "mg</span>" in rich
    Profile.objects.filter(user=ada).update(hides_numbers=True)
    rich = ada_client.get("/nutrients/ZN/").content.decode().partition('id="rich"')[2]
    assert "Egg" in rich
    assert "mg</span>" not in rich
