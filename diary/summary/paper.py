"""What somebody may choose about the paper: its size, and what is left out."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

# Territories whose paper is US Letter: Unicode CLDR 46, supplemental data, paperSize. Everywhere else it is A4.
LETTER_TERRITORIES = {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
SIZES = {"a4": "A4", "letter": "US Letter"}
PARTS = {
    "foods": _("The names of foods"),
    "check_ins": _("What was said of the days"),
    "appendix": _("The appendix"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """size: a key of SIZES. shows_…: what is not left out."""

    size: str
    shows_foods: bool = True
    shows_check_ins: bool = True
    shows_appendix: bool = True


class PaperForm(forms.Form):
    """The choices as they stand in an address: ?paper=letter&leave_out=foods."""

    paper = forms.ChoiceField(label=_("Paper"), choices=list(SIZES.items()))
    leave_out = forms.MultipleChoiceField(
        label=_("Leave out"), choices=list(PARTS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


def paper_of(asked: QueryDict, accept_language: str) -> Paper:
    """The choices of an address. What it does not name, or names wrongly, is as usual: nothing is left out."""
    size, left_out = asked.get("paper", ""), asked.getlist("leave_out")
    return Paper(
        size if size in SIZES else usual_size(accept_language),
        "foods" not in left_out,
        "check_ins" not in left_out,
        "appendix" not in left_out,
    )


def form_of(paper: Paper) -> PaperForm:
    shown = {"foods": paper.shows_foods, "check_ins": paper.shows_check_ins, "appendix": paper.shows_appendix}
    return PaperForm(
        initial={"paper": paper.size, "leave_out": [part for part, is_shown in shown.items() if not is_shown]}
    )


def usual_size(accept_language: str) -> str:
    """The paper of the territory that a browser asks for first: en-US, es-MX. Without one A4."""
    first = accept_language.split(",")[0].split(";")[0]
    territories = {part.upper() for part in first.strip().split("-")[1:]}
    return "letter" if territories & LETTER_TERRITORIES else "a4"
