"""Speakers to the topic's sources: which body an article's words for a speaker name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Sentence, Source, Speaker, Topic

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*['’]?")
_JOINT = re.compile(r"\band\b")
_DOMAIN = re.compile(r"\.(?:com|org|net)$", re.IGNORECASE)
_ACRONYM = 6
"""Letters an acronym has at most; it is matched as printed."""
_SHORTEST_SPOKEN = 4
"""Letters of an acronym that may be printed like a word: `Unicef`."""
_SHORTEST_INITIALS = 3
"""Letters of an acronym that is recognised in the words it stands for."""
_LONGEST_OTHER = 5
"""Words kept of a speaker outside the topic's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """The words of one language for bodies, offices and nations; all lower case and in the singular."""

    nations: Mapping[str, str]
    """Every name and adjective of a nation -> the nation."""
    synonyms: Mapping[str, str]
    fillers: frozenset[str]
    """Words that name nobody: articles, prepositions, small numbers."""
    inverting: frozenset[str]
    """Nouns that stand before or behind what they are for: `ministry of health`, `health ministry`."""
    vague: frozenset[str]
    """Roles that mean somebody only where an editor has listed just that word."""
    empty: frozenset[str]
    """Roles that add nothing to the name beside them: `Kurdish sources`."""
    governments: frozenset[str]
    states: frozenset[str]
    """Words for a part of a nation's state."""
    alike: Mapping[str, str]
    """Words of one kind: `official` and `authority`, `television` and `media`."""
    common: frozenset[str]
    """Words that many bodies share: `state`, `department`, `chief`."""
    scopes: frozenset[str]
    """Words for how far an office reaches: `county`, `local`, `senior`."""
    adjectives: frozenset[str]
    """Roles that are adjectives before another noun: `official figures`."""
    bystanders: frozenset[str]
    """People who do not speak for the body beside their name: `Ford workers`."""
    compounds: frozenset[str]
    """Second halves of a compound that make its first half no speaker: `US-backed`."""
    anonymous: frozenset[str]
    """Who is only known through the outlet that quotes them."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    """Folded: singular, without accents, a nation for its adjective, an acronym in capitals."""
    name: bool


@dataclass(frozen=True, slots=True)
class _Alias:
    source: str
    words: tuple[str, ...]
    role: bool
    """Whether it is a role alone, without a name: `interior ministry`."""


@dataclass(frozen=True, slots=True)
class CompiledSources:
    """A topic's sources made ready to be recognised."""

    aliases: tuple[_Alias, ...]
    vocabulary: Mapping[str, frozenset[str]]
    """Source -> every word of its names."""
    nations: Mapping[str, frozenset[str]]
    """Source -> the nations in its names."""
    lands: frozenset[str]
    """Every nation in the names of the topic's sources."""
    acronyms: frozenset[str]
    words: SourceWords


def compile_sources(topic: Topic, words: SourceWords) -> CompiledSources:
    """Fold every way in which the topic's sources are named."""
    aliases = [alias for source in topic.sources for alias in _aliases(source, words)]
    vocabulary = {
        source.id: frozenset(word for alias in aliases if alias.source == source.id for word in alias.words)
        for source in topic.sources
    }
    lands = frozenset(words.nations.values())
    nations = {source: known & lands for source, known in vocabulary.items()}
    return CompiledSources(
        aliases=tuple(aliases),
        vocabulary=vocabulary,
        nations=nations,
        lands=frozenset[str]().union(*nations.values()) | _lands(topic, words),
        acronyms=frozenset(word for known in vocabulary.values() for word in known if word.isupper()),
        words=words,
    )


def _lands(topic: Topic, words: SourceWords) -> frozenset[str]:
    """Return the nations that the topic itself names."""
    texts = [topic.title, *(word for group in topic.about for word in group)]
    texts += [name for names in topic.places.values() for name in names]
    lands = frozenset(words.nations.values())
    return frozenset(word.text for text in texts for word in _fold(text, words)) & lands


def _aliases(source: Source, words: SourceWords) -> Iterable[_Alias]:
    for name in (source.name, *source.aliases):
        folded = _fold(name, words)
        if folded:
            yield _Alias(source.id, tuple(word.text for word in folded), not any(word.name for word in folded))


