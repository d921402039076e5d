"""What a claim's question says by itself: the counted noun, what is done to it, where, and in which measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.drafting.family import Family
from bot.drafting.language import DraftingLanguage
from bot.matching.terms import Hit, TermIndex
from bot.matching.words import Inflection, Word, split_words
from bot.model import Measure, Modality, Series

_GAP = 4
"""Words that may stand between the words of an event: `let 120 prisoners out`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """The keys that a question stands for; `family` is the built-in kind of claim it was recognised by."""

    family: str | None
    counts: tuple[str, ...]
    event: tuple[str, ...]
    place: tuple[str, ...]
    series: Series | None
    measure: Measure | None
    unit: str | None
    modality: tuple[Modality, ...] = ()


def infer(
    question: str, places: Mapping[str, Sequence[str]], language: DraftingLanguage, inflection: Inflection
) -> Inferred | None:
    """Return what a question's own words say, or None where they name neither a noun nor a kind of claim."""
    words = split_words(question, inflection)
    asked = asked_measure(question, language)
    measure = language.measures[asked] if asked else None
    found = named_family(words, measure, language, inflection)
    noun = counted_noun(words, found[1] if found else None, language)
    if found is None and noun is None:
        return None
    unit = asked if asked not in language.bare else None
    said = _of_family(found[0], noun, language) if found else _of_noun(noun, unit, words, language)
    said = replace(said, place=named_places(words, places, inflection), measure=measure or said.measure)
    if language.planned.isdisjoint(word.text.lower() for word in words):
        return said
    return replace(said, series=Series.CEILING, modality=(Modality.PLANNED_CEILING, Modality.ESTIMATE))


def _of_family(family: Family, noun: Word | None, language: DraftingLanguage) -> Inferred:
    return Inferred(
        family=family.id,
        counts=_counts(noun, family, language),
        event=family.event,
        place=(),
        series=family.series,
        measure=family.measure,
        unit=_unit(noun, family, language),
    )


def _of_noun(noun: Word | None, measured: str | None, words: Sequence[Word], language: DraftingLanguage) -> Inferred:
    return Inferred(
        family=None,
        counts=(measured,) if measured else _printed(noun),
        event=_deed(words, noun, language),
        place=(),
        series=None,
        measure=None,
        unit=_unit(noun, None, language),
    )


def asked_measure(question: str, language: DraftingLanguage) -> str | None:
    """Return the words by which a question asks for a measure; None for a count, or where it stays open."""
    lower = f" {question.lower()} "
    found = [phrase for phrase in language.measures if f" {phrase} " in lower.replace("?", " ").replace(",", " ")]
    return max(found, key=len, default=None)


def named_family(
    words: Sequence[Word], measure: Measure | None, language: DraftingLanguage, inflection: Inflection
) -> tuple[Family, Hit | None] | None:
    """Return the kind of claim with the longest term among the words, its own id before others; and where it stands."""
    wanted = measure or Measure.COUNT
    best: tuple[tuple[int, int, int], Family, Hit] | None = None
    for number, family in enumerate(family for family in language.families if family.measure is wanted):
        index = TermIndex(inflection)
        index.add_all((*family.event, family.id.replace("-", " ")), _GAP)
        for hit in index.find(words):
            size = len(index.text(hit.term).split())
            rank = (size, -_order(index.text(hit.term), family), -number)
            if best is None or rank > best[0]:
                best = (rank, family, hit)
    if best is not None:
        return best[1], best[2]
    silent = [family for family in language.families if family.measure is wanted and not family.event]
    return (silent[0], None) if measure and silent else None


def _order(term: str, family: Family) -> int:
    """Return how late a family names a term: its first words are the telling ones."""
    return family.event.index(term) if term in family.event else 0


def counted_noun(words: Sequence[Word], event: Hit | None, language: DraftingLanguage) -> Word | None:
    """Return the head of what a question counts: `inmates` of `How many of the inmates escaped?`."""
    lower = [word.text.lower() for word in words]
    first = next((at + len(ask) for ask in language.asking if (at := _starts(lower, ask)) is not None), None)
    if first is None:
        return None
    while first < len(words) and lower[first] in language.skipped:
        first += 1
    last = first
    while last < len(words) and not _ends(words[last], last > first and last, event, language):
        last += 1
        if _is_head(words[last - 1], language):
            break
    return words[last - 1] if last > first else None


def _starts(words: Sequence[str], ask: tuple[str, ...]) -> int | None:
    size = len(ask)
    return next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == ask), None)


def _ends(word: Word, at: int, event: Hit | None, language: DraftingLanguage) -> bool:
    """Whether a word stands behind the noun; `at` is its number, 0 for the first, which may be part of the event."""
    lower = word.text.lower()
    if lower in language.auxiliaries | language.place_leads | language.unplaced and not word.text.isupper():
        return True
    return bool(at) and event is not None and event.first <= at <= event.last and not is_person(word, language)


def _is_head(word: Word, language: DraftingLanguage) -> bool:
    """Whether the noun ends with this word: a plural, or a noun for people."""
    plural = word.text.islower() and any(word.text == base + ending for base in word.bases for ending in ("s", "es"))
    irregular = word.text.endswith("ies") and word.text.islower()
    return plural or irregular or is_person(word, language)


def named_places(words: Sequence[Word], places: Mapping[str, Sequence[str]], inflection: Inflection) -> tuple[str, ...]:
    """Return the topic's places that are spelled out among the words, the longest spelling first where two overlap."""
    index = TermIndex(inflection)
    owner = {number: place for place, names in places.items() for number in index.add_all(names, 0)}
    hits = sorted(index.find(words), key=lambda hit: hit.first - hit.last)
    taken: set[int] = set()
    found: list[str] = []
    for hit in hits:
        span = set(range(hit.first, hit.last + 1))
        if not span & taken:
            taken |= span
            found.append(owner[hit.term])
    return tuple(dict.fromkeys(found))


def is_person(noun: Word, language: DraftingLanguage) -> bool:
    """Whether a noun stands for people."""
    return not noun.bases.isdisjoint(language.people | language.apart)


def _printed(noun: Word | None) -> tuple[str, ...]:
    return (noun.text if noun.capital else noun.text.lower(),) if noun else ()


def _counts(noun: Word | None, family: Family, language: DraftingLanguage) -> tuple[str, ...]:
    if family.measure is not Measure.COUNT or noun is None or noun.bases & set(family.counts):
        return family.counts
    alike = family.people == is_person(noun, language) and noun.bases.isdisjoint(language.apart)
    return (*_printed(noun), *family.counts) if alike else _printed(noun)


def _unit(noun: Word | None, family: Family | None, language: DraftingLanguage) -> str | None:
    if noun is None or is_person(noun, language) or (family is not None and family.measure is not Measure.COUNT):
        return None
    return noun.text.lower()


def _deed(words: Sequence[Word], noun: Word | None, language: DraftingLanguage) -> tuple[str, ...]:
    """Return the verb of a question that no built-in kind knows: `launched` of `How many lifeboats were launched?`."""
    if noun is None:
        return ()
    behind = [word for word in words if word.start > noun.start]
    for word in behind:
        lower = word.text.lower()
        if lower in language.auxiliaries or lower in language.skipped:
            continue
        known = lower in language.place_leads | language.plain | language.nobody or word.capital
        return () if known else (lower,)
    return ()
