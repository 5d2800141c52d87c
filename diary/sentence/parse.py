"""A sentence -> its phrases: "two slices of sourdough with butter" -> 2 slices of sourdough, and butter with it.

Read from left to right, once. Each word goes to a phrase, to what was left out, to what says nothing or to what was not
read; the phrases do not know whether there are such foods.
"""

import unicodedata

from diary.sentence.amounts import Number
from diary.sentence.phrases import Draft, Parsed, Phrase
from diary.sentence.scan import EXACT, JOINTS, Scan
from diary.sentence.vocabulary import Measure, Size, Vocabulary

__all__ = ["MAX_READ", "Parsed", "Phrase", "parse"]

MAX_READ = 1_000  # characters of a text that are read


def parse(text: str, words: Vocabulary) -> Parsed:
    """Read a sentence. Never raises, whatever the text."""
    whole = unicodedata.normalize("NFC", text)
    read = _beginning(whole)
    return _Reader(Scan(read, words)).read(is_cut=len(read) < len(whole))


def _beginning(text: str) -> str:
    """As much as is read, up to the end of a word."""
    if len(text) <= MAX_READ:
        return text
    cut = text[:MAX_READ]
    return cut[: max(cut.rfind(" "), cut.rfind("\n"))] if " " in cut or "\n" in cut else cut