def resolve(
    spoken: Sequence[tuple[Sentence, Speaker]], sentences: Sequence[Sentence], sources: CompiledSources
) -> tuple[str | None, ...]:
    """Return for each speaker of an article, in order of print, a source id, `other:<words>`, or None for the outlet.

    `sentences` are the whole article's: a bare role is the body last named for it.
    """
    found: list[str | None] = []
    for sentence, speaker in spoken:
        found.append(_resolve_one(sentence, speaker, found, sentences, sources))
    return tuple(found)


def _resolve_one(
    sentence: Sentence,
    speaker: Speaker,
    earlier: Sequence[str | None],
    sentences: Sequence[Sentence],
    sources: CompiledSources,
) -> str | None:
    if speaker.said_by is None:
        return None
    head, _, rest = speaker.said_by.partition(",")
    folded = _initials(_fold(head, sources.words), sources.acronyms)
    first = _initials(_fold(_JOINT.split(head, maxsplit=1)[0], sources.words), sources.acronyms)
    apposed = _initials(_fold(rest, sources.words), sources.acronyms)
    found = (
        _named(first, sources)
        or _named(folded, sources)
        or (_named(apposed, sources) if apposed else None)
        or _covered(folded, sources)
        or _bare(folded, sources, earlier, sentence, sentences)
        or _state(folded, sources)
        or _alike(folded, sources)
        or _alike(apposed, sources)
        or _akin(folded, sources)
        or _relayed(folded, speaker, sources)
    )
    return found or "other:" + _other(head, sources.words)


def _named(spoken: Sequence[_Word], sources: CompiledSources) -> str | None:
    """Return the source with the longest spelling among the words."""
    words = [word.text for word in spoken]
    best: tuple[float, str] | None = None
    for alias in sources.aliases:
        size = len(alias.words)
        position = _position(alias.words, words)
        if position is None:
            continue
        scattered = words[position : position + size] != list(alias.words)
        score = size - (0.05 if scattered else 0.0) - position * 0.02
        if (best is None or score > best[0]) and _agrees(alias, spoken, position, sources):
            best = (score, alias.source)
    return best[1] if best else None


def _initials(spoken: tuple[_Word, ...], acronyms: frozenset[str]) -> tuple[_Word, ...]:
    """Put an acronym of the topic in place of the words that it stands for."""
    spoken = tuple(
        _Word(word.text.upper(), name=True)
        if word.name and len(word.text) >= _SHORTEST_SPOKEN and word.text.upper() in acronyms
        else word
        for word in spoken
    )
    letters = "".join(word.text[0].upper() for word in spoken)
    for acronym in acronyms:
        start = letters.find(acronym)
        if len(acronym) >= _SHORTEST_INITIALS and start >= 0:
            return (*spoken[:start], _Word(acronym, name=True), *spoken[start + len(acronym) :])
    return spoken


def _position(alias: tuple[str, ...], words: Sequence[str]) -> int | None:
    """Return where the alias stands: its words together, else all of them in any order."""
    size = len(alias)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size]) == alias:
            return start
    if size > 1 and all(word in words for word in alias):
        return min(words.index(word) for word in alias)
    return None


def _agrees(alias: _Alias, spoken: Sequence[_Word], position: int, sources: CompiledSources) -> bool:
    """Whether nothing beside the alias makes it somebody else: another nation, another name, bystanders."""
    words = [word.text for word in spoken]
    if words[-1] in sources.words.bystanders and words[-1] not in alias.words:
        return False
    if not alias.role:
        return True
    if alias.words[-1] in sources.words.adjectives and position + 1 < len(spoken) and not spoken[position + 1].name:
        return False
    own = sources.nations[alias.source] or sources.lands
    if own and {word for word in words if word in sources.words.nations.values()} - own:
        return False
    return not _stranger(alias, spoken, position, sources)


def _stranger(alias: _Alias, spoken: Sequence[_Word], position: int, sources: CompiledSources) -> bool:
    """Whether a role stands beside a name that none of its source's names has: `Chicago police`."""
    known = sources.vocabulary[alias.source]
    lands = frozenset(sources.words.nations.values())
    names = [word.text for word in spoken if word.name and word.text not in lands]
    if not names or any(name in known for name in names):
        return False
    return any(word.text in names for word in spoken[:position])


