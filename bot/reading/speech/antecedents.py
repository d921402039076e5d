"""Whom a pronoun stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.reading.speech.passage import Passage
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.tokens import COMMA, DASH
from bot.reading.speech.words import bare

_FAR = 10
"""Sentences back in which a pronoun is looked up."""
_NEAR = 5
"""Sentences back in which the author of `the statement` is looked up."""
_FARTHEST = 60
"""Sentences in which a name is looked up."""
_DATELINE = 10
"""Tokens within which a dateline ends."""


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase and the number of the sentence that has it."""

    number: int
    phrase: Phrase


class Human(Enum):
    """Whether a phrase names one human being."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Antecedents:
    """Finds who was named before."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._data = passage.data
        self._titled: dict[str, bool] = {}
        self._mentions: dict[str, tuple[Named, ...]] = {}

    def find(self, named: Named, pronoun: str) -> Named | None:
        """Return whom a pronoun stands for: somebody who certainly fits, else somebody who may."""
        candidates = list(self._candidates(named, people=pronoun in self._data.people_pronouns))
        for certain in (True, False):
            for candidate in candidates:
                if self._fits(candidate, pronoun, certain=certain):
                    return candidate
        return None

    def bodies(self, named: Named) -> Iterator[Named]:
        """Yield the bodies that spoke in the sentences before, the latest first."""
        for number in range(named.number, max(named.number - _NEAR, -1), -1):
            if not self._passage.same_field(number, named.number):
                return
            for frame in reversed(self._passage.frames(number)):
                ahead = number < named.number or frame.start < named.phrase.span[0]
                candidate = Named(number, frame.speaker)
                if ahead and self._body(candidate):
                    yield candidate

    def issuer(self, named: Named, document: str) -> Named | None:
        """Return what the sentence that brought in a document is about: `The army issued a statement`."""
        for number in range(named.number - 1, max(named.number - _NEAR, -1), -1):
            tokens = self._passage.tokens(number)
            if document in tokens.lower:
                topics = (Named(number, phrase) for phrase in self._topics(number, len(tokens)))
                return next((topic for topic in topics if self._body(topic)), None)
        return None

    def _candidates(self, named: Named, *, people: bool) -> Iterator[Named]:
        """Yield who may be meant, the nearest first: speakers of each sentence, then what it is about.

        For a pronoun of people also anybody named ahead in the same sentence.
        """
        for number in range(named.number, max(named.number - _FAR, -1), -1):
            if not self._passage.same_field(number, named.number):
                return
            own = number == named.number
            limit = named.phrase.span[0] if own else len(self._passage.tokens(number))
            speakers = [frame.speaker for frame in reversed(self._passage.frames(number)) if frame.start < limit]
            names = self._names(number, limit) if people and own else ()
            for phrase in (*speakers, *names, *self._topics(number, limit)):
                if phrase.span[1] <= limit:
                    yield Named(number, phrase)

    def _names(self, number: int, limit: int) -> Iterator[Phrase]:
        """Yield the names of two words and more ahead in a sentence, the nearest first."""
        phrases = self._passage.phrases(number)
        for at in range(limit - 1, 0, -1):
            if phrases.kinds.name(at) and phrases.kinds.name(at - 1):
                phrase = phrases.core_left(at)
                if phrase is not None:
                    yield phrase

    def _topics(self, number: int, limit: int) -> Iterator[Phrase]:
        """Yield what a sentence is about: its first noun phrase, and the one behind an opening adverbial."""
        tokens, appositions = self._passage.tokens(number), self._passage.appositions(number)
        first = next((at + 1 for at in range(min(_DATELINE, limit)) if tokens.lower[at] == DASH), 0)
        adverbial = first < limit and tokens.lower[first] in self._passage.lexicon.fronted
        comma = next((at + 1 for at in range(first, limit) if tokens.lower[at] == COMMA), limit)
        for start in (first, comma) if adverbial else (first,):
            if start < limit and tokens.quotes[start] == -1:
                phrase = appositions.right(start)
                if phrase is not None:
                    yield phrase

    # -- who fits --------------------------------------------------------------------------------------------------

    def _fits(self, candidate: Named, pronoun: str, *, certain: bool) -> bool:
        if not self._speaker(candidate):
            return False
        plural = self._passage.phrases(candidate.number).plural(candidate.phrase)
        if pronoun in self._data.neuters:
            return self._body(candidate) and (not certain or self._surely_body(candidate))
        if pronoun in self._data.people_pronouns:
            return not plural and self.human(candidate) is not Human.NO
        return plural or not certain

    def _speaker(self, candidate: Named) -> bool:
        """Whether a phrase names somebody who speaks, not a pronoun or a paper."""
        word = bare(self._passage.tokens(candidate.number).lower[candidate.phrase.head])
        if word in self._passage.lexicon.short or word in self._data.documents:
            return False
        return self._passage.phrases(candidate.number).speakable(candidate.phrase, strict=True)

    def _body(self, candidate: Named) -> bool:
        """Whether a phrase may name one body."""
        plural = self._passage.phrases(candidate.number).plural(candidate.phrase)
        return self._speaker(candidate) and not plural and self.human(candidate) is not Human.YES

    def _surely_body(self, candidate: Named) -> bool:
        if self.human(candidate) is Human.NO:
            return True
        single = candidate.phrase.span[1] - candidate.phrase.span[0] == 1
        return single and not self._has_title(self._passage.tokens(candidate.number).words[candidate.phrase.head])

    def _has_title(self, surname: str) -> bool:
        """Whether a name stands somewhere with a title or an office."""
        if surname not in self._titled:
            self._titled[surname] = any(self.human(mention) is Human.YES for mention in self.mentions(surname))
        return self._titled[surname]

    def mentions(self, surname: str) -> tuple[Named, ...]:
        """Return the places where a name ends with a word, title and apposition included."""
        if surname not in self._mentions:
            self._mentions[surname] = tuple(self._mentions_of(surname))
        return self._mentions[surname]

    def _mentions_of(self, surname: str) -> Iterator[Named]:
        for number, sentence in enumerate(self._passage.sentences[:_FARTHEST]):
            if surname not in sentence.text:
                continue
            appositions = self._passage.appositions(number)
            for at, word in enumerate(self._passage.tokens(number).words):
                if bare(word) == surname and appositions.phrases.kinds.name(at):
                    phrase = appositions.around(at)
                    if phrase.head == at and not appositions.phrases.joint(phrase):
                        yield Named(number, phrase)

    def human(self, named: Named) -> Human:
        """Tell whether a phrase names one human being."""
        words = self._passage.words(named.number, named.phrase)
        upto = named.phrase.head - named.phrase.span[0] + 1
        if words[upto - 1] in self._data.persons:
            return Human.YES
        # "Ana Ruiz of the Coast Guard" is a person: what stands behind the head says whose.
        if any(word in self._passage.lexicon.collectives for word in words[:upto][-2:]):
            return Human.NO
        return self._human_name(named, words)

    def _human_name(self, named: Named, words: tuple[str, ...]) -> Human:
        kinds, tokens = self._passage.phrases(named.number).kinds, self._passage.tokens(named.number)
        names = [tokens.words[at] for at in range(*named.phrase.span) if kinds.name(at)]
        if not names or bare(names[-1]).isupper() or words[0] in self._data.determiners:
            return Human.NO
        if any(word in self._data.titles or word in self._data.persons for word in words) or self.in_office(named):
            return Human.YES
        return Human.PERHAPS

    def in_office(self, named: Named) -> bool:
        """Whether an apposition tells a person's office."""
        also = named.phrase.also
        if also is None:
            return False
        lower = self._passage.tokens(named.number).lower
        return any(bare(lower[at]) in self._data.persons for at in range(*also))