class _Reader:
    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.done: list[Draft] = []
        self.left_out: list[str] = []
        self.other_days: list[str] = []
        self.draft = Draft()

    def read(self, *, is_cut: bool) -> Parsed:
        place = 0
        while self.scan.has(place):
            place = self._step(place)
        self._close()
        phrases = tuple(self._phrase(draft) for draft in self.done if self._is_told(draft))
        not_read = tuple(self.scan.typed(draft.start, draft.end) for draft in self.done if not self._is_told(draft))
        not_read += tuple(self.other_days)
        return Parsed(self.scan.text, phrases, not_read, tuple(self.left_out), is_cut)

    def _step(self, place: int) -> int:
        """Read what stands at a place; the place to go on at."""
        for reading in (
            self._name,
            self._break,
            self._joint,
            self._without,
            self._usual,
            self._filler,
            self._day,
            self._amount,
        ):
            if (after := reading(place)) is not None:
                return after
        return self._add_food(place, place + 1)

    # --- what ends a phrase ---

    def _break(self, place: int) -> int | None:
        after = self.scan.past(place, "break")
        if after == place and not self.scan.is_break(place):
            return None
        self._close()
        return max(after, place + 1)

    def _joint(self, place: int) -> int | None:
        for joint in JOINTS:
            after = self.scan.past(place, joint)
            if after != place and (joint != "on" or self.draft.food):
                self._close(joint)
                return after
        return None

    def _close(self, joint: str = "") -> None:
        """End the phrase. An amount alone, or words that say how, are of the phrase before: "rice, 150 g"."""
        draft, self.draft = self.draft, Draft(joint)
        if draft.start < 0:
            self.draft.joint = joint or draft.joint
        elif self.done and self.done[-1].is_food_alone and draft.is_amount_alone:
            self.done[-1].take_amount_of(draft)
        elif self.done and self.done[-1].food and not draft.joint and self._says_how(draft):
            self.done[-1].food = self.scan.in_order(self.done[-1].food, draft.food)
            self.done[-1].end = draft.end
        else:
            self.done.append(draft)

    def _says_how(self, draft: Draft) -> bool:
        return draft.is_food_alone and self.scan.says_how_only(draft.food)

    # --- what is not eaten, or says nothing ---

    def _without(self, place: int) -> int | None:
        """Something that was not in it, up to the next stop: "no sugar", "without milk or honey".

        The last word of a food is its own: "coke zero".
        """
        first = end = self.scan.past(place, "without")
        if end == place or (self.draft.food and self.scan.is_stop(place + 1)):
            return None
        while not self.scan.is_stop(end):
            end += 1
        owner = self.draft if self.draft.food else self.done[-1] if self.done else None
        if owner:
            left = [token.word for token in self.scan.tokens[first:end] if token.kind == "word"]
            owner.without += [word for word in left if not self.scan.words.is_any(word, "or", "filler")]
        if owner is self.draft:
            self.draft.end = end
        else:
            self.left_out.append(self.scan.typed(place, end))
        return end

    def _usual(self, place: int) -> int | None:
        """ "Usual breakfast", "same as yesterday". Before a food, "usual" says nothing."""
        found = self.scan.find(place, "usual")
        if self.draft.food or found is None:
            return None
        meal = self.scan.find(place + found[1], "meal")
        end = place + found[1] + (meal[1] if meal else 0)
        if not self.scan.is_stop(end) and self.scan.find(end, "filler") is None:
            return None
        self._close(self.draft.joint)
        self.draft.usual = found[0].means
        self.draft.meal = meal[0].means if meal else ""
        self.draft.holds(place, end)
        return end

    def _filler(self, place: int) -> int | None:
        after = self.scan.past_filler(place, starts=not self.draft.food)
        return after if after != place else None

    def _day(self, place: int) -> int | None:
        """ "Yesterday": not the day this is written to, which is not passed over in silence."""
        after = self.scan.past(place, "day")
        if after == place:
            return None
        self.other_days.append(self.scan.typed(place, after))
        return after

    # --- what is eaten ---

    def _name(self, place: int) -> int | None:
        after = self.scan.past(place, "name")
        return self._add_food(place, after) if after != place else None

    def _add_food(self, start: int, end: int) -> int:
        if self.draft.food and self.draft.is_amount_last:
            self._close()
        self.draft.food += range(start, end)
        self.draft.holds(start, end)
        return end

    def _amount(self, place: int) -> int | None:
        """A number, with a size and a measure after it; or a measure or a size alone."""
        times = self.scan.numbers.times_at(place)
        number = times if times and (self.draft.food or self.draft.has_amount) else self.scan.numbers.number_at(place)
        if number is None:
            return self._unnumbered(place)
        is_factor = self.draft.is_amount_alone or self._is_part_of_it(number)
        if not is_factor and self.draft.food and (self.draft.has_amount or self._begins_food(place, number.end)):
            self._close()
        if number is times and times.value and self.scan.is_stop(times.end) and (head := self._head()):
            head.multiply(times.value)
            return times.end
        return self._numbered(place, number, is_factor=is_factor)

    def _head(self) -> Draft | None:
        """What the food at hand is taken with, which a multiple after it is of: the tea of "tea with milk x3"."""
        if not self.draft.food or self.draft.has_amount or self.draft.joint not in ("with", "and"):
            return None
        group = [self.draft]
        for draft in reversed(self.done):
            group.append(draft)
            if draft.joint not in ("with", "and"):
                break
        return group[-1] if any(draft.joint == "with" for draft in group) and len(group) > 1 else None

    def _is_part_of_it(self, number: Number) -> bool:
        """ "A grapefruit half"."""
        is_part = self.draft.has_amount and number.value is not None and number.value < 1
        return is_part and self.scan.is_stop(number.end)

    def _begins_food(self, place: int, end: int) -> bool:
        """Whether a number is of the food after it: a spelled one, or digits without a measure: "coffee 2 sugars".

        Digits may also follow their food, which shows where the next food has its own: "rice 2 chicken 1".
        """
        _, measure, after = self._size_and_measure(end)
        if not self.scan.is_word(after) or self.scan.is_stop(after):
            return False
        return self.scan.is_word(place) or (measure is None and not self._is_number_before_stop(after))

    def _is_number_before_stop(self, place: int) -> bool:
        while not self.scan.is_stop(place):
            place += 1
        return self.scan.numbers.number_at(place) is not None

    def _numbered(self, place: int, number: Number, *, is_factor: bool) -> int:
        size, measure, end = self._size_and_measure(self.scan.past_hyphen(number.end))
        draft = self.draft
        draft.is_amount_last = bool(draft.food)
        draft.is_unreadable = draft.is_unreadable or number.value is None
        times = draft.quantity or 1.0 if is_factor else 1.0
        draft.quantity = None if number.value is None else number.value * times
        return self._take(place, end, size, measure, is_vague=number.is_vague)

    def _unnumbered(self, place: int) -> int | None:
        """A measure or a size without a number: "bowl of oatmeal", "some rice"; or after one: "330 ml can of cola"."""
        size, measure, end = self._size_and_measure(place)
        if size and not measure and self.draft.food and self._ends(end):
            return self._take(place, end, size, None, is_vague=False)
        if self.draft.food or (measure is None and size is None) or not self.scan.is_food(end):
            return None
        is_loose = measure is not None and measure.kind == "loose"
        if measure and self.draft.has_amount and self.draft.measure is None:
            return None
        if measure and not self.draft.has_amount and not is_loose and self.scan.find(end - 1, "of") is None:
            return None
        if measure and self.draft.quantity is None:
            self.draft.quantity = 1.0
        return self._take(place, end, size, measure, is_vague=is_loose)

    def _ends(self, place: int) -> bool:
        """Whether a phrase ends here, or with a bracket: "coffee (large)"."""
        return self.scan.is_stop(place) or self.scan.tokens[place].word == ")"

    def _take(self, start: int, end: int, size: Size | None, measure: Measure | None, *, is_vague: bool) -> int:
        draft = self.draft
        draft.is_vague = draft.is_vague or is_vague
        draft.size = size or draft.size
        is_weighed = draft.measure is not None and draft.measure.kind in EXACT
        draft.measure = draft.measure if is_weighed else measure
        draft.has_amount = draft.has_amount or draft.quantity is not None or draft.is_unreadable
        draft.holds(start, end)
        return end

    def _size_and_measure(self, place: int) -> tuple[Size | None, Measure | None, int]:
        """The size and the measure at a place, and the place after them and after "of"."""
        size, place = self.scan.size_at(place, may_be_last=bool(self.draft.food))
        after = self.scan.find(place, "piece", "container", "loose", "pinch")
        follows = bool(self.done) and self.done[-1].is_food_alone and not self.draft.joint
        ends = after is not None and self.scan.is_stop(place + after[1])
        measure, end = self.scan.measure_at(place, may_be_last=bool(self.draft.food) or (follows and ends))
        return size, measure, end

    # --- what comes out ---

    def _is_told(self, draft: Draft) -> bool:
        """A phrase has a word in it, or asks for what is usual."""
        return bool(draft.usual) or any(map(self.scan.is_word, draft.food))

    def _phrase(self, draft: Draft) -> Phrase:
        return Phrase(
            self.scan.typed(draft.start, draft.end), *self.scan.span(draft.start, draft.end),
            self.scan.typed_words(draft.food), draft.quantity, draft.is_vague, draft.measure, draft.size,
            draft.joint, tuple(draft.without), draft.is_unreadable, draft.usual, draft.meal,
        )  # fmt: skip
