"""What of some words can be taught: the words for the food. The amount stays free to be said each time."""

from accounts.models import User
from diary.models import TaughtPhrase
from diary.reading.language import vocabulary
from diary.sentence.parse import Phrase, parse
from diary.sentence.vocabulary import MEASURES
from nutrients.models import Food, Portion

PHRASE_LENGTH = 120  # as TaughtPhrase keeps it


def phrase_of(text: str) -> Phrase | None:
    """The words as one phrase; None where they are several, or none."""
    phrases = parse(text, vocabulary()).phrases
    return phrases[0] if len(phrases) == 1 else None


def foods_said(text: str) -> list[str]:
    """The words for foods in a text; [] where there are only amounts, or words that say nothing."""
    words = vocabulary()
    said = [phrase.food for phrase in parse(text, words).phrases if phrase.food]
    return [food for food in said if words.row_of(food, *MEASURES) is None]


def teachable(text: str) -> str:
    """The words a food can be taught for: "oma's zelnik" of "a slice of oma's zelnik"; "" where there are none."""
    phrase = phrase_of(text)
    words = (phrase.food if phrase and phrase.food else text).strip()
    return words if len(words) <= PHRASE_LENGTH else ""


def teach(person: User, text: str, food: Food, portion: Portion, quantity: float) -> None:
    """From now on the words mean this food; the amount too, where the words themselves say none."""
    if not (words := teachable(text)):
        return
    phrase = phrase_of(text)
    says_amount = phrase is not None and (phrase.quantity is not None or phrase.size is not None)
    taught = TaughtPhrase.objects.of(person).filter(phrase__iexact=words).first()
    taught = taught or TaughtPhrase(person=person, phrase=words)
    taught.food = food
    taught.portion, taught.quantity = (None, None) if says_amount else (portion, quantity)
    taught.save()
