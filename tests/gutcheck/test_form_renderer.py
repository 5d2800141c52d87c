"""An input element of ours is the one that Django's templates would print."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList

from gutcheck.form_renderer import INPUTS, TEXTAREA, Renderer

WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.HiddenInput, forms.PasswordInput, forms.DateInput,
    forms.TimeInput, forms.Textarea,
]  # fmt: skip
VALUES = [None, "", "plain", "<b> \"quoted\" & 'single'", 3.5]
ATTRIBUTES = [
    {}, {"id": "id_x", "class": "form-control", "required": True, "disabled": False}, {"data-x": '"<&>"', "min": 0}
]  # fmt: skip


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_inputs(widget, value, attributes):
    one = widget(attributes)
    assert one.template_name in {*INPUTS, TEXTAREA}
    assert one.render("name", value, renderer=Renderer()) == one.render("name", value, renderer=TemplatesSetting())


@pytest.mark.parametrize("chosen", ["a", "b", None])
def test_radio_choices(chosen):
    class Ask(forms.Form):
        answer = forms.ChoiceField(choices=[("a", "A"), ("b", "B & c")], widget=forms.RadioSelect)

    ours, theirs = (
        [choice.tag() for choice in Ask(initial={"answer": chosen}, renderer=renderer)["answer"]]
        for renderer in (Renderer(), TemplatesSetting())
    )
    assert ours == theirs
    assert sum(" checked" in tag for tag in ours) == (chosen is not None)
    whole = str(Ask(renderer=Renderer())["answer"])  # with their labels, which stay with Django
    assert whole == str(Ask(renderer=TemplatesSetting())["answer"])
    assert "<label" in whole


@pytest.mark.parametrize("problems", [[], ["It is <b>wrong</b>."], ["One.", "Two."]])
def test_errors(problems):
    ours, theirs = (str(ErrorList(problems, renderer=renderer)) for renderer in (Renderer(), TemplatesSetting()))
    assert ours == theirs
    assert bool(ours) == bool(problems)


CHOICES = [("", "–"), (1, "One & only"), ("<2>", 2000), ("More <of> it", [("3", "Three"), (4, "Four")]), (None, "None")]


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.CheckboxInput, forms.NullBooleanSelect])
@pytest.mark.parametrize("value", [None, "", 1, "3", "<2>", True])
@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_choices(widget, value, attributes):
    one = widget(attributes, choices=CHOICES) if widget in (forms.Select, forms.SelectMultiple) else widget(attributes)
    value = [value] if widget is forms.SelectMultiple else value
    assert one.render("name", value, renderer=Renderer()) == one.render("name", value, renderer=TemplatesSetting())
