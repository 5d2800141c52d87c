"""An input element of ours is the one that Django's templates would print."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting

from gutcheck.form_renderer import INPUTS, Renderer

WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.HiddenInput, forms.PasswordInput, forms.DateInput,
    forms.TimeInput,
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
    assert one.template_name in INPUTS
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
