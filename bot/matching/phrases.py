"""What belongs to a figure in its sentence: its noun phrase, what is done to it, and where the next figure begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.language import MatchingLanguage
from bot.matching.words import Word

LONGEST_PHRASE = 7
_WITHIN_PHRASE = " \u00a0-\u2011'\"“”‘’%"
_SEPARATORS = ",;:()–—"

Range = tuple[int, int]
"""Words of a sentence, half open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words around one figure."""

    at: Range
    """The figure itself."""
    noun: Range
    """The noun phrase it counts; empty in an ellipsis: `killed 34`."""
    tail: Range
    """Participles behind the phrase: `500 people injured`."""
    partitive: bool
    """The first figure of `seven of the 10 inmates`."""
    whole: bool
    """The second: what is said behind it is said of the part."""
    relative: Range
    """A relative clause behind the phrase: `ten inmates who got out are sought`."""
    domain: Range
    """Up to the separators that divide it from the figures on either side."""


def phrase_of(
    text: str,
    words: Sequence[Word],
    figures: Sequence[Range],
    at: Range,
    unit: str | None,
    language: MatchingLanguage,
) -> Phrase:
    """Find a figure's phrase; `figures` are the sentence's figures, this one among them, in order.

    `unit` is the counted noun as it was read; without one the words behind the figure are looked at.
    """
    number = figures.index(at)
    following = figures[number + 1] if number + 1 < len(figures) else None
    partitive, first = _lead_in(text, words, at[1], following, language)
    first = _predicate(text, words, first, language)
    noun = _past_acronym(
        text, words, _located(text, words, at[1], unit) or _noun(text, words, first, language), language
    )
    tail = _tail(text, words, noun[1], language)
    end = max(tail[1], at[1])
    domain = _domain(text, words, figures, number, language)
    return Phrase(
        at=at,
        noun=noun,
        tail=tail,
        partitive=partitive,
        whole=number > 0 and _is_whole(text, words, figures[number - 1], at, language),
        relative=_relative(words, end, language),
        domain=(min(domain[0], at[0]), max(domain[1], end)),
    )


def _domain(
    text: str, words: Sequence[Word], figures: Sequence[Range], number: int, language: MatchingLanguage
) -> Range:
    """Return what lies between the separators; a part's domain (`81 of 120 were caught`) reaches over its whole."""
    at = figures[number]
    last = number
    while last + 1 < len(figures) and _is_whole(text, words, figures[last], figures[last + 1], language):
        last += 1
    return (
        _boundary(text, words, figures[number - 1], at, language) if number else 0,
        _boundary(text, words, figures[last], figures[last + 1], language) if last + 1 < len(figures) else len(words),
    )


def words_within(words: Sequence[Word], start: int, end: int) -> Range:
    """Return the words that touch these characters; empty at the end when there are none."""
    inside = [number for number, word in enumerate(words) if word.end > start and word.start < end]
    return (inside[0], inside[-1] + 1) if inside else (len(words), len(words))


def _lead_in(
    text: str, words: Sequence[Word], start: int, following: Range | None, language: MatchingLanguage
) -> tuple[bool, int]:
    """Return whether `of` leads to the noun, and where the noun begins: behind articles and the figure of a whole."""
    first = start
    if _is_next(text, words, first, language.partitives) and _is_next(text, words, first + 1, language.anaphors):
        return False, first + 2
    partitive = _is_next(text, words, first, language.partitives)
    first += partitive
    while _is_next(text, words, first, language.determiners):
        first += 1
    if partitive and following and _leads_to(words, first, following[0], language):
        first = following[1]
    return partitive, first


def _predicate(text: str, words: Sequence[Word], start: int, language: MatchingLanguage) -> int:
    """Go over to what is said of an elliptical figure: `467 of them are IRAQIS`, `460 from IRAQ`."""
    at = start
    while at < len(words) and _is_participle(words[at], language) and _is_joined(text, words, at):
        at += 1
    if at >= len(words) or words[at].text.lower() not in language.copulas or not _is_joined(text, words, at):
        return start
    at += 1
    if at < len(words) and (_is_participle(words[at], language) or words[at].text.lower() in language.phrase_ends):
        return start
    return at


def _located(text: str, words: Sequence[Word], start: int, unit: str | None) -> Range | None:
    """Return the words of the unit, where they stand behind the figure."""
    if unit is None or start >= len(words):
        return None
    at = text.find(unit, words[start].start)
    if at < 0:
        return None
    first, end = words_within(words, at, at + len(unit))
    return (first, end) if first - start <= LONGEST_PHRASE else None


def _noun(text: str, words: Sequence[Word], first: int, language: MatchingLanguage) -> Range:
    end = first + _origin(text, words, first, language)
    while end < len(words) and end - first < LONGEST_PHRASE and _continues(text, words, end, language):
        end += 1
    while end > first + 1 and _is_participle(words[end - 1], language):
        end -= 1
    return first, end


