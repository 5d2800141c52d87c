import pytest

from diary.own.portions import OwnPortions, keep_serving
from nutrients.models import Food
from tests.diary.larder import own


@pytest.fixture
def bread(ada):
    row = own(ada)
    row.portions.create(description="1 slice", grams=30, position=1)
    row.portions.create(description="1 g", grams=1, position=99)
    return row


def form_of(food, *rows):
    """rows: (id, description, grams, delete)."""
    data = {"portion-TOTAL_FORMS": str(len(rows)), "portion-INITIAL_FORMS": str(sum(bool(row[0]) for row in rows))}
    for place, (pk, description, grams, *delete) in enumerate(rows):
        data |= {f"portion-{place}-id": pk or "", f"portion-{place}-description": description}
        data |= {f"portion-{place}-grams": grams} | ({f"portion-{place}-DELETE": "on"} if delete else {})
    return OwnPortions(data, instance=food)


def portions(food):
    return list(food.portions.values_list("description", "grams"))


def test_portions_are_added_changed_and_taken_off(bread):
    slice_ = bread.portions.get(description="1 slice")
    form = form_of(bread, (slice_.pk, "1 thick slice", "43,5"), (None, "1 loaf", "750"), (None, "", ""))
    assert form.is_valid(), form.errors
    form.save()
    assert portions(bread) == [("1 thick slice", 43.5), ("1 loaf", 750), ("1 g", 1)]
    form = form_of(bread, (slice_.pk, "1 thick slice", "43.5", "delete"))
    assert form.is_valid()
    form.save()
    assert portions(bread) == [("1 loaf", 750), ("1 g", 1)]


def test_a_portion_in_the_diary_stays_and_that_is_said(ada, bread, log):
    log(ada, bread)
    form = form_of(bread, (bread.portions.first().pk, "1 slice", "30", "delete"))
    assert not form.is_valid()
    assert "“1 slice” stands in your diary" in form.non_form_errors()[0]


def test_a_portion_of_a_saved_meal_stays_and_the_meal_is_named(ada, bread, save):
    save(ada, "Sunday toast", (bread, 2))
    form = form_of(bread, (bread.portions.first().pk, "1 slice", "30", "delete"))
    assert not form.is_valid()
    assert "“1 slice” is used by your saved meal “Sunday toast”" in form.non_form_errors()[0]


@pytest.mark.parametrize(
    ("description", "grams", "text"),
    [
        ("1 g", "5", "Grams can always be logged"),
        ("1 SLICE", "5", "There is a portion of this name already"),
        ("1 bit", "0", "more than 0 g"),
        ("1 ton", "5001", "at most 5,000 g"),
        ("1 bit", "", "required"),
        ("", "5", "required"),
    ],
)
def test_what_cannot_be_is_said(bread, description, grams, text):
    form = form_of(bread, (bread.portions.first().pk, "1 slice", "30"), (None, description, grams))
    assert not form.is_valid()
    assert text in str(form.errors)


def test_another_foods_portion_cannot_be_taken_over(ada, bread):
    other = own(ada, "Another")
    theirs = other.portions.create(description="1 cup", grams=100)
    form = form_of(bread, (theirs.pk, "1 cup", "1"))
    if form.is_valid():
        form.save()
    theirs.refresh_from_db()
    assert (theirs.food, theirs.grams) == (other, 100)


def test_a_serving_is_a_portion_where_no_other_is_named(ada, bread):
    alone = own(ada, "Alone", usual_grams=40)
    for food in (alone, bread, own(ada, "Nothing said")):
        keep_serving(food)
    assert portions(alone) == [("1 serving", 40)]
    assert portions(bread) == [("1 slice", 30), ("1 g", 1)]
    assert portions(Food.objects.get(name="Nothing said")) == []
