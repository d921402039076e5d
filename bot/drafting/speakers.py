"""Sources for a draft: the speakers of a pile of articles, the ways one is named put together."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.drafting.language import DraftingLanguage
from bot.drafting.places import place_id
from bot.matching.sources import OTHER, SourceWords, compile_sources, resolve
from bot.model import Field, Reading, Sentence, Source, Speaker, Topic

MOST = 20
LONGEST_ALIAS = 6
"""Words of a name; a longer one is cut to its capitalised words."""
_WORD = re.compile(r"[^\s,;]+")
_POSSESSIVE = re.compile(r"['’]s$")


def find_sources(
    readings: Sequence[Reading], title: str, language: DraftingLanguage, words: SourceWords
) -> tuple[Source, ...]:
    """Return the bodies and people that figures are put down to, most heard first.

    A name joins the source that the matching of sources takes it for: acronyms, bare roles, nations' adjectives.
    """
    spoken = Counter(
        name
        for reading in readings
        for mention in reading.mentions
        if mention.speaker.said_by and (name := trimmed(mention.speaker.said_by, words))
    )
    topic = Topic(id="draft", title=title, language="en", about=(), places={}, sources=(), claims=())
    sources: dict[str, list[str]] = {}
    heard: Counter[str] = Counter()
    for name in sorted(spoken, key=lambda each: (not _is_named(each), -spoken[each], each)):
        known = _known(name, sources, topic, words)
        if known is None and not is_nobody(name, language):
            known = place_id(name)
            sources.setdefault(known, [])
        if known is not None:
            sources[known].append(name)
            heard[known] += spoken[name]
    ranked = sorted(sources, key=lambda source: (-heard[source], source))
    return tuple(_source(source, sources[source]) for source in ranked[:MOST])


def trimmed(name: str, words: SourceWords) -> str:
    """Return a speaker's words up to the first comma, without articles before; a full name ends the name."""
    parts = _WORD.findall(name.partition(",")[0])
    while parts and parts[0].lower() in words.fillers:
        parts = parts[1:]
    capitals = next((at for at, part in enumerate(parts) if not part[0].isupper()), len(parts))
    following = parts[capitals].lower() if capitals < len(parts) else ""
    if capitals > 1 and following not in words.roles | words.vague | {words.of}:
        parts = parts[:capitals]
    return _POSSESSIVE.sub("", " ".join(parts[:LONGEST_ALIAS]).strip("\"“”'‘’ "))


def is_nobody(name: str, language: DraftingLanguage) -> bool:
    """Whether a speaker's words name nobody in particular: `sources`, `one resident`."""
    telling = {word.lower() for word in re.findall(r"[^\W_]+", name)} - language.nobody - language.plain
    return not telling or not _is_named(name)


def _is_named(name: str) -> bool:
    return any(char.isupper() for char in name)


def _known(name: str, sources: dict[str, list[str]], topic: Topic, words: SourceWords) -> str | None:
    """Return which of the sources so far a name stands for, as the matching of sources has it."""
    if not sources:
        return None
    listed = tuple(Source(id=source, name=names[0], aliases=tuple(names)) for source, names in sources.items())
    draft = Topic(
        id=topic.id, title=topic.title, language=topic.language, about=(), places={}, sources=listed, claims=()
    )
    sentence = Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(name), text=name)
    found = resolve([(sentence, Speaker(said_by=name))], [sentence], compile_sources(draft, words))[0]
    return None if found is None or found.startswith(OTHER) else found


def _source(source: str, names: Sequence[str]) -> Source:
    spelled = {name.lower(): name for name in reversed(names)}
    return Source(id=source, name=names[0], aliases=tuple(reversed(spelled.values())))
