"""Phrases put together and words taken apart: "mac" and "cheese" are one food, "chicken rice broccoli" are three."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from diary.reading.language import table_vocabulary
from diary.sentence.parse import Parsed, Phrase

MOST_WORDS = 8  # of a phrase that is taken apart
LONGEST_NAME = 3  # words of a food in it


def with_dishes(parsed: Parsed) -> list[Phrase]:
    """The phrases, a dish of several foods as these: "beans on toast", whether its words were taken apart or not."""
    done: list[Phrase] = []
    left = list(parsed.phrases)
    while left:
        phrase = left.pop(0)
        both = joined(parsed.text, phrase, left[0]) if left else None
        if both and (foods := foods_in(both)):
            left.pop(0)
        else:
            foods = foods_in(phrase)
        done += foods or [phrase]
    return done


def foods_in(phrase: Phrase) -> list[Phrase]:
    dish = table_vocabulary().row_of(phrase.food, "dish")
    return [replace(phrase, food=food, joint="") for food in dish.means.split("|")] if dish else []


def joined(text: str, phrase: Phrase, following: Phrase) -> Phrase | None:
    """Two phrases of a text as one. None where nothing joins them, or the second has an amount of its own."""
    if not following.joint or following.quantity is not None or following.size:
        return None
    if phrase.is_unreadable or following.is_unreadable or phrase.usual or following.usual or phrase.without:
        return None
    return replace(
        phrase, text=text[phrase.start : following.end], end=following.end,
        food=f"{phrase.food} {following.joint} {following.food}", without=following.without,
    )  # fmt: skip


def run_together(phrase: Phrase, are_foods: Callable[[Sequence[str]], Sequence[bool]]) -> list[Phrase]:
    """A phrase of foods without anything between them, taken apart into as few as can be; [] where it is not that.

    Two words are most often one thing, a kind of the second; but "avocado toast" is avocado on it. The amount that was
    said is of the first. `are_foods` says of texts whether each is a food.
    """
    words = phrase.food.split()
    if not 2 <= len(words) <= MOST_WORDS or (len(words) == 2 and not has_under(phrase)):
        return []
    spans = [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1)
        if end - start < len(words)
    ]
    known = dict(zip(spans, are_foods([" ".join(words[start:end]) for start, end in spans]), strict=True))
    parts: dict[int, list[tuple[int, int]]] = {0: []}
    for end in range(1, len(words) + 1):
        ways = [
            [*parts[start], (start, end)] for start in range(end) if start in parts and known.get((start, end), False)
        ]
        if ways:
            parts[end] = min(ways, key=len)
    return _parts(phrase, [words[start:end] for start, end in parts.get(len(words), [])])


def _parts(phrase: Phrase, foods: Sequence[Sequence[str]]) -> list[Phrase]:
    """A phrase for each of the foods, with its words as typed; the first keeps the amount."""
    joint = "on" if foods and table_vocabulary().is_any(foods[-1][-1].lower(), "under") else "and"
    done: list[Phrase] = []
    end = 0
    for words in foods:
        start = phrase.text.find(words[0], end) if done else 0
        for word in words:
            end = phrase.text.find(word, max(start, end)) + len(word)
        text, food = phrase.text[start:end], " ".join(words)
        is_first = not done
        rest = Phrase(text, phrase.start + start, phrase.start + end, food, joint=joint)
        done.append(replace(phrase, text=text, end=phrase.start + end, food=food) if is_first else rest)
    return done


def has_under(phrase: Phrase) -> bool:
    """Whether a phrase has toast in it, or what else other foods are on: "avocado toast", "toast butter"."""
    return any(table_vocabulary().is_any(word.lower(), "under") for word in phrase.food.split())
