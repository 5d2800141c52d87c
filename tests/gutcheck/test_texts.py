"""Constant texts of templates are looked up once a language; everything else stays Django's."""

import pytest
from django.template import engines
from django.utils import translation

from gutcheck.texts import ConstantText


def template(source: str):
    return engines["django"].from_string("{% load i18n %}" + source)


def rendered(source: str, **context: object) -> str:
    return template(source).render(context)


def test_a_text_is_in_the_language_of_each_reader():
    page = template('{% translate "Breakfast" %}')
    with translation.override("es"):
        assert page.render() == "Desayuno"
    with translation.override("en"):
        assert page.render() == "Breakfast"
    with translation.override("es"):
        assert page.render() == "Desayuno"


def test_a_constant_is_kept_and_nothing_else_is():
    kept = template('{% translate "Breakfast" %}').template.nodelist[-1]
    assert isinstance(kept, ConstantText)
    for other in ("{% translate name %}", '{% translate "May" context "month" %}', '{% translate "May"|lower %}'):
        assert not isinstance(template(other).template.nodelist[-1], ConstantText)


@pytest.mark.parametrize("name", ["Lunch", "Dinner"])
def test_a_text_from_a_variable_is_looked_up_each_time(name: str):
    assert rendered("{% translate name %}", name=name) == name


def test_percent_signs_and_quotes_are_those_of_the_text():
    assert rendered("""{% translate "100 % of 'it' & more" %}""") == "100 % of 'it' & more"
    assert rendered("{% autoescape off %}{% translate '<b>' %}{% endautoescape %}{% translate '<b>' %}") == "<b><b>"


def test_a_text_put_into_a_variable_stays_there():
    assert rendered('{% translate "Lunch" as word %}[{{ word }}]') == "[Lunch]"
