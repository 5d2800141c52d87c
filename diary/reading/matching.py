"""Phrases -> foods. Wrong is worse than unknown: a food without the word that says what it is, is not taken."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from accounts.models import User
from diary.models import TaughtPhrase
from diary.reading.fitting import (
    fits,
    has_few_slips,
    head_of,
    is_a,
    is_another,
    is_named,
    is_near,
    is_of_the_making,
    lacking,
    main_words,
)
from diary.reading.habits import TIMES
from diary.reading.language import table_vocabulary
from diary.reading.together import has_under, joined, run_together, with_dishes
from diary.sentence.parse import Parsed, Phrase
from diary.sentence.vocabulary import Row
from nutrients.search import Match, in_table_words, matches_for
from nutrients.search.words import singular, singulars_of, words_of

MOST_PHRASES = 40  # of one sentence
OTHERS = 2
STANDS_FOR = ("general", "near")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase with its food, by id.

    is_habit: it is the person's usual one. is_far: it only has the words somewhere. is_another: it is not just what was
    said. passed_over: words of the phrase that it does not have. taught: what the person said that these words mean.
    """

    phrase: Phrase
    food: int
    others: tuple[int, ...] = ()
    is_sure: bool = True
    is_habit: bool = False
    is_far: bool = False
    is_another: bool = False
    passed_over: tuple[str, ...] = ()
    taught: TaughtPhrase | None = None


def foods_of(
    parsed: Parsed, person: User | None, times: Mapping[int, int], apart: Container[tuple[str, ...]] = ()
) -> list[Found | Phrase]:
    """Each phrase with its food, in the order of the sentence; those not understood as they are.

    times: how often the person logged each food lately, the usual ones first.
    apart: words that are not foods for this person, but the names of saved meals.
    """
    matcher = _Matcher(parsed.text, person, times)
    phrases = with_dishes(matcher.in_words_of_the_tables(parsed, apart))
    readable = [one for one in phrases if not (one.is_unreadable or one.usual or words_of(one.food) in apart)]
    matcher.look_for(readable[:MOST_PHRASES])
    return matcher.match(phrases)


