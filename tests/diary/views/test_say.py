"""The box: what a sentence means is shown, changed and logged, with plain pages as with fragments."""

from uuid import uuid4

import pytest

from accounts.models import Profile
from diary.models import MAX_SENTENCE, Entry, Sentence
from nutrients.models import Food, FoodNutrient, Nutrient, ReferenceIntake
from tests.diary.larder import food
from tests.diary.views.sent import ADD, READ, form_in, logged

pytestmark = pytest.mark.usefixtures("at_noon")
State = Sentence.State


def test_a_sentence_is_shown_then_logged_with_its_words(ada, say, press, larder):
    page = say("2 eggs and rye bread")
    assert page.status_code == 200
    assert "2 foods. Every phrase understood." in page.content.decode()
    assert not Sentence.objects.exists()
    answer = press(page, ADD, add="add")
    assert (answer.status_code, answer.url) == (303, "/day/2026-11-19/")
    assert logged(ada) == [("Egg, boiled", 2, 100), ("Rye bread", 1, 31)]
    sentence = Sentence.objects.of(ada).get()
    assert (sentence.text, sentence.meal, sentence.state) == ("2 eggs and rye bread", "lunch", State.LOGGED)
    assert {entry.sentence for entry in Entry.objects.all()} == {sentence}


def test_an_address_with_words_shows_the_same_preview(ada_client, say, larder):
    by_address = ada_client.get("/day/2026-11-19/", {"q": "2 eggs", "meal": "lunch"})
    fields = [{k: v for k, v in form_in(page).items() if k != "key"} for page in (by_address, say("2 eggs"))]
    assert fields[0] == fields[1]
    assert fields[0]["part-0-text"] == "2 eggs"


