import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.diary.larder import TODAY


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("parse_meal", *arguments, stdout=out)
    return out.getvalue()


def test_json_says_the_rows_and_what_was_not_understood(egg):
    assert json.loads(said("2 boiled eggs, zelnik", "--json")) == {
        "sentence": "2 boiled eggs, zelnik",
        "rows": [
            {
                "fdc_id": 1, "food": "Egg, boiled", "portion": "1 large egg", "quantity": 2, "grams": 100,
                "assumed": ["portion"],
            }
        ],
        "not_understood": ["zelnik"],
    }  # fmt: skip


def test_without_a_sentence_every_line_of_standard_input_is_answered_by_one(egg, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("boiled egg\r\n\nzélnik"))
    answers = [json.loads(line) for line in said().splitlines()]
    assert [answer["sentence"] for answer in answers] == ["boiled egg", "", "zélnik"]
    assert [len(answer["rows"]) for answer in answers] == [1, 0, 0]
    assert [answer["not_understood"] for answer in answers] == [[], [], ["zélnik"]]


def test_in_words_a_row_is_a_line(egg):
    assert said("100 g boiled egg, zelnik").splitlines() == ["1\tEgg, boiled\t100 g\t100 g\t", "?\tzelnik"]


def test_for_a_person_it_knows_what_is_usual(ada, egg, log):
    log(ada, egg, quantity=3, on=TODAY)
    assert json.loads(said("boiled egg", "--json", "--person", "ADA@example.org"))["rows"][0]["grams"] == 150


def test_an_address_nobody_has_is_told(db):
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        said("egg", "--person", "nobody@example.org")
