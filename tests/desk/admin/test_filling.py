"""The grid filled from a label or from a similar food: shown to be looked at, saved only with the form."""

import pytest

from nutrients.models import ChangeSet, Food, Nutrient
from tests.desk.admin.filling import drafted, everything, form_of, page_of, refusals

LABEL = "Per 100 g: Energy 155 kcal, Iron 1.9 mg, Zinc 1.29 mg, Polyols 2 g, Coenzyme Q10 3 mg"


def ask(client, food, act, **fields):
    """Press a button of a box, with what else the page holds."""
    sent = form_of(client, page_of(food)) | {"name": "A name half typ", "why": ""} | fields
    sent.pop("_save")
    return client.post(page_of(food), sent | {act: "1"})


def read(client, food, text, **fields):
    boxes = {"label-text": text, "label-basis": "", "label-weight": "", "label-source": "Bag of 2026"}
    return ask(client, food, "_label", **boxes | {f"label-{name}": value for name, value in fields.items()})


def grid(response):
    """What the grid shows: {tagname: (amount, derivation, source)}."""
    forms = response.context["inline_admin_formsets"][-1].formset.forms
    return {
        form.nutrient.pk: tuple(form[name].value() for name in ("amount", "derivation", "source")) for form in forms
    }


def test_a_label_fills_the_grid_and_nothing_is_stored(editor_client, egg):
    before = everything()
    response = read(editor_client, egg, LABEL)
    assert response.status_code == 200
    assert grid(response)["FE"] == ("1.9", "label", "Bag of 2026")
    assert grid(response)["ENERC_KCAL"][0] == "155"
    assert grid(response)["ZN"] == ("1.29", "calculated", "Test tables 1")  # says the same
    html = response.content.decode()
    assert "2 rows of the grid are filled in. Look at them; nothing is saved yet." in html
    assert "1 amount stood there already." in html
    assert html.count('class="gc-changed"') == 2
    assert 'value="A name half typ"' in html
    assert "<q>Polyols 2 g</q>: the tables have no such nutrient" in html
    assert "<q>Coenzyme Q10 3 mg</q>: no nutrient that is known here" in html
    assert "To be put right" not in html  # nobody asked yet for the reason
    assert everything() == before
    assert not ChangeSet.objects.exists()


def test_the_page_that_was_filled_is_saved_as_a_draft(editor_client, egg):
    response = read(editor_client, egg, LABEL)
    filled = response.wsgi_request.POST.dict()
    del filled["_label"]
    sent = filled | {"_save": "1", "why": "New label", "name": egg.name}
    assert refusals(editor_client.post(page_of(egg), sent)) == []
    assert set(drafted()) == {("values", "900", "FE"), ("values", "900", "ENERC_KCAL")}
    assert drafted()["values", "900", "FE"][1]["source"] == "Bag of 2026"


def test_a_label_per_100_ml_asks_for_the_weight(editor_client, egg):
    text = LABEL.replace("100 g", "100 ml")
    response = read(editor_client, egg, text)
    assert response.status_code == 422
    assert "say what 100 ml weigh" in response.content.decode()
    assert grid(response)["FE"][0] == "0"
    response = read(editor_client, egg, text, weight="103")
    assert grid(response)["FE"][0] == "1.845"  # 1.9 mg in 103 g


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ("", {}, "Paste the text of the label"),
        ("Iron 2 mg", {}, "does not say per what"),
        ("Per portion (30 g) iron 2 mg", {}, "speaks of a portion only"),
        ("Per 100 g nothing at all", {}, "No amount could be read"),
        (LABEL, {"source": ""}, "Say whose label it is"),
        (LABEL.replace("100 g", "100 ml"), {"weight": "0"}, "Write a number above 0"),
        ("x" * 10_001, {}, "at most 10000 characters"),
    ],
)
def test_a_label_that_cannot_be_read_is_answered_beside_its_box(editor_client, egg, text, fields, said):
    response = read(editor_client, egg, text, **fields)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert grid(response)["FE"][0] == "0"
    assert text in response.content.decode()


def test_a_basis_that_the_text_does_not_say_is_chosen(editor_client, egg):
    assert grid(read(editor_client, egg, "Iron 2 mg", basis="g"))["FE"][0] == "2"


def test_the_blanks_are_filled_from_a_twin_as_estimates(editor_client, egg, stew):
    response = ask(editor_client, stew, "_twin", **{"twin-food": str(egg.pk), "twin-words": ""})
    assert response.status_code == 200
    amount, derivation, source = grid(response)["ZN"]
    assert (amount, derivation) == ("1.29", "estimated")
    assert "INFOODS" in source
    assert source.endswith("Egg, 900")
    assert grid(response)["GLN"][0] is None or not grid(response)["GLN"][0]  # an estimate itself: nobody knows it
    assert "nothing is saved yet" in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_what_is_not_blank_stays_as_it_is(editor_client, egg, stew):
    typed = {"composition-ZN-amount": "7", "composition-LUT+ZEA-none": "on", "twin-food": str(egg.pk)}
    response = ask(editor_client, stew, "_twin", **typed)
    assert grid(response)["ZN"][0] == "7"
    assert not grid(response)["LUT+ZEA"][0]


def test_between_what_an_estimate_lies_is_what_most_foods_of_the_category_hold(editor_client, egg, stew):
    """Twenty foods from 1 to 20 mg, and the egg's 1.29: of 21 in order those at places 2 and 18."""
    zinc = Nutrient.objects.get(pk="ZN")
    for number in range(1, 21):
        food = Food.objects.create(
            fdc_id=7000 + number,
            name=f"Food {number}",
            description="d",
            data_type="t",
            category=egg.category,
            source="s",
        )
        food.composition.create(nutrient=zinc, amount=number, derivation="analysed", source="s")
    response = ask(editor_client, stew, "_twin", **{"twin-food": str(egg.pk)})
    form = next(form for form in response.context["inline_admin_formsets"][-1].formset.forms if form.nutrient == zinc)
    assert (form["low"].value(), form["high"].value()) == ("1.29", "18")


def test_without_a_script_words_are_searched_and_one_is_chosen(editor_client, egg, stew):
    response = ask(editor_client, stew, "_twin", **{"twin-words": "egg"})
    assert response.status_code == 200
    assert f'name="twin-food" value="{egg.pk}"' in response.content.decode()
    assert "knows 3 of the blanks" in response.content.decode()
    assert not grid(response)["ZN"][0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"twin-words": ""}, "Choose a similar food first"),
        ({"twin-words": "xylobrot"}, "No food is called so"),
        ({"twin-food": "999999"}, "Choose one of the foods of the tables"),
        ({"twin-food": "x"}, "Choose one of the foods of the tables"),
        ({"twin-food": "own"}, "That is this food itself"),
    ],
)
def test_no_twin_is_answered_beside_its_box(editor_client, stew, fields, said):
    fields = {name: str(stew.pk) if value == "own" else value for name, value in fields.items()}
    response = ask(editor_client, stew, "_twin", **fields)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_persons_own_food_is_no_twin(editor_client, stew, ada):
    own = Food.objects.create(
        fdc_id=None, name="Ada's bread", description="d", data_type="t", category="c", source="s", owner=ada
    )
    response = ask(editor_client, stew, "_twin", **{"twin-food": str(own.pk)})
    assert response.status_code == 422
    assert "Ada&#x27;s bread" not in response.content.decode()


def test_nobody_else_fills_anything(client, egg):
    assert client.post(page_of(egg), {"_label": "1", "label-text": LABEL}).status_code == 302
