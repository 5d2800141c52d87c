"""What stands at a place of a text, by the vocabulary. Remembers nothing of what was read before."""

import unicodedata
from collections.abc import Sequence

from diary.sentence.amounts import NumberReader
from diary.sentence.tokens import tokens_of
from diary.sentence.vocabulary import MEASURES, Measure, Row, Size, Vocabulary

BREAKS = {",", ";", "+", "!", "?", "|", "•", "*"}
WITHIN = {"-", "%", "&"}  # signs that are part of a word
EXACT = ("weight", "volume")
JOINTS = ("with", "on", "and")


class Scan:
    """A text with its tokens; a place is the number of a token."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self.tokens = tokens_of(text)
        self.numbers = NumberReader(self.tokens, words)

    def find(self, place: int, *kinds: str) -> tuple[Row, int] | None:
        """The row of the longest entry of these kinds that stands here, and how many tokens it is."""
        longest = self.words.starting.get(self.tokens[place].word, 0) if self.has(place) else 0
        if not longest:
            return None
        return self.words.longest_at(tuple(token.word for token in self.tokens[place : place + longest]), *kinds)

    def past(self, place: int, *kinds: str) -> int:
        """The place after an entry of these kinds; the same where none is."""
        found = self.find(place, *kinds)
        return place + found[1] if found else place

    def has(self, place: int) -> bool:
        return place < len(self.tokens)

    # --- what ends the words of a food ---

    def is_break(self, place: int) -> bool:
        token = self.tokens[place]
        ends_sentence = token.word == "." and (not self.has(place + 1) or self.tokens[place + 1].is_apart)
        return token.kind == "line" or token.word in BREAKS or ends_sentence

    def is_stop(self, place: int) -> bool:
        """Whether something else begins here, or the text ends."""
        if not self.has(place) or self.is_break(place) or self.tokens[place].kind in ("number", "sign"):
            return True
        if self.find(place, "or") is not None:
            return False
        return self.find(place, "break", *JOINTS, "without", "day", "number") is not None

    def is_food(self, place: int) -> bool:
        """Whether words for a food can begin here."""
        if self.has(place) and self.tokens[place].kind == "number":
            return True
        return self.is_word(place) and not self.is_stop(place)

    def is_word(self, place: int) -> bool:
        return self.has(place) and self.tokens[place].kind == "word"

    def says_how_only(self, places: Sequence[int]) -> bool:
        """Whether the words are only about how a food is: "fried" or "large", after "egg"."""
        words = [self.tokens[place].word for place in places]
        return bool(words) and all(self.words.is_any(word, "adjective", "colour", "size") for word in words)

    def in_order(self, food: list[int], how: list[int]) -> list[int]:
        """Words of a food and words about it as they are said: "coffee, black" is black coffee."""
        is_colour = all(self.words.is_any(self.tokens[place].word, "colour") for place in how)
        return how + food if is_colour else food + how

    # --- what says nothing ---

    def past_filler(self, place: int, *, starts: bool) -> int:
        """The place after words that say nothing, a time of the day or a sign; the same where none of these is.

        starts: no food has been named yet, so that "lunch:" is the meal and no food.
        """
        if (after := self.past_clock(place)) != place or (after := self.past(place, "filler", "of")) != place:
            return after
        after = self.past(place, "meal") if starts else place
        if after != place:
            is_apart = not self.has(after) or self.tokens[after].kind in ("mark", "line")
            return after if is_apart or self.find(after, "filler", "of") is not None else place
        return place + 1 if self.is_idle_sign(place) else place

    def is_idle_sign(self, place: int) -> bool:
        """A bracket or dash that means nothing here. Emoji and the like are kept: somebody meant something."""
        token = self.tokens[place]
        if token.kind != "mark" or unicodedata.category(token.word[0]) == "So":
            return False
        return self.numbers.number_at(place) is None

    def past_clock(self, place: int) -> int:
        """The place after a time of the day: at 8, 8:30, around 8 am; the same where none is."""
        hour = self.past(place, "clock", "about")
        if not self.has(hour) or self.tokens[hour].kind != "number":
            return place
        end, is_time = hour + 1, self.find(place, "clock") is not None
        if self.has(end + 1) and self.tokens[end].word == ":" and self.tokens[end + 1].kind == "number":
            end, is_time = end + 2, True
        after = self.past(end, "hour")
        return after if is_time or after != end else place

    # --- sizes and measures ---

    def size_at(self, place: int, *, may_be_last: bool) -> tuple[Size | None, int]:
        """A size that has a word after it, and the place after it. may_be_last: or a stop: "coffee, large"."""
        found = self.find(place, "size")
        if found is None or not (self.is_word(place + found[1]) or may_be_last):
            return None, place
        return found[0].as_size(), place + found[1]

    def measure_at(self, place: int, *, may_be_last: bool) -> tuple[Measure | None, int]:
        """A measure that has a food after it, and the place after it and "of". A weight or volume needs no food.

        may_be_last: nor do the others, since the food stands before: "hash browns, 2 patties".
        """
        found = self.find(place, *MEASURES)
        if found is None:
            return None, self.past(place, "of")
        measure, end = found[0].as_measure(), place + found[1]
        after = self.past(end, "of")
        if measure.kind in EXACT or self.is_food(after) or may_be_last:
            return measure, after
        return None, self.past(place, "of")

    def past_hyphen(self, place: int) -> int:
        """The place after the hyphen of "half-cup"."""
        is_hyphen = place > 0 and self.has(place) and self.tokens[place].word == "-"
        return place + 1 if is_hyphen and not self.tokens[place].is_apart else place

    # --- the text itself ---

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text some tokens stand, with the bracket that closes one of theirs."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        is_open = self.text.count("(", first, last) > self.text.count(")", first, last)
        return first, last + (is_open and self.text[last : last + 1] == ")")

    def typed(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.text[first:last]

    def typed_words(self, places: Sequence[int]) -> str:
        """Words as typed, one space between them; those that were written as one stay one: semi-skimmed, 2%."""
        found: list[str] = []
        last = -2
        for place in places:
            end = self._past_signs(place + 1)
            typed = self.text[self.tokens[place].start : self.tokens[end - 1].end]
            if found and place == last and not self.tokens[place].is_apart:
                found[-1] += typed
            else:
                found.append(typed)
            last = end
        return " ".join(found)

    def _past_signs(self, place: int) -> int:
        """The place after signs that belong to the word before them."""
        while self.has(place) and self.tokens[place].word in WITHIN and not self.tokens[place].is_apart:
            place += 1
        return place
