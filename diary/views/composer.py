"""What the box of a day shows: a meal in the person's words, and what they mean so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4

from accounts.requests import PersonRequest
from diary.box.parts import act_in, typed_parts
from diary.box.preview import Preview, preview_of
from diary.kept_words import take_kept_words
from diary.models import ListedRow, Meal, Sentence
from diary.views.foodbox import meal_for


@dataclass(frozen=True, slots=True)
class Say:
    """The box. clock: the time it chose the meal by; again, phrase: the kept words that are looked at once more.

    problem: why nothing was added though it was asked for. is_settled: the words were looked at meanwhile.
    """

    meal: Meal
    preview: Preview
    clock: time | None = None
    key: UUID = field(default_factory=uuid4)
    again: Sentence | None = None
    phrase: str = ""
    problem: str = ""
    is_settled: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.problem or self.preview.error)


def say_in_address(request: PersonRequest, day: date, now: datetime, entries: Sequence[ListedRow]) -> Say:
    """The box for a GET: `q` is read at once; `look` names kept words, `phrase` which of them are still open."""
    meal, clock = meal_for(request.GET.get("meal", ""), day, now, entries)
    text, phrase = as_typed(request.GET.get("q", "") or take_kept_words(request, day)), ""
    again = own_sentence(request, request.GET.get("look", ""))
    if again:
        phrase = dict(enumerate(again.not_understood)).get(number_in(request.GET.get("phrase", "")), "")
        again = again if is_waiting(again, phrase) else None
    if again:
        text, meal, clock = phrase or again.text, Meal(again.meal), None
    preview = preview_of(text, person=request.user, meal=meal, today=day)
    return Say(meal, preview, clock, again=again, phrase=phrase)


def say_in_form(request: PersonRequest, day: date, now: datetime, key: UUID | None = None) -> Say:
    """The box as it was sent, with what its button asks for."""
    meal = meal_for(request.POST.get("meal", ""), day, now, [])[0]
    again, phrase = own_sentence(request, request.POST.get("look", "")), request.POST.get("phrase", "")
    preview = preview_of(
        as_typed(request.POST.get("text", "")), person=request.user, meal=Meal(again.meal) if again else meal,
        today=day, typed=typed_parts(request.POST), act=act_in(request.POST),
    )  # fmt: skip
    is_settled = again is not None and not is_waiting(again, phrase)
    return Say(preview.meal, preview, key=key or uuid4(), again=again, phrase=phrase, is_settled=is_settled)


def is_waiting(sentence: Sentence, phrase: str) -> bool:
    """Whether the phrase, or with "" the whole sentence, still waits to be looked at."""
    return phrase in sentence.not_understood if phrase else sentence.state == Sentence.State.WAITING


def own_sentence(request: PersonRequest, pk: str) -> Sentence | None:
    """One of the person's own sentences; None for anything else."""
    number = number_in(pk)
    return None if number < 0 else Sentence.objects.of(request.user).filter(pk=number).first()


def number_in(text: str) -> int:
    """An id or place in an address; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


def as_typed(text: str) -> str:
    """Line ends as scripts count them; a NUL, which no database keeps, becomes a space."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")
