"""Simple deciding steps for tests of the road: every number in an article about the storm counts its dead."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.alerts import alerts_of
from bot.analysis import News, printed_by
from bot.ledger import History, judge_article, judge_version
from bot.model import (
    Article,
    Entry,
    Field,
    Figure,
    Gate,
    Hedge,
    Mention,
    Modality,
    Printed,
    Reading,
    Sentence,
    Speaker,
    Statement,
    Values,
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
    return judge(Printed(statements=statements(reading)), reading.article, topic, history, recorded)


def on_record(topic: str, history: Sequence[Entry], article: str) -> Values:
    """Return the numbers on record; nothing here is read by them."""
    assert topic in TOPICS
    return History(history).values(without=article)


def find(article: Article, before: Article | None, on_record: Mapping[str, Values]) -> Mapping[str, Printed]:
    """Take every number of both versions for a figure."""
    now, then = statements(read(article, TOPIC.language)), statements(read(before, TOPIC.language)) if before else ()
    return {topic: Printed(statements=now, before=then, figures=len(now)) for topic in on_record}


def judge(printed: Printed, article: Article, topic: str, history: Sequence[Entry], recorded: datetime) -> News:
    """Judge every figure by the real desk rules."""
    if CURSE in article.text:
        raise ZeroDivisionError("a fault in the judgement")
    entries = judge_article(printed_by(printed.statements, article), history, TOPICS[topic], recorded)
    if TWICE in article.text:
        entries += entries
    return News(entries=entries, alerts=alerts_of(entries, history, TOPICS[topic]))


def statements(reading: Reading) -> tuple[Statement, ...]:
    """Answer the claim of the dead with every figure."""
    return tuple(statement(mention, reading.article) for mention in reading.mentions)


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


def revise(
    printed: Printed, article: Article, topic: str, history: Sequence[Entry], recorded: datetime, fuller: bool
) -> News:
    """Judge what changed by the real desk rules."""
    new = printed_by(printed.statements, article)
    entries = judge_version(printed.before, new, history, TOPICS[topic], recorded, article=article, fuller=fuller)
    return News(entries=entries, alerts=alerts_of(entries, history, TOPICS[topic]))


STEPS = Steps(
    topics=TOPICS,
    gate=gate,
    read=read,
    analyse=analyse,
    on_record=on_record,
    find=find,
    judge=judge,
    revise=revise,
)