def _covered(spoken: Sequence[_Word], sources: CompiledSources) -> str | None:
    """Return the one source whose names have every telling word: `Kurdish sources`, `Maui officials`."""
    every = {word.text for word in spoken}
    telling = every - sources.words.empty
    if not telling or not any(word.name for word in spoken) or spoken[-1].text in sources.words.bystanders:
        return None
    fits = [source for source, known in sources.vocabulary.items() if telling <= known]
    for narrower in (_richest(fits, every, sources), _plainest(fits, telling, sources)):
        if len(narrower) == 1:
            return narrower[0]
    return None


def _richest(fits: Sequence[str], words: set[str], sources: CompiledSources) -> list[str]:
    """Keep the sources that have most of the words."""
    most = max((len(words & sources.vocabulary[source]) for source in fits), default=0)
    return [source for source in fits if len(words & sources.vocabulary[source]) == most]


def _plainest(fits: Sequence[str], telling: set[str], sources: CompiledSources) -> list[str]:
    """Keep the sources that are named with nothing but these words: `Kurdish forces` for `Kurdish sources`."""
    plain = {alias.source for alias in sources.aliases if set(alias.words) <= telling | sources.words.empty}
    return [source for source in fits if source in plain]


def _bare(
    spoken: Sequence[_Word],
    sources: CompiledSources,
    earlier: Sequence[str | None],
    sentence: Sentence,
    sentences: Sequence[Sentence],
) -> str | None:
    """Return the body last named for a bare role, or the only one the topic has."""
    words = {word.text for word in spoken}
    if not words or any(word.name for word in spoken) or words <= sources.words.vague:
        return None
    telling = words - sources.words.vague
    if telling - sources.words.scopes:
        words = telling
    fits = list(dict.fromkeys(alias.source for alias in sources.aliases if words <= set(alias.words)))
    if len(fits) <= 1:
        return fits[0] if fits else None
    last = next((source for source in reversed(earlier) if source in fits), None)
    return last or _nearest_nation(fits, sources, sentence, sentences)


def _nearest_nation(
    fits: Sequence[str], sources: CompiledSources, sentence: Sentence, sentences: Sequence[Sentence]
) -> str | None:
    """Return the source whose nation the article has named last, up to and with the sentence."""
    number = next((n for n, other in enumerate(sentences) if other is sentence or other == sentence), 0)
    for other in (*reversed(sentences[: number + 1]), *sentences[number + 1 :]):
        named = {word.text for word in _fold(other.text, sources.words)}
        found = [source for source in fits if sources.nations[source] & named]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _state(spoken: Sequence[_Word], sources: CompiledSources) -> str | None:
    """Return the government of a nation for a part of its state that the topic does not list."""
    words = {word.text for word in spoken}
    nations = words & frozenset(sources.words.nations.values())
    if len(nations) != 1 or not (words & sources.words.states or words == nations):
        return None
    fits = {
        alias.source
        for alias in sources.aliases
        if nations <= set(alias.words) and set(alias.words) & sources.words.governments
    }
    return fits.pop() if len(fits) == 1 else None


def _alike(spoken: Sequence[_Word], sources: CompiledSources) -> str | None:
    """Return the one source named with words of the same kinds: `state broadcaster` for `state media`."""
    alike = sources.words.alike
    lands = frozenset(sources.words.nations.values())
    words = {word.text for word in spoken}
    kinds = {alike.get(word, word) for word in words}
    if not kinds or (len(kinds) == 1 and kinds & sources.words.vague):
        return None
    fits = {
        alias.source
        for alias in sources.aliases
        if kinds - lands == {alike.get(word, word) for word in alias.words} - lands
        and (kinds & lands) <= ((set(alias.words) & lands) or sources.nations[alias.source] or sources.lands)
        and (kinds - lands - sources.words.vague or kinds & set(alias.words) & lands)
    }
    return fits.pop() if len(fits) == 1 else None


