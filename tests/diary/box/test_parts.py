import pytest

from diary.box.parts import MOST_PARTS, Act, TypedPart, act_in, typed_parts


def test_parts_are_read_in_order_and_end_with_the_first_gap():
    form = {
        "part-0-text": "2 eggs", "part-0-read": "1:2:2", "part-0-food": "1", "part-0-portion": "2",
        "part-0-quantity": "2", "part-1-text": "zelnik", "part-1-read": "?", "part-1-fate": "unknown",
        "part-1-teaches": "yes",
        "part-3-text": "after a gap",
    }  # fmt: skip
    assert typed_parts(form) == [
        TypedPart("2 eggs", "1:2:2", "1", "2", "2"),
        TypedPart("zelnik", "?", fate="unknown", teaches=True),
    ]


def test_a_fate_that_does_not_exist_is_none():
    assert typed_parts({"part-0-text": "egg", "part-0-fate": "burnt"})[0].fate == ""


def test_a_form_with_endless_parts_is_read_up_to_a_bound():
    assert len(typed_parts({f"part-{n}-text": "egg" for n in range(MOST_PARTS + 50)})) == MOST_PARTS


@pytest.mark.parametrize(
    ("form", "act"),
    [
        ({}, Act()),
        ({"act": "look"}, Act("look")),
        ({"act": "open:0"}, Act("open", 0)),
        ({"act": "food:2:77"}, Act("food", 2, "77")),
        ({"act": "find:1", "find": " milk "}, Act("find", 1, words="milk")),
        ({"pick": "3:12", "act": "open:0"}, Act("food", 3, "12")),
        ({"act": "delete:0"}, Act()),
        ({"act": "food:0:1:2"}, Act()),
        ({"act": "open:９"}, Act()),
        ({"pick": "x:1"}, Act()),
    ],
)
def test_a_button_names_what_it_does_and_to_which_part(form, act):
    assert act_in(form) == act