def test_while_typing_only_the_preview_comes(ada_client, larder):
    page = ada_client.post(READ, {"text": "2 eggs", "meal": "lunch"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Add 1 to lunch" in page
    heard = page[page.index('id="say-status" role="status" hx-swap-oob="true"') :]
    assert "1 food. Every phrase understood." in heard


def test_words_that_were_not_shown_are_not_logged_unseen(ada_client, press, say, larder):
    """The words were changed after the preview: what they mean now is shown first."""
    answer = press(say("2 eggs"), ADD, add="add", text="3 eggs")
    assert answer.status_code == 422
    assert "Nothing was added yet. This is what your words mean" in answer.content.decode()
    assert not Sentence.objects.exists()
    assert press(answer, ADD, add="add").status_code == 303
    assert Entry.objects.get().quantity == 3


def test_add_without_a_preview_shows_it(ada_client, larder):
    """A browser that keeps no preview, or Enter too early."""
    fields = {"key": str(uuid4()), "text": "egg", "meal": "lunch"}
    answer = ada_client.post(ADD, fields)
    assert answer.status_code == 422
    assert form_in(answer)["part-0-text"] == "egg"
    assert form_in(answer)["key"] == fields["key"]


def test_the_same_form_sent_twice_logs_once(ada, say, press, larder):
    page = say("2 eggs and rye bread")
    for _ in range(2):
        answer = press(page, ADD, add="add")
        assert (answer.status_code, answer.url) == (303, "/day/2026-11-19/")
    assert (Entry.objects.of(ada).count(), Sentence.objects.of(ada).count()) == (2, 1)


def test_an_amount_and_a_portion_are_changed_before_adding(ada, say, press, larder):
    page = press(say("egg"), READ, act="open:0")
    assert 'name="part-0-quantity"' in page.content.decode()
    page = press(page, READ, act="done:0", **{"part-0-quantity": "1½"})
    assert "75</b>" in page.content.decode()
    press(page, ADD, add="add")
    entry = Entry.objects.of(ada).get()
    assert (entry.quantity, entry.grams, entry.assumed) == (1.5, 75, "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("lots", "not an amount GutCheck can read"),
        ("0", "The amount must be more than 0."),
        ("-3", "The amount must be more than 0."),
        ("", "Without an amount the food cannot be counted."),
        ("900", "more than 5 kg of one food"),
    ],
)
def test_an_amount_that_cannot_be_stays_beside_its_error(say, press, larder, typed, says):
    page = press(say("egg and rye bread"), READ, act="open:0")
    answer = press(page, ADD, add="add", **{"part-0-quantity": typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert 'aria-describedby="part-0-error"' in text
    assert form_in(answer)["part-0-quantity"] == typed
    assert not Entry.objects.exists()


def test_a_food_is_left_out_and_put_back(ada, say, press, larder):
    page = press(say("egg and rye bread"), READ, act="out:1")
    assert "Add 1 to lunch" in page.content.decode()
    page = press(page, READ, act="back:1")
    assert "Add 2 to lunch" in page.content.decode()
    press(press(page, READ, act="out:0"), ADD, add="add")
    assert logged(ada) == [("Rye bread", 1, 31)]


def test_another_food_keeps_the_amount_that_was_said(ada, say, press, larder):
    fried = food(9, "Egg, fried", ("1 large egg", 46))
    page = press(say("2 eggs"), READ, act=f"food:0:{fried.pk}")
    press(page, ADD, add="add")
    entry = Entry.objects.of(ada).get()
    assert (entry.portion.food, entry.grams) == (fried, 92)
    assert "food" not in entry.assumed


def test_a_choice_survives_typing_on(ada, say, press, larder):
    fried = food(9, "Egg, fried", ("1 large egg", 46))
    page = press(say("2 eggs"), READ, act=f"food:0:{fried.pk}")
    page = press(page, READ, text="2 eggs and rye bread")
    press(page, ADD, add="add")
    assert [name for name, *_ in logged(ada)] == ["Egg, fried", "Rye bread"]


def test_anothers_food_is_not_taken(ada, bob, say, press, larder):
    secret = Food.objects.create(owner=bob, name="Bob's stew", description="b", data_type="own_food", source="Label")
    page = press(say("egg"), READ, act=f"food:0:{secret.pk}")
    assert "Bob" not in page.content.decode()
    press(say("egg"), ADD, add="add", **{"part-0-food": str(secret.pk)})
    assert [name for name, *_ in logged(ada)] == ["Egg, boiled"]


def test_a_portion_of_another_food_is_passed_over(ada, say, press, larder, bread):
    slice_ = bread.portions.first()
    press(say("egg"), ADD, add="add", **{"part-0-portion": str(slice_.pk)})
    assert logged(ada) == [("Egg, boiled", 1, 50)]


def test_html_in_a_sentence_is_text(say, press, ada_client, larder):
    page = say("<script>alert(1)</script> & 2 eggs").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 2 eggs" in page


def test_a_paste_of_ten_thousand_characters_is_kept_whole(ada, say, press, larder):
    text = ("2 eggs, " * 1250)[:10_000]
    page = say(text)
    assert page.status_code == 200
    assert form_in(page)["text"] == text
    answer = press(page, ADD, add="add")
    assert answer.status_code == 303
    assert Sentence.objects.of(ada).get().text == text


def test_more_than_can_be_kept_is_said_and_stays_in_the_box(say, press, larder):
    text = "egg " * (MAX_SENTENCE // 4 + 1)
    page = say(text)
    assert "Nothing is lost: log it in two parts." in page.content.decode()
    answer = press(page, ADD, add="add")
    assert answer.status_code == 422
    assert form_in(answer)["text"] == text
    assert not Sentence.objects.exists()


def test_nothing_written_is_said(ada_client):
    answer = ada_client.post(ADD, {"key": str(uuid4()), "text": "  ", "meal": "lunch"})
    assert answer.status_code == 422
    assert "Nothing is written." in answer.content.decode()


def test_a_nul_does_no_harm(ada, say, press, larder):
    press(say("2\x00eggs"), ADD, add="add")
    assert Sentence.objects.of(ada).get().text == "2 eggs"


def test_lines_are_kept(ada, say, press, larder):
    press(say("2 eggs\r\nrye bread"), ADD, add="add")
    assert Sentence.objects.of(ada).get().text == "2 eggs\nrye bread"
    assert Entry.objects.count() == 2


def test_a_barcode_is_the_packet_it_stands_on(ada, say, press, larder):
    food(5, "Oat drink, barista", ("1 glass", 200), gtin="04006381333931")
    press(say("4006381333931"), ADD, add="add")
    assert [name for name, *_ in logged(ada)] == ["Oat drink, barista"]
    assert "Not understood" in say("4006381333948").content.decode()


def test_undo_takes_the_foods_off_and_keeps_the_words(ada, ada_client, say, press, larder):
    press(say("2 eggs"), ADD, add="add")
    day = ada_client.get("/day/2026-11-19/")
    assert "Added 1 food to lunch." in day.content.decode()
    undo = {"key": str(uuid4()), "act": "written", "note": day.context["undo"]["note"]}
    page = ada_client.post("/entries/restore/", undo, follow=True).content.decode()
    assert "Took 1 food off again. Your words are kept below." in page
    assert "counts as unknown until you look at it" in page
    assert not Entry.objects.exists()


def test_which_food_is_asked_with_what_the_choice_moves(ada, say, press):
    Nutrient.objects.create(
        tagname="CA", name="Calcium", unit="mg", kind="mineral", assessment="adequacy", decimals=0, in_article=True
    )
    ReferenceIntake.objects.create(
        reference_set="DRI", nutrient_id="CA", rda=1000, life_stage="female", age_min=19, age_max=50, source="test"
    )
    for fdc_id, name, calcium in ((1, "Milk (whole)", 120), (2, "Oat milk", 5), (3, "Milk (skim)", 140)):
        row = food(fdc_id, name, ("1 cup", 200), is_common=True)
        FoodNutrient.objects.create(food=row, nutrient_id="CA", amount=calcium, derivation="analysed", source="test")
    page = say("milk")
    text = page.content.decode()
    assert "Which “milk”?" in text
    assert "Calcium 240 mg" in text
    assert "The choice moves calcium." in text
    Profile.objects.filter(user=ada).update(hides_numbers=True)
    hidden = say("milk").content.decode()
    assert "Calcium 240 mg" not in hidden
    assert "The choice moves calcium." in hidden
    oat = Food.objects.get(name="Oat milk")
    press(page, ADD, add="add", **{"part-0-food": str(oat.pk)})
    entry = Entry.objects.of(ada).get()
    assert (entry.portion.food, "food" in entry.assumed) == (oat, False)


def test_a_choice_made_for_the_person_is_marked(ada, say, press):
    for fdc_id, name in ((1, "Milk (whole)"), (2, "Oat milk"), (3, "Milk (skim)")):
        food(fdc_id, name, ("1 cup", 200), is_common=True)
    page = say("milk")
    assert "Which “milk”?" in page.content.decode()
    press(page, ADD, add="add")
    assert "food" in Entry.objects.of(ada).get().assumed


def test_a_day_to_come_takes_no_words(ada_client, say, larder):
    fields = form_in(say("egg")) | {"add": "add"}
    assert ada_client.post("/day/2026-11-22/add/", fields).status_code == 404
    assert ada_client.get(READ).status_code == 302


def test_the_keys_are_listed_on_a_page_and_in_a_dialog(ada_client):
    page = ada_client.get("/shortcuts/").content.decode()
    assert "Undo what was just done" in page
    assert "<html" not in ada_client.get("/shortcuts/", headers={"HX-Request": "true"}).content.decode()


def test_a_preview_costs_a_bounded_number_of_queries(ada_client, larder, django_assert_max_num_queries):
    words = {"text": "2 eggs, rye bread, butter and zelnik", "meal": "lunch"}
    ada_client.post(READ, words, headers={"HX-Request": "true"})
    with django_assert_max_num_queries(24):
        ada_client.post(READ, words, headers={"HX-Request": "true"})


def test_nothing_is_answered_and_not_kept(say, press, larder):
    page = say("nothing today")
    assert page.status_code == 422
    assert "These words name no food, so there is nothing to add." in page.content.decode()
    assert press(page, ADD, add="add").status_code == 422
    assert not Sentence.objects.exists()


@pytest.mark.parametrize("text", ["3", "200 g", "mcg", "yesterday"])
def test_no_food_is_near_numbers_and_units(say, larder, text):
    food(7, "Milk 3.25% fat, 200 g pack, mcg yesterday", ("1 cup", 244), is_common=True)
    [part] = say(text).context["say"].preview.parts
    assert (part.row, part.near) == (None, [])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("2 slices of grilled rye bread", "food assumed"),
        ("rye bread", "amount assumed"),
        ("grilled rye bread", "food and amount assumed"),
    ],
)
def test_the_mark_says_what_is_assumed(say, larder, text, mark):
    [tail] = say(text).content.decode().split('stroke-linecap="round"/></svg>')[1:]
    assert tail.startswith(f"{mark}</span>")
