"""Which words make an article one of the event: what happened, and who or where, each told by nearly every article."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from bot.drafting.language import DraftingLanguage
from bot.matching.words import Inflection, Word, split_words
from bot.model import Field, Reading
from bot.reading.language import Language

_MOST_WORDS = 6
_LEAST_SHARE = 0.4
"""A word of fewer articles is added only where an article has none of the others."""
_SHORTEST = 3


def find_about(
    readings: Sequence[Reading], language: DraftingLanguage, reading: Language
) -> tuple[tuple[str, ...], ...]:
    """Return up to two lists of words; every article that can be covered has a word of each."""
    inflection = reading.matching.inflection
    empty = reading.matching.phrase_ends | reading.matching.changes | language.place_leads
    deeds = [_words(each, inflection, lambda word: _is_deed(word, empty, language)) for each in readings]
    outlets = frozenset(word.lower() for each in readings for word in each.article.outlet.split())
    names = [_words(each, inflection, lambda word: _is_name(word, outlets, language)) for each in readings]
    printed = _printed(readings, inflection)
    groups = (tuple(printed.get(base, base) for base in _cover(deeds)), _cover(names))
    return tuple(group for group in groups if group)


def _printed(readings: Sequence[Reading], inflection: Inflection) -> dict[str, str]:
    """Return the form in which each word is printed most."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in readings:
        for sentence in each.sentences:
            for word in split_words(sentence.text, inflection):
                if not word.capital:
                    forms[_base(word)][word.text] += 1
    return {base: max(counts, key=lambda form: (counts[form], form)) for base, counts in forms.items()}


def _words(each: Reading, inflection: Inflection, wanted: Callable[[Word], bool]) -> Counter[str]:
    """Count an article's words; those of its title and first sentence weigh more."""
    counts: Counter[str] = Counter()
    for sentence in each.sentences:
        first = sentence.field is Field.TITLE or sentence.index == 0
        for number, word in enumerate(split_words(sentence.text, inflection)):
            if wanted(word) and (number or not word.capital or sentence.field is Field.TITLE):
                counts[_base(word)] += 3 if first else 1
    return counts


def _base(word: Word) -> str:
    """Return one form for all inflections of a word; names stand as printed."""
    return word.text if word.capital else min(word.bases, key=lambda base: (len(base), base))


def _is_deed(word: Word, empty: frozenset[str], language: DraftingLanguage) -> bool:
    lower = word.text.lower()
    plain = lower in empty or not word.bases.isdisjoint(language.plain | language.people | language.nobody)
    return word.text.islower() and word.text.isalpha() and len(lower) > _SHORTEST and not plain


def _is_name(word: Word, outlets: frozenset[str], language: DraftingLanguage) -> bool:
    lower = word.text.lower()
    plain = lower in language.unplaced | language.plain | language.persons | outlets
    return word.capital and len(lower) >= _SHORTEST and not plain


def _cover(articles: Sequence[Counter[str]]) -> tuple[str, ...]:
    """Return the words told in most articles, and as many more as it takes to reach the others."""
    spread = Counter(word for counts in articles for word in counts)
    weight: Counter[str] = Counter()
    for counts in articles:
        weight.update({word: min(count, 5) for word, count in counts.items()})
    left = [set(counts) for counts in articles]
    chosen: list[str] = []
    while len(chosen) < _MOST_WORDS:
        gain = Counter(word for counts in left for word in counts)
        best = max(gain, key=lambda word: (gain[word], weight[word], word), default=None)
        if best is None:
            break
        chosen.append(best)
        left = [counts for counts in left if best not in counts]
    common = [word for word, _ in weight.most_common() if spread[word] >= _LEAST_SHARE * len(articles)]
    return tuple(dict.fromkeys((*chosen, *common[: _MOST_WORDS - len(chosen)])))
