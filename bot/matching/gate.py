"""Is any topic about this article? One pass over the text for all topics' terms."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise, product
from operator import or_

from bot.matching.spotter import Match, Spotter, lowered, narrowed
from bot.matching.terms import Term, make_term, same_word
from bot.matching.words import Inflection, Word, split_words
from bot.model import Article, Gate, Topic

_MOST_FORMS = 400
"""Printed forms of one term; an editor's term has a few dozen."""
_REMEMBERED = 50_000
"""Printed words whose terms are kept worked out."""
_HYPHENS = frozenset("-‐‑–")


class TopicGate:
    """Finds the topics whose every group of `about` has a hit.

    Groups are bits of one number, first those of each topic's first group, then of the second, ...: a word of a hundred
    topics costs as much as a word of one.
    """

    def __init__(self, topics: Sequence[Topic], inflection: Inflection) -> None:
        self._inflection = inflection
        self._topics = [topic.id for topic in topics]
        self._places = max((len(topic.about) for topic in topics), default=0)
        self._lacking = sum(1 << bit for bit in self._missing(topics))
        self._terms: list[Term] = []
        self._groups: list[int] = []
        """Beside each term the groups that have it."""
        self._gather(topics)
        self._by_form: dict[bytes, list[int]] = {}
        self._spotter = Spotter(self._forms())
        self._at_most = [self._groups_at_most(form) for form in self._spotter.narrow]
        """Groups that a form may stand for, by its number; None where that is for its capitals to say."""
        self._groups_of = lru_cache(maxsize=_REMEMBERED)(self._work_out_groups)

    def _bit(self, topic: int, place: int) -> int:
        return place * len(self._topics) + topic

    def _missing(self, topics: Sequence[Topic]) -> Iterator[int]:
        """Yield the groups that a topic need not have; the first it must."""
        for number, topic in enumerate(topics):
            yield from (self._bit(number, place) for place in range(max(len(topic.about), 1), self._places))

    def _gather(self, topics: Sequence[Topic]) -> None:
        """Take every term once, whosever it is."""
        numbers: dict[str, int] = {}
        for number, topic in enumerate(topics):
            for place, group in enumerate(topic.about):
                for text in group:
                    term = numbers.setdefault(text, len(numbers))
                    if term == len(self._terms):
                        self._terms.append(make_term(text, self._inflection, 0))
                        self._groups.append(0)
                    self._groups[term] |= 1 << self._bit(number, place)

    def _forms(self) -> Iterator[str]:
        """Yield every form of every term, and remember whose it is."""
        for number, term in enumerate(self._terms):
            for form in printed_forms(term, self._inflection):
                self._by_form.setdefault(narrowed(form), []).append(number)
                yield form

    def topics_of(self, article: Article) -> Gate:
        """Return the topics that the title and text are about, with the words that said so."""
        text = f"\n{article.title}\n{article.text}\n"
        matches = self._spotter.glance(text)
        # Nearly every article is off topic, and most are at a glance: what they print need not be cut out.
        if not self._spotter.may_have_wide(text) and not self._about(self._glanced(text, matches)):
            return Gate(topics=())
        found = self._spotter.spot(text, matches)
        about = self._about(map(self._groups_of, found))
        numbers = [number for number in range(about.bit_length()) if about >> number & 1]
        hits = {self._topics[number]: self._hits(number, found) for number in numbers}
        return Gate(topics=tuple(hits), hits=hits)

    def _glanced(self, text: str, matches: Sequence[Match]) -> list[int]:
        """Return the groups, as bits, that each match may stand for, and more."""
        at_most, groups_of = self._at_most, self._groups_of
        return [
            groups_of(text[start + 1 : end - 1]) if (groups := at_most[form]) is None else groups
            for form, start, end in matches
        ]

    def _groups_at_most(self, form: bytes) -> int | None:
        """Return the groups of every term that may be printed so; None if capitals make one of them another word."""
        numbers = self._by_form[form]
        if any(self._terms[number].acronym for number in numbers):
            return None
        return reduce(or_, (self._groups[number] for number in numbers))

    def _about(self, met_by: Iterable[int]) -> int:
        """Return the topics, as bits, that have a hit in every group; each hit is given as the groups it meets."""
        met = reduce(or_, met_by, self._lacking)
        about = (1 << len(self._topics)) - 1
        for place in range(max(self._places, 1)):
            about &= met >> self._bit(0, place)
        return about

    def _hits(self, topic: int, found: Iterable[str]) -> tuple[str, ...]:
        """Return the first word of each of a topic's groups, in order of print."""
        hits: dict[int, str] = {}
        for word in found:
            groups = self._groups_of(word)
            for place in range(self._places):
                if groups >> self._bit(topic, place) & 1:
                    hits.setdefault(place, word)
        return tuple(hits.values())

    def _work_out_groups(self, printed: str) -> int:
        """Return the groups that have a term which is printed so."""
        groups = 0
        for number in self._by_form.get(narrowed(printed), ()):
            if is_printed(self._terms[number], printed, self._inflection):
                groups |= self._groups[number]
        return groups


def is_printed(term: Term, printed: str, inflection: Inflection) -> bool:
    """Whether a stretch of text is the term: its words in any inflection, and between them what the term has.

    Blanks, line breaks and hyphens stand for each other.
    """
    words = split_words(printed, inflection)
    if len(words) != len(term.words) or not words:
        return False
    same = all(same_word(term, part, word) for part, word in enumerate(words))
    gaps = zip(_gaps(term.text, term.words), _gaps(printed, words), strict=True)
    return same and all(wanted == found or (_is_loose(wanted) and _is_loose(found)) for wanted, found in gaps)


def _gaps(text: str, words: Sequence[Word]) -> list[str]:
    return [text[left.end : right.start] for left, right in pairwise(words)]


def _is_loose(gap: str) -> bool:
    return all(char.isspace() or char in _HYPHENS for char in gap)


def printed_forms(term: Term, inflection: Inflection) -> Iterator[str]:
    """Yield the lower-case forms in which a term may be printed; some exist in no dictionary and are never met."""
    if not term.words:
        return
    spelled = [sorted(forms_of(term, part, inflection)) for part in range(len(term.words))]
    for count, words in enumerate(product(*spelled)):
        if count == _MOST_FORMS:
            return
        yield between(term, words)


def forms_of(term: Term, part: int, inflection: Inflection) -> set[str]:
    """Return the forms of one word of a term."""
    word = lowered(term.words[part].text)
    if term.acronym:
        return {word}
    if term.words[part].capital:
        return {word, f"{word}s"}
    return {word, *inflection.forms(word)}


def between(term: Term, words: Sequence[str]) -> str:
    """Put a term's words together with what stands between them in the topic file."""
    return "".join(part for pair in zip(words, [*_gaps(term.text, term.words), ""], strict=True) for part in pair)
