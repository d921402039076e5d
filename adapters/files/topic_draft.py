"""Writes a drafted topic as YAML for an editor, with what each claim was drafted from as comments."""

import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from adapters.files.topics import read_topic
from bot.drafting.suggest import Seen
from bot.errors import Failure, Misuse, TopicError
from bot.model import Claim, Measure, Series, Topic
from bot.views.wording import clean

WIDTH = 10_000
"""Characters of a line before a list is broken: never, so that each key is one line."""
_LONGEST_QUOTE = 180
_QUOTES = 3
_SOURCES = 6
_DENTED = 2
_READABLE = 0o644


def draft_text(topic: Topic, seen: Mapping[str, Sequence[Seen]] | None = None) -> str:
    """Return the YAML of a topic; each claim with its figures has them told above it."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(_root(topic, seen or {}), stream)
    return stream.getvalue()


def write_new(path: Path, text: str) -> Topic:
    """Write a topic file that is not there yet, whole or not at all, and return its topic as it will be loaded.

    Raise TopicError for a text that is no topic, Misuse where a file is already, Failure where none can be written.
    """
    if path.exists():
        raise _taken(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".draft-", delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return _put(Path(file.name), path)
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror}); name another folder.") from error


def _put(written: Path, path: Path) -> Topic:
    """Give a finished file its name, which must be free; a link fails where a file is, a rename would replace it."""
    try:
        topic, faults = read_topic(written)
        if topic is None:
            raise TopicError([replace(fault, place=str(path)) for fault in faults])
        written.chmod(_READABLE)
        os.link(written, path)
    except FileExistsError as error:
        raise _taken(path) from error
    finally:
        written.unlink()
    return topic


def _taken(path: Path) -> Misuse:
    return Misuse(f"{path} is there already; give the topic another id, or move the file away.")


def _root(topic: Topic, seen: Mapping[str, Sequence[Seen]]) -> CommentedMap:
    root = CommentedMap()
    root["topic"] = topic.id
    root["title"] = topic.title or topic.id
    root["language"] = topic.language
    if topic.about:
        root["about"] = CommentedSeq(_flow(group) for group in topic.about)
    if topic.places:
        root["places"] = CommentedMap((place, _flow(names)) for place, names in topic.places.items())
    if topic.sources:
        root["sources"] = CommentedMap(
            (source.id, _flow_map(name=source.name, aliases=_flow(source.aliases))) for source in topic.sources
        )
    root["claims"] = _claims(topic.claims, seen)
    return root


def _claims(claims: Sequence[Claim], seen: Mapping[str, Sequence[Seen]]) -> CommentedSeq:
    items = CommentedSeq(_claim(claim) for claim in claims)
    for number, claim in enumerate(claims):
        told = "\n".join(evidence(seen[claim.id])) if seen.get(claim.id) else ""
        before = f"\n{told}" if number or told else None
        if before is not None:
            items.yaml_set_comment_before_after_key(number, before=before, indent=_DENTED)
    return items


def _claim(claim: Claim) -> CommentedMap:
    keys = CommentedMap()
    keys["id"] = claim.id
    if claim.title and claim.title != claim.question:
        keys["title"] = claim.title
    keys["question"] = claim.question
    for key in ("counts", "event", "place"):
        if words := getattr(claim, key):
            keys[key] = _flow(words)
    keys["series"] = str(claim.series)
    keys.update(_optional(claim))
    return keys


def _optional(claim: Claim) -> dict[str, Any]:
    """Return the keys that are worth a line, as they differ from what is taken without them."""
    keys: dict[str, Any] = {}
    for key in ("not_place", "exclude", "require", "said_by"):
        if words := getattr(claim, key):
            keys[key] = _flow(words)
    if claim.place_required:
        keys["place_required"] = True
    if claim.modality and claim.series is not Series.STOCK:
        keys["modality"] = _flow(str(each) for each in claim.modality)
    if claim.part_of:
        keys["part_of"] = claim.part_of
    if claim.measure is not Measure.COUNT:
        keys["measure"] = str(claim.measure)
    keys["unit"] = claim.unit
    if claim.key:
        keys["key"] = True
    return keys


def _flow(words: Iterable[str]) -> CommentedSeq:
    """Return a list that stands in one line; unprintable characters are no part of a term."""
    listed = CommentedSeq(plain(word) for word in words)
    listed.fa.set_flow_style()
    return listed


def _flow_map(**keys: Any) -> CommentedMap:
    entry = CommentedMap((key, plain(value) if isinstance(value, str) else value) for key, value in keys.items())
    entry.fa.set_flow_style()
    return entry


def evidence(seen: Sequence[Seen]) -> Iterator[str]:
    """Yield what an editor wants to know of a claim's figures: how many, between what, who says what, a few quotes."""
    articles = len({each.article for each in seen})
    numbers = sorted({each.number for each in seen if each.number is not None})
    told = f"{len(seen)} figure{'s' * (len(seen) != 1)} in {articles} article{'s' * (articles != 1)}"
    if len(numbers) > 1:
        told += f", {len(numbers)} numbers from {numbers[0]:,} to {numbers[-1]:,}"
    yield told
    yield from (f"{source}: {', '.join(surfaces)}" for source, surfaces in by_source(seen))
    yield from (f"> {quote}" for quote in quotes(seen))


def by_source(seen: Sequence[Seen]) -> list[tuple[str, list[str]]]:
    """Return who says which figures, those who say most first."""
    said: dict[str, Counter[str]] = {}
    for each in seen:
        source = plain((each.source or "no source named").removeprefix("other:"))
        said.setdefault(source, Counter())[plain(each.mention.figure.surface)] += 1
    ranked = sorted(said.items(), key=lambda item: -sum(item[1].values()))
    return [(source, list(dict.fromkeys(surfaces))) for source, surfaces in ranked[:_SOURCES]]


def quotes(seen: Sequence[Seen]) -> list[str]:
    """Return a few sentences, one for each of the numbers told, the outlet behind."""
    by_number: dict[object, str] = {}
    for each in seen:
        by_number.setdefault(each.number, f"{_cut(each)} ({plain(each.outlet)})")
    return list(by_number.values())[:_QUOTES]


def _cut(seen: Seen) -> str:
    """Return the sentence, or what stands around the figure in a long one."""
    sentence, figure = seen.mention.sentence, seen.mention.figure
    if len(sentence.text) <= _LONGEST_QUOTE:
        return plain(sentence.text)
    at = figure.start - sentence.start
    first = max(0, min(at - _LONGEST_QUOTE // 2, len(sentence.text) - _LONGEST_QUOTE))
    part = sentence.text[first : first + _LONGEST_QUOTE]
    return ("..." if first else "") + plain(part) + ("..." if first + _LONGEST_QUOTE < len(sentence.text) else "")


def plain(text: str) -> str:
    """Return a text in one line without control characters, so that nothing in an article can end a comment."""
    return clean(text).strip()
