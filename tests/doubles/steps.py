"""Simple deciding steps for tests of the road: every number in an article about the storm counts its dead."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.alerts import alerts_of
from bot.analysis import News
from bot.ledger import judge_article, judge_version
from bot.model import (
    Article,
    Entry,
    Field,
    Figure,
    Gate,
    Hedge,
    Mention,
    Modality,
    Reading,
    Sentence,
    Speaker,
    Statement,
    stable_id,
)
from bot.steps import Steps
from tests.newsroom import DEAD, TOPIC, TOPICS

POISON = "poison"
"""An article with this word cannot be read."""
TWICE = "twice"
"""An article with this word enters the ledger twice, which no store takes."""
CURSE = "curse"
"""An article with this word can be read, and not judged."""


def gate(article: Article) -> Gate:
    """Let articles about the storm in."""
    return Gate(topics=(TOPIC.id,) if "storm" in article.text else ())


def read(article: Article, language: str) -> Reading:
    """Take every number for a figure, told by the agency."""
    assert language == TOPIC.language
    if POISON in article.text:
        raise ZeroDivisionError("a fault in the reader")
    whole = Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(article.text), text=article.text)
    mentions = tuple(
        Mention(
            figure=figure(match),
            sentence=whole,
            speaker=Speaker(said_by="agency"),
            as_of=article.published.date(),
            dated=False,
            modality=Modality.ACTUAL,
            background=False,
        )
        for match in re.finditer(r"\d+", article.text)
    )
    return Reading(article=article, sentences=(whole,), mentions=mentions)


def figure(match: re.Match[str]) -> Figure:
    """Make an exact figure of a number."""
    value = int(match[0])
    return Figure(
        start=match.start(), end=match.end(), surface=match[0], value=value, low=value, high=value, hedge=Hedge.EXACT
    )


def analyse(reading: Reading, topic: str, history: Sequence[Entry], recorded: datetime) -> News:
    """Judge every figure by the real desk rules."""
    if CURSE in reading.article.text:
        raise ZeroDivisionError("a fault in the judgement")
    statements = [statement(mention, reading.article) for mention in reading.mentions]
    entries = judge_article(statements, history, TOPICS[topic], recorded)
    if TWICE in reading.article.text:
        entries += entries
    return News(found=(), entries=entries, alerts=alerts_of(entries, history, TOPICS[topic]))


def statement(mention: Mention, article: Article) -> Statement:
    """Answer the claim of the dead with a figure; who says it stands in the article's title."""
    return Statement(
        id=stable_id(article.id, str(article.version), str(mention.figure.start)),
        topic=TOPIC.id,
        claim=DEAD.id,
        figure=mention.figure,
        field=Field.TEXT,
        source=article.title,
        said_by=article.title,
        via=None,
        outlet=article.outlet,
        url=article.url,
        article=article.id,
        version=article.version,
        published=article.published,
        as_of=mention.as_of,
        dated=False,
        modality=Modality.ACTUAL,
        background=False,
        quote=article.text,
        quote_start=0,
        origin=article.origin,
    )


def compare(
    before: Reading | None, after: Reading, topic: str, history: Sequence[Entry], recorded: datetime, fuller: bool
) -> News:
    """Judge what changed by the real desk rules."""
    old, new = (
        [statement(mention, reading.article) for mention in reading.mentions] if reading else []
        for reading in (before, after)
    )
    entries = judge_version(old, new, history, TOPICS[topic], recorded, article=after.article, fuller=fuller)
    return News(found=(), entries=entries, alerts=alerts_of(entries, history, TOPICS[topic]))


STEPS = Steps(topics=TOPICS, gate=gate, read=read, analyse=analyse, compare=compare)
