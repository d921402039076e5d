"""Is any topic about this article? One pass over the text for all topics' terms."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ahocorasick_rs import AhoCorasick, Implementation

from bot.matching.terms import Term, make_term, same_word
from bot.matching.words import Inflection, split_words
from bot.model import Article, Gate, Topic

_MOST_FORMS = 400
"""Printed forms of one term; an editor's term has a few dozen."""


class TopicGate:
    """Finds the topics whose every group of `about` has a hit."""

    def __init__(self, topics: Sequence[Topic], inflection: Inflection) -> None:
        self._inflection = inflection
        self._groups: list[tuple[int, ...]] = []
        self._topics = [topic.id for topic in topics]
        self._needed: list[int] = []
        owners: dict[str, list[tuple[Term, int]]] = {}
        for number, topic in enumerate(topics):
            for group in topic.about:
                self._add_group(number, group, owners)
            self._needed.append(len(topic.about))
        self._patterns = [owners[form] for form in owners]
        self._search = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)

    def _add_group(self, topic: int, group: Iterable[str], owners: dict[str, list[tuple[Term, int]]]) -> None:
        number = len(self._groups)
        self._groups.append((topic,))
        for text in group:
            term = make_term(text, self._inflection, 0)
            for form in printed_forms(term, self._inflection):
                owners.setdefault(form, []).append((term, number))

    def topics_of(self, article: Article) -> Gate:
        """Return the topics that the title and text are about, with the words that said so."""
        printed = f"{article.title}\n{article.text}"
        found = self._found(printed)
        hits: dict[str, list[str]] = {}
        met: dict[int, int] = {}
        for group, word in found.items():
            topic = self._groups[group][0]
            met[topic] = met.get(topic, 0) + 1
            hits.setdefault(self._topics[topic], []).append(word)
        about = [self._topics[topic] for topic, count in sorted(met.items()) if count == self._needed[topic]]
        return Gate(topics=tuple(about), hits={topic: tuple(hits[topic]) for topic in about})

    def _found(self, printed: str) -> dict[int, str]:
        lowered = printed.lower()
        if len(lowered) != len(printed):
            lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in printed)
        found: dict[int, str] = {}
        for pattern, start, end in self._search.find_matches_as_indexes(lowered, overlapping=True):
            if not is_whole(lowered, start, end):
                continue
            for term, group in self._patterns[pattern]:
                if group not in found and self._is_printed(term, printed[start:end]):
                    found[group] = printed[start:end]
        return found

    def _is_printed(self, term: Term, printed: str) -> bool:
        words = split_words(printed, self._inflection)
        return len(words) == len(term.words) and all(same_word(term, part, word) for part, word in enumerate(words))


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends with whole words."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def printed_forms(term: Term, inflection: Inflection) -> Iterator[str]:
    """Yield the lower-case forms in which a term may be printed; some exist in no dictionary and are never met."""
    spelled = [sorted(forms_of(term, part, inflection)) for part in range(len(term.words))]
    for count, words in enumerate(product(*spelled)):
        if count == _MOST_FORMS:
            return
        yield between(term, words)


def forms_of(term: Term, part: int, inflection: Inflection) -> set[str]:
    """Return the forms of one word of a term."""
    word = term.words[part].text.lower()
    if term.acronym:
        return {word}
    if term.words[part].capital:
        return {word, f"{word}s"}
    return {word, *inflection.forms(word)}


def between(term: Term, words: Sequence[str]) -> str:
    """Put a term's words together with what stands between them in the topic file."""
    text = term.text.lower()
    gaps = [text[left.end : right.start] for left, right in zip(term.words, term.words[1:], strict=False)]
    return "".join(part for pair in zip(words, [*gaps, ""], strict=True) for part in pair)