class _Matcher:
    """matches: text -> the foods found for it; taught: what the person taught, by the words without case.

    lately: foods the person logged, which are offered; habits: those logged often enough to be meant.
    """

    def __init__(self, text: str, person: User | None, times: Mapping[int, int]) -> None:
        self.text, self.person, self.lately = text, person, list(times)
        self.habits = [food for food, logged in times.items() if logged >= TIMES]
        self.matches: dict[str, Sequence[Match]] = {}
        self.taught = taught_to(person)

    def in_words_of_the_tables(self, parsed: Parsed, apart: Container[tuple[str, ...]]) -> Parsed:
        """The phrases with their foods in English, in whatever language they are; not those that the person named."""
        return replace(parsed, phrases=tuple(self._in_english(phrase, apart) for phrase in parsed.phrases))

    def _in_english(self, phrase: Phrase, apart: Container[tuple[str, ...]]) -> Phrase:
        words = words_of(phrase.food)
        is_named = words in apart or " ".join(words) in self.taught
        return phrase if is_named else replace(phrase, food=in_table_words(phrase.food, get_language()))

    def look_for(self, phrases: Sequence[Phrase]) -> None:
        """Search for all phrases at once, and for the general foods and the joined names that they may stand for."""
        queries = [phrase.food for phrase in phrases]
        queries += [both.food for both in map(self._joined, phrases, phrases[1:]) if both]
        self._search(queries)
        self._search([row.means for phrase in phrases if (row := self._general(phrase))])

    def _search(self, queries: Sequence[str]) -> None:
        new = [query for query in dict.fromkeys(queries) if query not in self.matches]
        if new:
            self.matches |= zip(new, matches_for(new, self.habits, self.person), strict=True)

    def match(self, phrases: Sequence[Phrase]) -> list[Found | Phrase]:
        found: list[Found | Phrase] = []
        left = list(phrases)
        while left:
            phrase = left.pop(0)
            if left and (both := self._joined(phrase, left[0])) and (whole := self._as_one(both, left[0])):
                found.append(whole)
                left.pop(0)
            else:
                found += self._alone(phrase)
        return found

    def _joined(self, phrase: Phrase, following: Phrase) -> Phrase | None:
        return joined(self.text, phrase, following)

    def _as_one(self, both: Phrase, following: Phrase) -> Found | None:
        """Two phrases as one food: where it is called so, or where the second is a dish that the first is in."""
        if known := self._taught(both):
            return known
        fitting = self._fitting(both)
        named = [
            one for one in fitting
            if not one.lacks and not one.slips and (one.is_exact or (one.is_name and following.joint == "and"))
        ]  # fmt: skip
        if named:
            return self._found(both, named[0], named[1:], is_sure=True)
        words = words_of(following.food)
        is_filled = following.joint == "and" and len(words) > 1 and table_vocabulary().is_any(words[-1], "filled")
        if not is_filled or not fitting or fitting[0].lacks or both.measure:
            return None
        return self._found(both, fitting[0], fitting[1:], is_sure=False)

    def _alone(self, phrase: Phrase) -> list[Found | Phrase]:
        """The phrase with its food; several where its words are several foods that run on: chicken rice broccoli."""
        if phrase.food not in self.matches or is_denied(phrase):
            return [phrase]
        found = self._taught(phrase) or self._best(phrase)
        if found and not found.is_far and not (found.passed_over and has_under(phrase)):
            return [found]
        parts = run_together(phrase, self._are_foods)
        self._search([row.means for part in parts if (row := self._general(part))])
        return [self._best(part) or part for part in parts] or [found or phrase]

    def _are_foods(self, queries: Sequence[str]) -> list[bool]:
        """Whether each text is a food's name or a general food, for taking words apart; a dish has to be named."""
        self._search(queries)
        words = table_vocabulary()
        return [
            not words.is_any(query.lower(), "filled")
            and (words.row_of(query, "general") is not None or any(is_named(one, query) for one in self.matches[query]))
            for query in queries
        ]

    def _best(self, phrase: Phrase) -> Found | None:
        fitting = self._fitting(phrase)
        general = self._general(phrase)
        exact = next((match for match in fitting if match.is_exact and not match.slips), None)
        if exact and not general:
            return self._found(phrase, exact, fitting, is_sure=True)
        if habit := self._habit(phrase, fitting):
            return replace(self._found(phrase, habit, fitting, is_sure=True), is_habit=True, is_another=False)
        if general and (taken := self.matches.get(general.means)):
            return self._general_food(phrase, general, fitting, taken)
        if not fitting:
            return None
        best, words = fitting[0], main_words(phrase.food)
        is_sure = is_near(best, words) and has_few_slips(best, words) and not lacking(best)
        is_far = not (best.is_kind or best.is_it or best.is_common or singular(head_of(words)) in best.noun)
        found = self._found(phrase, best, fitting, is_sure=is_sure)
        return replace(found, is_far=is_far, passed_over=tuple(lacking(best)))

    def _habit(self, phrase: Phrase, fitting: Sequence[Match]) -> Match | None:
        """The food that the person logs often, if it is what the words say, or a kind of it."""
        words = main_words(phrase.food)
        usual = (one for one in fitting if one.id in self.habits and is_a(one, words))
        return next((one for one in usual if not (one.slips or lacking(one))), None)

    def _general_food(self, phrase: Phrase, row: Row, fitting: Sequence[Match], taken: Sequence[Match]) -> Found:
        """The food taken for a word that stands for many; surely where nearly all mean it, or this person does."""
        taken = sorted(taken, key=lambda one: not one.is_exact)
        is_habit = taken[0].id in self.habits
        found = self._found(phrase, taken[0], [*fitting, *taken], is_sure=row.value > 0 or is_habit)
        unsaid = set(words_of(phrase.food)) - set(words_of(row.means))
        return replace(found, is_another=row.kind == "near" or any(map(is_of_the_making, unsaid)))

    def _general(self, phrase: Phrase) -> Row | None:
        """The food taken for a word that stands for many: milk; None where a food is called as the phrase is.

        A slip is taken back first, and words that say how are passed over where no food has them.
        """
        words = table_vocabulary()
        measured = f"{phrase.measure.name} of {phrase.food}" if phrase.measure else phrase.food
        if row := words.row_of(measured, *STANDS_FOR) or words.row_of(phrase.food, *STANDS_FOR):
            return row
        matches = self.matches.get(phrase.food, ())
        if any(not match.lacks and not match.slips and (match.is_it or match.is_kind) for match in matches):
            return None
        if row := words.row_of(" ".join(main_words(phrase.food)), "general"):
            return row
        meant = next((match for match in matches[:1] if match.slips and not match.lacks and match.is_it), None)
        is_all = meant is not None and len(meant.noun) == len(main_words(phrase.food))
        return words.row_of(" ".join(meant.noun), "general") if meant and is_all else None

    def _taught(self, phrase: Phrase) -> Found | None:
        for text in (phrase.text, phrase.food):
            if known := self.taught.get(" ".join(words_of(text))):
                return Found(phrase, known.food_id, taught=known)
        return None

    def _fitting(self, phrase: Phrase) -> list[Match]:
        """The foods that may be meant, the likeliest first; everyday ones before others that fit as well."""
        words = main_words(phrase.food)
        fitting = [match for match in self.matches.get(phrase.food, ()) if fits(match, words)]
        return sorted(
            fitting,
            key=lambda one: (
                len(lacking(one)), one.slips, len(one.lacks), not one.is_exact,
                not (one.is_common and (one.is_it or one.is_kind)),
            ),
        )  # fmt: skip

    def _found(self, phrase: Phrase, best: Match, rest: Sequence[Match], *, is_sure: bool) -> Found:
        """A phrase with a food, and the next best; first what the person logged lately, if of the kind."""
        words = main_words(phrase.food)
        others = sorted(rest, key=lambda one: not (one.id in self.lately and is_a(one, words)))
        ids = tuple(dict.fromkeys(match.id for match in others if match.id != best.id))[:OTHERS]
        return Found(phrase, best.id, ids, is_sure, is_another=is_another(best, words))


def taught_to(person: User | None) -> Mapping[str, TaughtPhrase]:
    if person is None:
        return {}
    rows = TaughtPhrase.objects.of(person).select_related("portion")
    return {" ".join(words_of(row.phrase)): row for row in rows}


def is_denied(phrase: Phrase) -> bool:
    """ "Eggs without eggs"."""
    return set(singulars_of(phrase.food)) <= set(singulars_of(" ".join(phrase.without)))