def _akin(spoken: Sequence[_Word], sources: CompiledSources) -> str | None:
    """Return the one source that shares a telling word: `the ruling military` for `military junta`.

    A name that the source does not have makes it somebody else.
    """
    words = {word.text for word in spoken}
    if not spoken or spoken[-1].text in sources.words.bystanders or words & sources.words.anonymous:
        return None
    lands = frozenset(sources.words.nations.values())
    names = {word.text for word in spoken if word.name} - lands
    telling = words - lands - sources.words.common
    fits = [source for source, known in sources.vocabulary.items() if telling & known]
    if len(fits) != 1 or (words & lands) - (sources.nations[fits[0]] or sources.lands):
        return None
    return None if names and not names & sources.vocabulary[fits[0]] else fits[0]


def _relayed(spoken: Sequence[_Word], speaker: Speaker, sources: CompiledSources) -> str | None:
    """Return the outlet's own entry for somebody known only through it: `sources told Reuters`."""
    if speaker.via is None or not {word.text for word in spoken} & sources.words.anonymous:
        return None
    return _named(_fold(speaker.via, sources.words), sources)


def _other(head: str, words: SourceWords) -> str:
    kept = [word for word in head.lower().split() if word not in words.fillers]
    return " ".join(kept[:_LONGEST_OTHER]) or head.lower()


def _fold(text: str, words: SourceWords) -> tuple[_Word, ...]:
    """Fold a name so that its spellings meet."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'")
    folded: list[_Word] = []
    matches = list(_WORD.finditer(plain))
    for number, match in enumerate(matches):
        following = matches[number + 1] if number + 1 < len(matches) else None
        hyphen = following is not None and plain[match.end() : following.start()] == "-"
        if hyphen and following is not None and following.group().lower() in words.compounds:
            continue
        word = _fold_word(match.group(), words)
        if word is not None:
            folded.append(word)
    return _inverted(_joined(folded, words), words)


def _fold_word(printed: str, words: SourceWords) -> _Word | None:
    possessive = printed.endswith(("'s", "'"))
    bare = _DOMAIN.sub("", printed.removesuffix("'s").rstrip("'")).replace(".", "").replace("'", "")
    lower = bare.lower()
    if not lower or (lower in words.fillers and not (bare.isupper() and len(bare) > 1)):
        return None if lower != "of" else _Word("of", name=False)
    lower = words.synonyms.get(lower, lower) if bare.isupper() else lower
    if lower == bare.lower() and bare.isupper() and 1 < len(bare) <= _ACRONYM and bare.isalpha():
        return _Word(words.nations.get(lower, bare), name=True)
    if lower != "us" and lower in words.nations:
        return _Word(words.nations[lower], name=True)
    single = lower if possessive else _singular(lower)
    if single != lower and single in words.nations:
        return _Word(lower, name=True)
    single = words.synonyms.get(lower, words.synonyms.get(single, single))
    return _Word(single, name=bare[0].isdigit() or (bare[0].isupper() and single not in _ROLE_CAPITALS))


_ROLE_CAPITALS = frozenset(
    """ministry minister interior foreign health defence justice department office agency committee council police
    president governor mayor sheriff general admiral colonel deputy chief director head official authority government
    army military force security service state national federal regional local county city television news
    emergency former senior spokesman superintendent attorney senator secretary commissioner prime investigative
    supreme judicial court center command media cell source people resident group union company firm team doctor
    hospital commander region province transport humanitarian affairs presidency""".split()
)


def _joined(folded: list[_Word], words: SourceWords) -> list[_Word]:
    """Join names of two words that are nations."""
    joined: list[_Word] = []
    for word in folded:
        if joined and f"{joined[-1].text} {word.text}" in words.nations:
            joined[-1] = _Word(words.nations[f"{joined[-1].text} {word.text}"], name=True)
        elif joined and f"{joined[-1].text} {word.text}s" in words.nations:
            joined[-1] = _Word(words.nations[f"{joined[-1].text} {word.text}s"], name=True)
        else:
            joined.append(word)
    return joined


def _inverted(folded: list[_Word], words: SourceWords) -> tuple[_Word, ...]:
    """Turn `ministry of health` into `health ministry`."""
    texts = [word.text for word in folded]
    while "of" in texts:
        at = texts.index("of")
        if at > 0 and texts[at - 1] in words.inverting and at + 1 < len(folded):
            folded = [*folded[: at - 1], *folded[at + 1 :], folded[at - 1]]
        else:
            folded = [*folded[:at], *folded[at + 1 :]]
        texts = [word.text for word in folded]
    return tuple(folded)


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word
