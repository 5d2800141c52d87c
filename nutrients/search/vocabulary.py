"""The words the foods are described with, how common each is, and what else people call them. Knows no database."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nutrients.search.words import singular, singulars_of, telling, word_for, words_of

LAST = chr(0x10FFFF)  # sorts after whatever a word goes on with
SLIPS = ((9, 3), (6, 2), (3, 1))  # letters of a word -> most slips of the finger or the ear
COMMONER = 20  # how many times as common a word must be to be taken for a mistyped one
RARE_SHARE = 200  # a word is rare up to this part of the commonest word's foods
MANY_WORDS = 20_000  # a vocabulary of this size holds misspellings of its own
GUESSES = 3
NEAREST = 40  # words that are weighed against each other
SLIP_ITSELF = 100  # how many times as common, so that foods written like the typed word are slips of their own


def slips_in(typed: str) -> int:
    """The most slips that are looked for in a word."""
    return 0 if typed[0].isdigit() else next((slips for letters, slips in SLIPS if len(typed) >= letters), 0)


def nearest(typed: str, words: Collection[str]) -> list[tuple[str, int]]:
    """The words most like a mistyped one, with the number of slips; a wrong first letter must be the only one."""
    if not (most := slips_in(typed)):
        return []
    near = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=NEAREST)
    return [(word, int(slips)) for word, slips, _ in near if slips and (word[0] == typed[0] or slips == 1)]


class Vocabulary:
    """`counts`: word -> number of foods with it. `aliases`: (phrase, what it means), as people write them."""

    def __init__(self, counts: Mapping[str, int], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self.counts = counts
        self.aliases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for phrase, means in aliases:
            self.aliases[telling(singulars_of(phrase))].append(means)
        self.longest_alias = max(map(len, self.aliases), default=0)
        self.alias_words = sorted(key[0] for key in self.aliases if len(key) == 1)
        self.words = sorted(counts)
        self.foods_before = list(accumulate((counts[word] for word in self.words), initial=0))
        self.foods_of_singular: dict[str, int] = defaultdict(int)
        for word, foods in counts.items():
            self.foods_of_singular[singular(word)] += foods
        self.rare = max(1, max(counts.values(), default=0) // RARE_SHARE)
        self.of_length = self._words_by_length()
        self.corrections = lru_cache(maxsize=5_000)(self._corrections)

    def _words_by_length(self) -> dict[int, list[str]]:
        """The words that a mistyped one may stand for, and their singulars."""
        least = 3 if len(self.words) > MANY_WORDS else 1
        known = [word for word in self.words if self.counts[word] >= least and not word[0].isdigit()]
        found = defaultdict(list)
        for word in sorted({*known, *map(singular, known), *self.alias_words}):
            if len(word) > 2:
                found[len(word)].append(word)
        return found

    def is_word(self, typed: str) -> bool:
        """Whether a food has this whole word, or it is another name of one."""
        return singular(typed) in self.foods_of_singular or (singular(typed),) in self.aliases

    def foods_with(self, typed: str) -> int:
        """How many foods have words that begin so; a food with two such words counts twice."""
        return sum(self._foods_beginning(form) for form in word_for(typed).beginnings)

    def _foods_beginning(self, letters: str) -> int:
        first, last = bisect_left(self.words, letters), bisect_left(self.words, letters + LAST)
        return self.foods_before[last] - self.foods_before[first]

    def meanings(self, words: tuple[str, ...]) -> list[str]:
        """What a phrase means besides itself, by the table of aliases."""
        return self.aliases.get(tuple(map(singular, words)), [])

    def meanings_beginning(self, letters: str) -> list[str]:
        """What the first alias of one word means that begins with these letters; for somebody still typing."""
        place = bisect_left(self.alias_words, letters)
        if place < len(self.alias_words) and self.alias_words[place].startswith(letters):
            return self.aliases[(self.alias_words[place],)]
        return []

    def _corrections(self, typed: str, whole: bool = False) -> tuple[tuple[str, int], ...]:
        """Words that somebody who typed this may have meant, with the number of slips; the likeliest first.

        whole: it is all of the word, so that foods whose words only begin so do not count for it.
        """
        most = slips_in(typed)
        commonness = COMMONER * (self.foods_of_singular.get(singular(typed), 0) if whole else self.foods_with(typed))
        lengths = range(len(typed) - most, len(typed) + most + 1)
        near = nearest(typed, [word for length in lengths for word in self.of_length.get(length, ())])
        found = [(slips, -self.weight(word), word) for word, slips in near if self.weight(word) >= max(commonness, 1)]
        best = [guess for guess in sorted(found)[:GUESSES] if guess[0] == min(found)[0]]
        least = -best[0][1] / COMMONER if best else 0  # what is rarer is a slip itself
        return tuple((word, slips) for slips, weight, word in best if -weight >= least)

    def weight(self, word: str) -> int:
        """How many foods a word stands for; an alias counts for what it means."""
        return self.foods_of_singular.get(singular(word), 0) or sum(
            min(map(self.foods_with, words_of(means))) for means in self.meanings((word,))
        )

    def parts(self, typed: str) -> tuple[str, str] | None:
        """Two words written as one: "peanutbutter" -> ("peanut", "butter")."""
        cuts = [(typed[:n], typed[n:]) for n in range(3, len(typed) - 2)]
        known = [cut for cut in cuts if all(part in self.counts for part in cut)]
        return max(known, key=lambda cut: min(self.counts[part] for part in cut), default=None)
