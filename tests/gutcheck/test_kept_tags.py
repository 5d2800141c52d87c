"""Dates, addresses of files and form tokens are put together once or in one go; they are what Django would say."""

from datetime import UTC, date, datetime

import pytest
from django.template import Engine, engines
from django.template.context import Context
from django.utils.translation import override

ARGUMENTS = {
    "on": date(2026, 2, 9), "at": datetime(2026, 2, 9, 23, 30, tzinfo=UTC), "name": "gutcheck.js", "csrf_token": "a1B2",
    "nothing": None,
}  # fmt: skip
SOURCES = [
    "{{ on|date:'l j F Y' }}", "{{ on|date }}", "{{ on|date:'SHORT_DATE_FORMAT' }}", "{{ at|date:'Y-m-d H:i' }}",
    "{{ nothing|date:'D' }}|", "{% load static %}{% static 'gutcheck.js' %}", "{% load static %}{% static name %}",
    "{% load static %}{% static name as there %}[{{ there }}]", "{% load static %}{% get_static_prefix %}",
    "{% csrf_token %}",
]  # fmt: skip
PLAIN = Engine(libraries={"static": "django.templatetags.static"})


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("source", SOURCES)
def test_they_say_what_django_says(source, language):
    with override(language):
        ours = engines["django"].from_string(source)
        theirs = PLAIN.from_string(source).render(Context(ARGUMENTS))
        assert [str(ours.render(ARGUMENTS)) for _ in range(2)] == [theirs, theirs]
        assert theirs


@pytest.mark.parametrize("token", ['"><script>', ""])
def test_a_token_that_is_none_is_left_to_django(token):
    theirs = PLAIN.from_string("{% csrf_token %}").render(Context({"csrf_token": token}))
    assert engines["django"].from_string("{% csrf_token %}").render({"csrf_token": token}) == theirs
    assert "<script>" not in theirs
