"""One article and one topic: read, match, judge, alert. Pure; the road and the command line call it in this order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts import alerts_of
from bot.ledger import History, judge_article
from bot.matching.compiled import CompiledTopic, compile_topic
from bot.matching.match import match
from bot.matching.record import Known
from bot.matching.sources import CompiledSources, compile_sources, resolve
from bot.matching.weights import WEIGHTS
from bot.model import Alert, Article, Entry, Mention, Reading, Standing, Statement, Topic, Unmatched
from bot.reading.language import Language
from bot.reading.manner import supersede


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A topic made ready: what is compiled once and used for every article."""

    topic: Topic
    compiled: CompiledTopic
    sources: CompiledSources
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of one figure of an article."""

    mention: Mention
    source: str | None
    result: Statement | Unmatched


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an article adds to a topic's ledger, and what of it is worth a message."""

    entries: tuple[Entry, ...]
    alerts: tuple[Alert, ...]
    found: tuple[Found, ...] = ()
    """Every figure of the article; empty where only its statements were handed over."""
    standing: tuple[Standing, ...] = ()
    """What the entries change of what is kept of the topic's claims."""


def watch(topic: Topic, language: Language) -> Watch:
    """Compile a topic."""
    return Watch(
        topic=topic,
        compiled=compile_topic(topic, language.matching),
        sources=compile_sources(topic, language.sources),
        language=language,
    )


def known_from(history: Sequence[Entry]) -> Known:
    """Return the values on record by claim, each once; background and misread figures teach nothing."""
    return Known.of(History.of(history).values())


def sources_of(reading: Reading, watched: Watch) -> tuple[str | None, ...]:
    """Return the topic's source, or `other:...`, or None, for each mention of an article."""
    spoken = [(mention.sentence, mention.speaker) for mention in reading.mentions]
    return resolve(spoken, reading.sentences, watched.sources)


def find(reading: Reading, watched: Watch, known: Known, weights: Mapping[str, float] = WEIGHTS) -> tuple[Found, ...]:
    """Match every figure of an article with the topic, in order of print."""
    sources = sources_of(reading, watched)
    results = match(reading, watched.compiled, sources, known, watched.language.matching, weights)
    return tuple(
        Found(mention=mention, source=source, result=result)
        for mention, source, result in zip(reading.mentions, sources, results, strict=True)
    )


def retold(found: Sequence[Found], language: Language) -> tuple[Found, ...]:
    """Mark as background what the article itself retells beside a newer figure of the same claim and source.

    The outlet's own voice joins every source's group: it is often the newer one.
    """
    groups: dict[tuple[str, str | None], list[int]] = {}
    for number, each in enumerate(found):
        if isinstance(each.result, Statement):
            groups.setdefault((each.result.claim, each.source), []).append(number)
    result = list(found)
    for (claim, source), numbers in groups.items():
        own = groups.get((claim, None), []) if source is not None else []
        together = sorted({*numbers, *own})
        for number, mention in zip(
            together, supersede([found[at].mention for at in together], language.manner), strict=True
        ):
            if mention.background:
                result[number] = as_background(found[number])
    return tuple(result)


def matched(
    reading: Reading, watched: Watch, known: Known, weights: Mapping[str, float] = WEIGHTS
) -> tuple[Found, ...]:
    """Match every figure of an article, and mark what it only retells."""
    return retold(find(reading, watched, known, weights), watched.language)


def statements_of(found: Sequence[Found]) -> tuple[Statement, ...]:
    """Return the figures that answer a claim."""
    return tuple(each.result for each in found if isinstance(each.result, Statement))


def as_background(found: Found) -> Found:
    """Return the same figure as background."""
    result = found.result
    statement = replace(result, background=True) if isinstance(result, Statement) else result
    return replace(found, mention=replace(found.mention, background=True), result=statement)


def analyse(
    reading: Reading,
    watched: Watch,
    history: Sequence[Entry],
    recorded: datetime,
    weights: Mapping[str, float] = WEIGHTS,
) -> News:
    """Return what the article says on the topic, judged against the topic's ledger in order of arrival."""
    past = History.of(history)
    found = matched(reading, watched, known_from(past), weights)
    return replace(judged(statements_of(found), reading.article, watched.topic, past, recorded), found=found)


def judged(
    statements: Sequence[Statement], article: Article, topic: Topic, history: Sequence[Entry], recorded: datetime
) -> News:
    """Return what an article's statements on a topic add to its ledger."""
    past = History.of(history)
    entries = judge_article(statements, past, topic, recorded, article=article)
    return News(entries=entries, alerts=alerts_of(entries, past, topic))


def printed_by(statements: Sequence[Statement], article: Article) -> tuple[Statement, ...]:
    """Return the statements with what is known by now of where their article comes from."""
    return tuple(
        statement if statement.origin == article.origin else replace(statement, origin=article.origin)
        for statement in statements
    )
