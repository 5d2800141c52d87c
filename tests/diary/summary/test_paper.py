"""Which paper, and what is left out of it."""

import pytest
from django.http import QueryDict

from diary.summary.paper import Paper, form_of, paper_of, usual_size


@pytest.mark.parametrize(
    ("asked_for", "size"),
    [
        ("en-US,en;q=0.9", "letter"),
        ("es-MX", "letter"),
        ("es-419,es;q=0.9", "a4"),
        ("en-GB,en-US;q=0.8", "a4"),
        ("de", "a4"),
        ("", "a4"),
        ("*;q=0.1", "a4"),
        ("en-Latn-US", "letter"),
        ("us", "a4"),  # a language of that name, not the territory
    ],
)
def test_the_usual_paper_is_that_of_the_territory_asked_for_first(asked_for, size):
    assert usual_size(asked_for) == size


def test_nothing_is_left_out_unless_it_is_named():
    assert paper_of(QueryDict(""), "en-US") == Paper("letter")
    asked = QueryDict("paper=a4&leave_out=foods&leave_out=appendix")
    assert paper_of(asked, "en-US") == Paper("a4", shows_foods=False, shows_appendix=False)


def test_what_is_named_wrongly_is_as_usual():
    assert paper_of(QueryDict("paper=a5&leave_out=everything&x=1"), "") == Paper("a4")


def test_the_form_shows_the_choices_as_they_are():
    ticked = form_of(Paper("letter", shows_check_ins=False)).as_p()
    assert '<option value="letter" selected>' in ticked
    assert ticked.count("checked") == 1
    assert 'value="check_ins" id="id_leave_out_1" checked' in ticked
