"""The box, where words were not understood or wait: they stay, count as unknown, and are looked at again."""

from uuid import uuid4

import pytest

from diary.models import Entry, Sentence, TaughtPhrase
from nutrients.models import Food, FoodNutrient
from tests.diary.larder import TODAY, food
from tests.diary.views.sent import ADD, READ, form_in, logged

pytestmark = pytest.mark.usefixtures("at_noon")
State = Sentence.State


class TestNotUnderstood:
    SENTENCE = "2 eggs and a slice of oma's zelnik"

    def test_the_phrase_stays_on_the_day_and_can_be_looked_at_again(self, ada, ada_client, say, press, larder):
        page = say(self.SENTENCE)
        assert "Not understood: “" in page.content.decode()
        press(page, ADD, add="add")
        assert logged(ada) == [("Egg, boiled", 2, 100)]
        sentence = Sentence.objects.get()
        assert len(sentence.not_understood) == 1
        day = ada_client.get("/day/2026-11-19/").content.decode()
        assert "counts as unknown until" in day
        again = ada_client.get("/day/2026-11-19/", {"look": sentence.pk, "phrase": 0})
        assert form_in(again)["text"] == sentence.not_understood[0]
        page = press(again, READ, act=f"food:0:{Food.objects.get(name='Rye bread').pk}")
        press(page, ADD, add="add")
        sentence.refresh_from_db()
        assert sentence.not_understood == []
        assert (Sentence.objects.count(), Entry.objects.filter(sentence=sentence).count()) == (1, 2)
        assert "counts as unknown until" not in ada_client.get("/day/2026-11-19/").content.decode()

    def test_logged_as_unknown_it_is_an_own_food_without_values(self, ada, say, press, larder):
        part_of_a_meal = food(Food.GUTCHECK_FOODS + 1, "Unknown meal", ("1 part of a meal", 100))
        press(say(self.SENTENCE), ADD, add="unknown")
        entry = Entry.objects.of(ada).get(portion__food__owner=ada)
        assert entry.portion.food.name.endswith("zelnik")
        assert (entry.grams, entry.assumed) == (100, "portion quantity")
        assert not FoodNutrient.objects.filter(food=entry.portion.food).exists()
        assert not entry.portion.food.makeup_known
        assert entry.portion.food != part_of_a_meal
        assert Sentence.objects.get().not_understood == []

    def test_its_grams_are_the_persons_where_they_say_so(self, ada, say, press, larder):
        food(Food.GUTCHECK_FOODS + 1, "Unknown meal", ("1 part of a meal", 100))
        page = press(say(self.SENTENCE), READ, act="unknown:1")
        assert form_in(page)["part-1-quantity"] == "100"
        press(page, ADD, add="add", **{"part-1-quantity": "180"})
        entry = Entry.objects.of(ada).get(portion__food__owner=ada)
        assert (entry.grams, entry.assumed) == (180, "")

    def test_without_the_tables_the_grams_are_asked(self, say, press, larder):
        page = press(say(self.SENTENCE), READ, act="unknown:1")
        assert "Say how many grams it was, about" in page.content.decode()
        assert press(page, ADD, add="add").status_code == 422
        assert not Entry.objects.exists()

    def test_the_same_unknown_food_is_made_once(self, ada, say, press, larder):
        food(Food.GUTCHECK_FOODS + 1, "Unknown meal", ("1 part of a meal", 100))
        for _ in range(2):
            press(say("oma's zelnik"), ADD, add="unknown")
        assert Food.objects.filter(owner=ada).count() == 1

    def test_a_phrase_is_taught_once_and_understood_then(self, ada, say, press, larder, bread):
        page = press(say("2 eggs and oma's zelnik"), READ, act="teach:1")
        page = press(page, READ, act=f"food:1:{bread.pk}", **{"part-1-teaches": "yes"})
        assert "will be remembered" in page.content.decode()
        assert not TaughtPhrase.objects.exists()
        press(page, ADD, add="add")
        taught = TaughtPhrase.objects.of(ada).get()
        assert (taught.phrase, taught.food) == ("oma's zelnik", bread)
        assert "Every phrase understood." in say("oma's zelnik").content.decode()
        page = press(say("oma's zelnik"), READ, act="find:0")
        assert 'name="part-0-teaches"' in page.content.decode()

    def test_a_food_is_searched_within_without_scripts(self, say, press, larder, bread):
        page = press(say(self.SENTENCE), READ, act="find:1", find="rye")
        assert f'value="food:1:{bread.pk}"' in page.content.decode()
        page = press(say(self.SENTENCE), READ, act="find:1", find="xyzzy")
        assert "No food is called “xyzzy”." in page.content.decode()


