"""A new article's way through the steps: gate, read, match, judge, alert, and into the store in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import sort_out
from bot.analysis import News
from bot.crash import Crash, survive
from bot.model import Alert, Article, ArticleRecord, Entry, Feed, Outcome, Reading
from bot.ports import Clock, Store, Transaction
from bot.steps import Steps

Readings = Mapping[str, Reading]
"""Topic id -> the article as read in the topic's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a new article."""

    record: ArticleRecord
    stored: bool
    """False for one that adds nothing to the ledger: it may be stored together with others."""
    alerts: tuple[Alert, ...] = ()
    crash: Crash | None = None
    """What made the article unreadable."""


class Intake:
    """Takes new articles along the road."""

    def __init__(self, *, store: Store, steps: Steps, clock: Clock) -> None:
        self._store = store
        self._steps = steps
        self._clock = clock

    async def take(self, article: Article, feed: Feed) -> Taken | None:
        """Read an article and store what it says; None when another feed has brought it meanwhile."""
        gate = self._steps.gate(article)
        if not gate.topics:
            return self._silent(article, feed, Outcome.OFF_TOPIC)
        readings = await survive(self._readings(article, gate.topics))
        if isinstance(readings, Crash):
            return self._silent(article, feed, Outcome.UNREADABLE, readings)
        if not any(reading.mentions for reading in readings.values()):
            return self._silent(article, feed, Outcome.NO_CLAIM)
        return await self._enter(article, feed, readings)

    def baseline(self, article: Article, feed: Feed) -> ArticleRecord:
        """Return the record of an article that first contact with its feed leaves alone."""
        return self._silent(article, feed, Outcome.BASELINE).record

    async def _enter(self, article: Article, feed: Feed, readings: Readings) -> Taken | None:
        """Judge an article against the ledger, and store statements and posts together."""
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            if await transaction.known_articles([article.id]):
                return None
            judged = [await self._judged(reading, topic, transaction, now) for topic, reading in readings.items()]
            news = [each for each in judged if isinstance(each, News)]
            crash = next((each for each in judged if isinstance(each, Crash)), None)
            entries = [entry for each in news for entry in each.entries]
            alerts = tuple(alert for each in news for alert in each.alerts)
            record = _record(article, feed, now, _outcome(entries, crash), crash)
            await transaction.add_article(record)
            await transaction.append(entries)
            await _hand_out(alerts, article, transaction, now)
        return Taken(record=record, stored=True, alerts=alerts, crash=crash)

    async def _readings(self, article: Article, topics: Iterable[str]) -> Readings:
        """Read an article once for each language of its topics."""
        languages = {topic: self._steps.topics[topic].language for topic in topics}
        read = {language: self._steps.read(article, language) for language in sorted(set(languages.values()))}
        return {topic: read[language] for topic, language in languages.items()}

    async def _judged(self, reading: Reading, topic: str, transaction: Transaction, now: datetime) -> News | Crash:
        history = await transaction.history(topic)

        async def analyse() -> News:
            return self._steps.analyse(reading, topic, history, now)

        return await survive(analyse())

    def _silent(self, article: Article, feed: Feed, outcome: Outcome, crash: Crash | None = None) -> Taken:
        return Taken(record=_record(article, feed, self._clock.now(), outcome, crash), stored=False, crash=crash)


async def _hand_out(alerts: Sequence[Alert], article: Article, transaction: Transaction, now: datetime) -> None:
    """Queue what channels hear, record what is held back from them, and end the mutes that a change ends."""
    if not alerts:
        return
    audience = await transaction.audience(tuple(dict.fromkeys(alert.topic for alert in alerts)), now)
    found = sort_out(alerts, article, audience, now)
    await transaction.queue(found.posts, now)
    await transaction.hold(found.held)
    for mute in found.ended:
        await transaction.drop_mute(mute.place, mute.topic, mute.claim)


def _outcome(entries: Sequence[Entry], crash: Crash | None) -> Outcome:
    if crash is not None:
        return Outcome.UNREADABLE
    return Outcome.MATCHED if entries else Outcome.NO_CLAIM


def _record(article: Article, feed: Feed, now: datetime, outcome: Outcome, crash: Crash | None) -> ArticleRecord:
    return ArticleRecord(
        article=article, feed=feed.url, first_seen=now, outcome=outcome, reason="" if crash is None else str(crash)
    )
