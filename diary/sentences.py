"""What becomes of the words of a meal: they are kept as typed, and their foods are logged. Views run these acts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from diary import log
from diary.box.chosen import weigh_unknown
from diary.box.preview import Preview
from diary.box.shown_part import Part
from diary.box.teaching import teach
from diary.models import Assumed, Entry, Sentence
from diary.notes import facts_in, note_of
from diary.own.unknown import unknown_food
from diary.quantities import quantity_of
from nutrients.models import Food, Portion

State = Sentence.State


class RowToLog(NamedTuple):
    """A food of a sentence with its amount. assumed: codes of Assumed."""

    food: Food
    portion: Portion
    quantity: float
    assumed: tuple[str, ...]


def log_sentence(
    person: User,
    *,
    text: str,
    eaten_on: date,
    meal: str,
    key: UUID,
    rows: Sequence[RowToLog],
    not_understood: Sequence[str],
    state: str = State.LOGGED,
    written_at: datetime | None = None,
) -> Sentence:
    """Keep the words of a meal and log its foods: all of it or nothing. Same key, same sentence: never twice.

    rows may be empty: the words are then kept, and count as unknown (diary.open_words).
    """
    with transaction.atomic():
        sentence, is_new = Sentence.objects.get_or_create(
            person=person, key=key,
            defaults={
                "text": text, "eaten_on": eaten_on, "meal": meal, "not_understood": list(not_understood),
                "state": state, "written_at": written_at,
            },
        )  # fmt: skip
        if is_new:
            _log_rows(sentence, rows, key)
    return sentence


def log_more(
    sentence: Sentence, *, phrase: str, rows: Sequence[RowToLog], not_understood: Sequence[str], key: UUID
) -> list[Entry]:
    """Log foods of a sentence that is there. phrase: the open one they stand for; "": the sentence as a whole.

    The entries; they stand at the meal and day of the sentence.
    """
    with transaction.atomic():
        still_open = list(sentence.not_understood)
        if phrase in still_open:
            still_open.remove(phrase)
        sentence.not_understood = [*still_open, *not_understood] if phrase else list(not_understood)
        sentence.state = State.LOGGED
        sentence.save(update_fields=["not_understood", "state"])
        return _log_rows(sentence, rows, key)


def note_of_logged(sentence: Sentence, entries: Sequence[Entry], before: dict[str, Any] | None = None) -> str:
    """A signed note with which take_back() undoes what was logged of a sentence.

    before: how the sentence stood. None: it was new; taken back, its words wait to be looked at.
    """
    facts = {
        "sentence": sentence.pk, "added": log.note_of_added(sentence.person, entries),
        "before": before or {"state": State.WAITING.value, "not_understood": []},
    }  # fmt: skip
    return note_of(sentence.person, "written", facts)


def take_back(person: User, note: str) -> list[Any]:
    """Take the foods of a sentence off again; its words stay on the day. Entries changed since stay.

    The entries taken off. BadSignature for a note that is not one's own or older than a day.
    """
    facts = facts_in(person, "written", note)
    with transaction.atomic():
        taken: list[Any] = log.take_off(person, facts["added"])
        sentence = Sentence.objects.of(person).filter(pk=facts["sentence"])
        if taken:
            sentence.update(**facts["before"])
    return taken


def leave_out(sentence: Sentence, phrase: str) -> str:
    """Do not count an open phrase, or with "" the whole waiting sentence; the words stay with the meal.

    A signed note for look_again().
    """
    facts = {"sentence": sentence.pk, "before": standing(sentence)}
    if phrase:
        sentence.not_understood = [other for other in sentence.not_understood if other != phrase]
    else:
        sentence.state, sentence.not_understood = State.SET_ASIDE, []
    sentence.save(update_fields=["not_understood", "state"])
    return note_of(sentence.person, "left_out", facts)


def look_again(person: User, note: str) -> list[Any]:
    """Undo leave_out(): the sentence as a list of one; [] where it is gone. BadSignature as in take_back()."""
    facts = facts_in(person, "left_out", note)
    Sentence.objects.of(person).filter(pk=facts["sentence"]).update(**facts["before"])
    return list(Sentence.objects.of(person).filter(pk=facts["sentence"]))


def rows_of(person: User, preview: Preview, *, takes_unknown: bool) -> tuple[list[RowToLog], list[str]]:
    """What to log of a preview, in the order of the sentence, and the phrases that stay open.

    takes_unknown: open phrases are logged too, as foods of which nothing is known; these foods are made here. Words
    that were taught are kept.
    """
    rows, still_open = [], []
    for part in preview.parts:
        if part.fate == "unknown" or (part.is_open and takes_unknown):
            rows.append(_unknown_row(person, part))
        elif part.is_open:
            still_open.append(part.text)
        elif part.row and not part.fate:
            row = part.row
            is_left_open = bool(part.choices) and part.is_as_read
            assumed = {*row.assumed, Assumed.FOOD} if is_left_open else set(row.assumed)
            rows.append(
                RowToLog(row.food, row.portion, row.quantity, tuple(code for code in Assumed if code in assumed))
            )
            if part.teaches:
                teach(person, part.text, row.food, row.portion, row.quantity)
    return rows, still_open


def _unknown_row(person: User, part: Part) -> RowToLog:
    food, gram = unknown_food(person, part.text)
    if not part.quantity:
        weigh_unknown(part)
    is_said = not part.is_assumed
    return RowToLog(food, gram, quantity_of(part.quantity), () if is_said else (Assumed.PORTION, Assumed.QUANTITY))


def _log_rows(sentence: Sentence, rows: Sequence[RowToLog], key: UUID) -> list[Entry]:
    return Entry.objects.bulk_create(
        Entry(
            person=sentence.person, eaten_on=sentence.eaten_on, meal=sentence.meal, portion=row.portion,
            quantity=row.quantity, grams=row.quantity * row.portion.grams, assumed=" ".join(row.assumed),
            sentence=sentence, key=uuid5(key, str(number)),
        )
        for number, row in enumerate(rows)
    )  # fmt: skip


def standing(sentence: Sentence) -> dict[str, Any]:
    """What of a sentence an act may change."""
    return {"state": str(sentence.state), "not_understood": list(sentence.not_understood)}