@pytest.mark.parametrize(
    "text",
    ["!!! ... ???", "🥚🍞", "\u202eتفاح", "בננה", "-3 eggs", "1e9 g rice", "0 apples", "'; DROP TABLE diary_entry; --"],
)
def test_words_that_name_no_food_are_kept_for_later(ada, ada_client, say, press, larder, text):
    page = say(text)
    assert page.status_code == 200
    assert not form_in(page).get("part-0-food")
    assert press(page, ADD, add="keep").status_code == 303
    sentence = Sentence.objects.of(ada).get()
    assert (sentence.text, sentence.state) == (text, State.WAITING)
    assert not Entry.objects.exists()
    day = ada_client.get("/day/2026-11-19/")
    assert "counts as unknown until you look at it" in day.content.decode()
    again = ada_client.get("/day/2026-11-19/", {"look": sentence.pk})
    assert form_in(again)["text"] == text


def test_waiting_words_are_logged_where_they_were_written(ada, ada_client, press, larder):
    """Words that came from a device later: they stand at their own meal and day, whatever the clock says."""
    sentence = Sentence.objects.create(
        person=ada, eaten_on=TODAY, meal="breakfast", text="2 eggs", state=State.WAITING, key=uuid4()
    )
    press(ada_client.get("/day/2026-11-19/", {"look": sentence.pk}), ADD, add="add")
    sentence.refresh_from_db()
    assert (Entry.objects.get().meal, sentence.state) == ("breakfast", State.LOGGED)


def test_two_devices_looking_at_the_same_words_log_them_once(ada, ada_client, press, larder):
    sentence = Sentence.objects.create(
        person=ada, eaten_on=TODAY, meal="lunch", text="2 eggs", state=State.WAITING, key=uuid4()
    )
    pages = [ada_client.get("/day/2026-11-19/", {"look": sentence.pk}) for _ in range(2)]
    answers = [press(page, ADD, add="add") for page in pages]
    assert [answer.status_code for answer in answers] == [303, 422]
    assert "these words were looked at already" in answers[1].content.decode()
    assert Entry.objects.count() == 1
    assert form_in(ada_client.get("/day/2026-11-19/", {"look": sentence.pk}))["text"] == ""


def test_looked_at_again_and_still_nothing_in_it_they_go_on_waiting(ada, ada_client, press, larder):
    sentence = Sentence.objects.create(
        person=ada, eaten_on=TODAY, meal="lunch", text="!!!", state=State.WAITING, key=uuid4()
    )
    page = ada_client.get("/day/2026-11-19/", {"look": sentence.pk})
    for answer in ("keep", "add", ""):
        assert press(page, ADD, add=answer).status_code == 422
    sentence.refresh_from_db()
    assert sentence.state == State.WAITING


def test_words_are_left_out_and_put_back(ada, ada_client, larder):
    sentence = Sentence.objects.create(
        person=ada, eaten_on=TODAY, meal="lunch", text="egg and zelnik", not_understood=["zelnik"], key=uuid4()
    )
    url = f"/sentences/{sentence.pk}/leave/"
    day = ada_client.post(url, {"key": str(uuid4()), "phrase": "zelnik"}, follow=True)
    assert "counts as unknown until" not in day.content.decode()
    undo = {"key": str(uuid4()), "act": "left_out", "note": day.context["undo"]["note"]}
    assert "counts as unknown until" in ada_client.post("/entries/restore/", undo, follow=True).content.decode()
    page = ada_client.post(url, {"key": str(uuid4()), "phrase": "another"}, follow=True).content.decode()
    assert "nothing was changed" in page


def test_anothers_words_are_neither_shown_nor_left_out(ada, bob_client, larder):
    sentence = Sentence.objects.create(
        person=ada, eaten_on=TODAY, meal="lunch", text="secret stew", state=State.WAITING, key=uuid4()
    )
    assert "secret" not in bob_client.get("/day/2026-11-19/", {"look": sentence.pk}).content.decode()
    fields = {"key": str(uuid4()), "text": "egg", "look": sentence.pk, "meal": "lunch"}
    page = bob_client.post(READ, fields)
    bob_client.post(ADD, form_in(page) | {"add": "add", "look": str(sentence.pk)})
    sentence.refresh_from_db()
    assert (sentence.state, sentence.entries.count()) == (State.WAITING, 0)
