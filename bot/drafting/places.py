"""Places that a pile of articles names: capitalised words behind `in`, `at`, `from`, or before `camp`, `province`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.drafting.language import DraftingLanguage
from bot.matching.words import Inflection, Word, split_words
from bot.model import Reading
from bot.reading.language import Language

LONGEST_NAME = 4
"""Words of a place's name."""
_LEAST_SHARE = 0.4
"""So many of a name's printings must look like a place's: `Jordan` may be a person."""
_SHORTEST_SKELETON = 2
_VOWELS = re.compile(r"[aeiouwyh'’]+")
_DOUBLED = re.compile(r"(.)\1+")
_MOST = 20
_LONGEST_ID = 60
_QUOTES = re.compile(r"['’]")


@dataclass(slots=True)
class _Name:
    """How often and where one spelling is printed."""

    spelling: str
    spoken: int = 0
    """How many figures are put down to it: a speaker is no place."""
    placed: int = 0
    printed: int = 0
    articles: set[str] = field(default_factory=set)


def find_places(
    readings: Sequence[Reading], language: DraftingLanguage, reading: Language
) -> dict[str, tuple[str, ...]]:
    """Return id -> spellings of the places named in several articles, or in the only one; most printed first."""
    names = _count(readings, language, reading.matching.inflection)
    nations = reading.sources.nations
    known = [name for name in names.values() if nations.get(name.spelling.lower(), "") in ("", name.spelling.lower())]
    groups = _merged([name for name in names.values() if name in known or " " in name.spelling], language)
    least = min(2, len(readings))
    wide = [group for group in groups if _is_place(group, least)]
    wide.sort(key=lambda group: -sum(name.placed for name in group))
    places: dict[str, tuple[str, ...]] = {}
    for group in wide[:_MOST]:
        group.sort(key=lambda name: (-name.printed, name.spelling))
        spellings = {name.spelling.lower(): name.spelling for name in reversed(group)}
        places.setdefault(place_id(group[0].spelling), tuple(reversed(spellings.values())))
    return places


def _is_place(group: Sequence[_Name], least: int) -> bool:
    placed, printed = sum(name.placed for name in group), sum(name.printed for name in group)
    articles = set[str]().union(*(name.articles for name in group))
    heard = sum(name.spoken for name in group)
    return placed >= max(least, heard + 1) and placed >= _LEAST_SHARE * printed and len(articles) >= least


def place_id(spelling: str) -> str:
    """Return a word for chat: `port-amal`."""
    return re.sub(r"[^a-z0-9]+", "-", _QUOTES.sub("", spelling.lower()))[:_LONGEST_ID].strip("-") or "unnamed"


def _count(readings: Sequence[Reading], language: DraftingLanguage, inflection: Inflection) -> Mapping[str, _Name]:
    names: dict[str, _Name] = {}
    spoken = Counter(
        mention.speaker.said_by.lower()
        for reading in readings
        for mention in reading.mentions
        if mention.speaker.said_by
    )
    for reading in readings:
        for sentence in reading.sentences:
            words = split_words(sentence.text, inflection)
            for first, end in _runs(sentence.text, words, language):
                last = words[end - 1]
                spelling = sentence.text[words[first].start : last.start + len(last.text)]
                if spelling.isupper() and first:
                    continue
                name = names.setdefault(spelling, _Name(spelling, spoken=spoken[spelling.lower()]))
                name.printed += 1
                name.placed += _is_placed(words, first, end, language)
                name.articles.add(reading.article.id)
    return names


def _runs(text: str, words: Sequence[Word], language: DraftingLanguage) -> Iterator[tuple[int, int]]:
    """Yield the names of a sentence: capitalised words in a row, with an article tied to them (`al-Hol`)."""
    at = 0
    while at < len(words):
        if not _is_name(text, words, at, language):
            at += 1
            continue
        end = at + 1
        while end < len(words) and end - at < LONGEST_NAME and _goes_on(text, words, end, language):
            end += 1
        yield at, end
        at = end


def _is_name(text: str, words: Sequence[Word], at: int, language: DraftingLanguage) -> bool:
    word = words[at]
    if word.text.lower() in language.articles:
        return at + 1 < len(words) and text[word.end : words[at + 1].start] == "-" and words[at + 1].capital
    known = word.text.lower() in language.unplaced or word.text.lower() in language.place_leads
    alone = word.text.lower() in language.place_kinds and not _goes_on(text, words, at + 1, language)
    return word.capital and word.text[0].isalpha() and not known and not alone


def _goes_on(text: str, words: Sequence[Word], at: int, language: DraftingLanguage) -> bool:
    if at >= len(words):
        return False
    gap = text[words[at - 1].end : words[at].start]
    lower = words[at].text.lower()
    return gap in (" ", "-", "\u00a0") and words[at].capital and lower not in language.unplaced


def _is_placed(words: Sequence[Word], first: int, end: int, language: DraftingLanguage) -> bool:
    last = words[end - 1].text.lower()
    following = words[end].text.lower() if end < len(words) else ""
    if last in language.place_kinds or following in language.place_kinds:
        return True
    before = first - 1
    if before > 0 and words[before].text.lower() == "the":
        before -= 1
    return before >= 0 and words[before].text.lower() in language.place_leads


def _merged(names: Sequence[_Name], language: DraftingLanguage) -> list[list[_Name]]:
    """Put the spellings of one place together: `al-Hol` and `Al-Hawl`, `Port Amal` and `Port Amal Bay` stay two."""
    groups: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        groups[skeleton(name.spelling, language)].append(name)
    return list(groups.values())


def skeleton(spelling: str, language: DraftingLanguage) -> str:
    """Return what the spellings of one name share: its consonants, without article, kind of place and doubling."""
    parts = re.split(r"[^\w]+", spelling.lower())
    telling = [part for part in parts if part and part not in language.articles]
    kept = [part for part in telling if part not in language.place_kinds] or telling
    bones = " ".join(part[0] + _DOUBLED.sub(r"\1", _VOWELS.sub("", part[1:])) for part in kept)
    return (
        bones if len(bones.replace(" ", "")) > _SHORTEST_SKELETON or _has_article(parts, language) else " ".join(kept)
    )


def _has_article(parts: Sequence[str], language: DraftingLanguage) -> bool:
    return bool(parts) and parts[0] in language.articles
