from diary.views.foodbox import food_with_id


def test_a_food_is_named_by_ascii_digits_only(ada, egg):
    assert food_with_id(ada, str(egg.pk)) == egg
    assert [food_with_id(ada, text) for text in ("", "-1", "１", f" {egg.pk}", "9" * 18, "9" * 99)] == [None] * 6