def _past_acronym(text: str, words: Sequence[Word], noun: Range, language: MatchingLanguage) -> Range:
    """Go on behind an acronym in brackets: `150 Islamic State (IS) detainees`."""
    end = noun[1]
    if noun[0] == end or end >= len(words) or not words[end].text.isupper():
        return noun
    if text[words[end - 1].end : words[end].start].strip() != "(" or text[words[end].end : words[end].end + 1] != ")":
        return noun
    last = end + 1
    if last < len(words) and text[words[end].end + 1 : words[last].start].strip():
        return noun
    while (
        last < len(words) and last - noun[0] < LONGEST_PHRASE and words[last].text.lower() not in language.phrase_ends
    ):
        last += 1
        if last < len(words) and not _is_joined(text, words, last):
            break
    return noun[0], last


def _origin(text: str, words: Sequence[Word], first: int, language: MatchingLanguage) -> int:
    """Count the preposition of `460 from Iraq` to the phrase: the origin stands for the people."""
    following = first + 1
    named = following < len(words) and words[following].capital and _is_joined(text, words, following)
    return int(named and _is_next(text, words, first, language.origins))


def _tail(text: str, words: Sequence[Word], start: int, language: MatchingLanguage) -> Range:
    end = start
    while end < len(words) and _is_participle(words[end], language) and _is_joined(text, words, end):
        end += 1
    return start, end


def _leads_to(words: Sequence[Word], first: int, figure: int, language: MatchingLanguage) -> bool:
    """Whether only hedges stand before the figure of the whole."""
    return first <= figure and all(word.text.lower() in language.number_words for word in words[first:figure])


def _is_next(text: str, words: Sequence[Word], number: int, wanted: frozenset[str]) -> bool:
    return number < len(words) and words[number].text.lower() in wanted and _is_joined(text, words, number)


def _is_joined(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether only space or a hyphen divides a word from the one before."""
    previous = words[number - 1].end if number else 0
    return not text[previous : words[number].start].strip(_WITHIN_PHRASE)


def _continues(text: str, words: Sequence[Word], number: int, language: MatchingLanguage) -> bool:
    return _is_joined(text, words, number) and words[number].text.lower() not in language.phrase_ends


def _is_participle(word: Word, language: MatchingLanguage) -> bool:
    """Whether a word says what was done to what stands before it."""
    lower = word.text.lower()
    return lower.endswith(language.participle_endings) or lower in language.participles


def _is_whole(text: str, words: Sequence[Word], part: Range, at: Range, language: MatchingLanguage) -> bool:
    """Whether `of` leads from one figure to the next: `seven of the 10`, `12,700 of the union's 145,000`."""
    between = words[part[1] : at[0]]
    if not between or between[0].text.lower() not in language.partitives or len(between) > LONGEST_PHRASE:
        return False
    owners = [number for number, word in enumerate(between) if is_possessive(text, word)]
    plain = between[owners[-1] + 1 :] if owners else between[1:]
    joining = language.partitives | language.determiners | language.number_words
    return all(word.text.lower() in joining for word in plain)


def is_possessive(text: str, word: Word) -> bool:
    """Whether a word is printed with a possessive ending."""
    return word.end - word.start > len(word.text) or text[word.end : word.end + 1] in ("'", "’")


def _relative(words: Sequence[Word], start: int, language: MatchingLanguage) -> Range:
    if start >= len(words) or words[start].text.lower() not in language.relatives:
        return start, start
    end = start + 1
    while end < len(words) and words[end].text.lower() in language.finite:
        end += 1
    end += 1
    while end < len(words) and words[end].text.lower() not in language.finite:
        end += 1
    return start, min(end, len(words))


def _boundary(text: str, words: Sequence[Word], left: Range, right: Range, language: MatchingLanguage) -> int:
    """Return the word from which on the words between two figures belong to the second."""
    for number in range(right[0], left[1] - 1, -1):
        gap = text[words[number - 1].end : words[number].start] if number < len(words) else ""
        if any(mark in gap for mark in _SEPARATORS) or words[number - 1].text.lower() in language.coordinators:
            return number
    of = _partitive_before(words, right[0], language)
    if of is not None and words[of - 1].text.lower() not in language.totals | language.groups:
        return of
    relatives = [number for number in range(left[1], right[0]) if words[number].text.lower() in language.relatives]
    return relatives[-1] if relatives else right[0]


def _partitive_before(words: Sequence[Word], figure: int, language: MatchingLanguage) -> int | None:
    """Return where `of` or `of the` leads to a figure: `the entirety of the 8,950`."""
    of = figure - 1
    if of > 0 and words[of].text.lower() in language.determiners:
        of -= 1
    return of if of > 0 and words[of].text.lower() in language.partitives else None
