"""Addresses in templates are worked out once; what they lead to is what Django would say."""

from datetime import date

import pytest
from django.template import engines
from django.urls import NoReverseMatch, set_script_prefix

from gutcheck.addresses import address


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_the_same_template_leads_to_each_day():
    day = "{% url 'day' date %}"
    assert rendered(day, date=date(2026, 2, 9)) == "/day/2026-02-09/"
    assert rendered(day, date=date(2026, 2, 10)) == "/day/2026-02-10/"


def test_what_was_worked_out_is_not_worked_out_again():
    rendered("{% url 'entry' 7 %}")
    before = address.cache_info()
    assert rendered("{% url 'entry' 7 %}{% url 'entry' 7 %}") == "/entries/7//entries/7/"
    assert (address.cache_info().hits - before.hits, address.cache_info().misses) == (2, before.misses)


def test_equal_arguments_of_two_kinds_are_two_addresses():
    assert rendered("{% url 'nutrient' name %}", name=1) == "/nutrients/1/"
    assert rendered("{% url 'nutrient' name %}", name=True) == "/nutrients/True/"


def test_where_the_site_lives_below_another_address():
    try:
        set_script_prefix("/food/")
        assert rendered("{% url 'shortcuts' %}") == "/food/shortcuts/"
    finally:
        set_script_prefix("/")
    assert rendered("{% url 'shortcuts' %}") == "/shortcuts/"


def test_the_other_forms_of_the_tag():
    assert rendered("{% url 'entry' pk=7 %}") == "/entries/7/"
    assert rendered("{% url 'entry' 7 as there %}[{{ there }}]") == "[/entries/7/]"
    assert rendered("{% url 'nowhere' as there %}[{{ there }}]") == "[]"
    assert rendered("{% url 'admin:index' %}").startswith("/")
    assert rendered("{% url name %}", name="shortcuts") == "/shortcuts/"
    with pytest.raises(NoReverseMatch):
        rendered("{% url 'nowhere' %}")


def test_an_argument_that_cannot_be_kept_is_left_to_django():
    with pytest.raises(NoReverseMatch):
        rendered("{% url 'entry' pk %}", pk=["7"])
