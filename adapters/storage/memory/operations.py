"""Vital signs, alarms, and texts to be forgotten, in memory."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from adapters.storage.memory.state import State, StorePart, TransactionPart
from bot.model import Alarm, AlarmKind, FeedState, Outcome, Vitals


class OperationTransaction(TransactionPart):
    """See bot.ports.operations.OperationTransaction."""

    async def alarms(self) -> tuple[Alarm, ...]:
        """See bot.ports.operations."""
        return tuple(alarm for _, alarm in sorted(self._state.alarms.items()))

    async def put_alarm(self, alarm: Alarm) -> None:
        """See bot.ports.operations."""
        self._state.alarms[alarm.kind] = alarm

    async def drop_alarm(self, kind: AlarmKind) -> None:
        """See bot.ports.operations."""
        self._state.alarms.pop(kind, None)

    async def forget_texts(self, before: datetime, limit: int) -> int:
        """See bot.ports.operations."""
        state = self._state
        fresh = {name for (name, _), record in state.articles.items() if record.first_seen >= before}
        watched = {name for name, recheck in state.rechecks.items() if recheck.next_check is not None}
        old = [key for key, record in state.articles.items() if record.article.text and key[0] not in fresh | watched]
        names = {name for name, _ in sorted(old, key=lambda key: state.articles[key].first_seen)[:limit]}
        gone = [key for key in old if key[0] in names]
        for key in gone:
            record = state.articles[key]
            state.articles[key] = replace(record, article=replace(record.article, text=""))
        for name in names:
            state.rechecks.pop(name, None)
        return len(gone)


class OperationStore(StorePart):
    """See bot.ports.operations.OperationStore."""

    async def vitals(self, now: datetime, since: datetime) -> Vitals:
        """See bot.ports.operations."""
        state = self._opened()
        feeds = state.feeds.values()
        leased = {url for url, until in state.leases.items() if until > now}
        due = [feed.next_due for feed in feeds if _is_due(feed, now) and feed.feed.url not in leased]
        queued = _waiting(state, now)
        counted = Counter(record.outcome for record in state.articles.values() if record.first_seen >= since)
        posts = state.posts.values()
        return Vitals(
            feeds=len(feeds),
            failing=sum((feed.gone or feed.failures > 0) and not feed.paused for feed in feeds),
            due=len(due),
            oldest_due=min(due, default=None),
            polling=len(leased),
            waiting=len(queued),
            oldest_waiting=min(queued, default=None),
            delivering=sum(each.leased and each.due > now and each.settled is None for each in posts),
            paused=len(state.paused),
            read=counted[Outcome.MATCHED] + counted[Outcome.NO_CLAIM],
            unreadable=counted[Outcome.UNREADABLE],
        )


def _is_due(state: FeedState, now: datetime) -> bool:
    return state.next_due <= now and not (state.paused or state.gone)


def _waiting(state: State, now: datetime) -> list[datetime]:
    """Return when the posts were queued that wait for nothing but us."""
    closed = {place for place, paused in state.paused.items() if paused.next_look > now}
    waiting = [each.queued for each in state.posts.values() if each.settled is None]
    return [each.queued for each in waiting if each.post.place not in closed]
