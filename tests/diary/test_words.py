from datetime import date

from diary.words import day_named

TODAY = date(2026, 1, 3)


def test_a_day_of_another_year_says_which():
    assert day_named(date(2026, 1, 2), TODAY) == "Friday 2 January"
    assert day_named(date(2025, 12, 31), TODAY) == "Wednesday 31 December 2025"


def test_the_page_of_such_a_day_has_it_in_its_title(ada_client):
    assert "<title>Monday 2 March 2015 · GutCheck</title>" in ada_client.get("/day/2015-03-02/").content.decode()
