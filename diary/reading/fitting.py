"""How well a food that was found fits the words of a phrase: which of them it has to have, and whether it is that."""

from collections.abc import Sequence

from diary.reading.language import table_vocabulary
from nutrients.search import Match
from nutrients.search.words import singular, telling, words_of

SURE_SLIPS = 1
LETTERS_ALONE = 6  # that a word has for each slip in it, where only its being a food takes it from the next
LETTERS_A_SLIP = 4  # that a word has for each slip in it, where there are more
SAYS_HOW = ("adjective", "size", "number")  # a food may lack such a word
SAYS_PORTION = ("piece", "container", "loose", "size")  # such a word may be about the portion
GOES_ON = ("with", "on", "and", "without")  # in a food's name: what stands before it is the food


def fits(match: Match, words: Sequence[str]) -> bool:
    """Whether a food has the word that says what it is, and the others.

    It may lack half of the others if it is just what the rest says, without a slip; not a dish: a fish pie is no pie
    of whatever kind.
    """
    lacks, head = lacking(match), head_of(words)
    if all(table_vocabulary().is_any(word, "colour") for word in words) and not match.is_it:
        return False
    if head in match.lacks or head in match.aside:
        return False
    if match.slips > SURE_SLIPS and match.slips * LETTERS_A_SLIP > sum(map(len, words)):
        return False
    if all(map(is_beside_the_point, words)):
        return match.is_exact or match.is_it
    is_dish = table_vocabulary().is_any(head, "filled")
    return not lacks or (match.is_it and not match.slips and not is_dish and len(lacks) * 2 <= len(words))


def has_few_slips(match: Match, words: Sequence[str]) -> bool:
    """Whether nobody need be asked: at most one slip, and that in more than a word of a few letters ("egs", "caña")."""
    return match.slips <= SURE_SLIPS and match.slips * LETTERS_A_SLIP < sum(map(len, words))


def head_of(words: Sequence[str]) -> str:
    """The word that says what a food is: the last one that is not about the portion."""
    return next((word for word in reversed(words) if not is_portion_word(word)), words[-1] if words else "")


def is_named(match: Match, text: str) -> bool:
    """Whether a text is a food's name, long words with a slip in them too."""
    return not match.lacks and (match.is_exact or match.is_it) and match.slips * LETTERS_ALONE <= len(text)


def main_words(text: str) -> tuple[str, ...]:
    """The words that a food has to have: not those that say how, nor single letters. All where none is left."""
    words = telling(words_of(text))
    return tuple(word for word in words if not is_beside_the_point(word)) or words


def lacking(match: Match) -> list[str]:
    """The words a food lacks, but for those that say how it was made, or which portion."""
    return [word for word in match.lacks if not is_beside_the_point(word) and not is_portion_word(word)]


def is_beside_the_point(word: str) -> bool:
    return table_vocabulary().is_any(word, *SAYS_HOW) or (len(word) == 1 and word.isalpha())


def is_portion_word(word: str) -> bool:
    return table_vocabulary().is_any(word, *SAYS_PORTION)


def is_a(match: Match, words: Sequence[str]) -> bool:
    """Whether a food is what the words say, or a kind of it: oat milk is a milk, but a curry with rice is no rice."""
    return match.is_it or (match.is_kind and noun_of(match) == singular(head_of(words)))


def noun_of(match: Match) -> str:
    """The word that says what a food is, by its name: "curry" of "Chicken curry with rice"."""
    words = table_vocabulary()
    end = next((n for n, word in enumerate(match.noun) if n and words.is_any(word, *GOES_ON)), len(match.noun))
    return match.noun[end - 1] if match.noun else ""


def is_near(match: Match, words: Sequence[str]) -> bool:
    """Whether the words are what a food is, or an everyday food begins with them: sourdough bread, but no spread."""
    return is_a(match, words) or (match.is_kind and match.is_common)


def is_another(match: Match, words: Sequence[str]) -> bool:
    """Whether a food is not just what was said: not near it, or without a word that makes it another."""
    return not is_near(match, words) or any(map(makes_another, match.lacks))


def makes_another(word: str) -> bool:
    """Whether a food without this word is another: any but those that say how nice it is, or which portion."""
    return is_of_the_making(word) or not (is_beside_the_point(word) or is_portion_word(word))


def is_of_the_making(word: str) -> bool:
    """Whether a word says how a food was made: grilled, light; but not nice."""
    row = table_vocabulary().row((word,), "adjective")
    return row is not None and row.value > 0
