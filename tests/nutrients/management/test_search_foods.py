import io
import json

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.usefixtures("loaded")


def test_a_query_prints_what_the_search_finds(capsys):
    call_command("search_foods", "egs")
    assert capsys.readouterr().out == "900\tEgg\n"


def test_json_names_the_query_as_typed(capsys):
    call_command("search_foods", " œuf OEUF ", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"query": " œuf OEUF ", "results": [{"fdc_id": 900, "name": "Egg"}]}


def test_without_a_query_every_line_gets_a_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO('egg\n\n"; drop\nstew\n'))
    call_command("search_foods", "--limit", "1")
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query"] for answer in answers] == ["egg", "", '"; drop', "stew"]
    assert [[food["fdc_id"] for food in answer["results"]] for answer in answers] == [[900], [], [], [1200]]
