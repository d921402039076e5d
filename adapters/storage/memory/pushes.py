"""Subscriptions, in memory."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.model import FeedState, Subscription


class PushTransaction(TransactionPart):
    """See bot.ports.pushes.PushTransaction."""

    async def feed_state(self, url: str) -> FeedState | None:
        """See bot.ports.pushes."""
        return self._state.feeds.get(url)

    async def subscription(self, path: str) -> Subscription | None:
        """See bot.ports.pushes."""
        return self._state.subscriptions.get(path)

    async def subscriptions_of(self, feed: str) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        return tuple(each for _, each in sorted(self._state.subscriptions.items()) if each.feed == feed)

    async def put_subscription(self, subscription: Subscription) -> None:
        """See bot.ports.pushes."""
        self._state.subscriptions[subscription.path] = subscription

    async def drop_subscriptions(self, paths: Collection[str]) -> None:
        """See bot.ports.pushes."""
        for path in paths:
            self._state.subscriptions.pop(path, None)

    async def put_pushed(self, state: FeedState) -> None:
        """See bot.ports.pushes."""
        known = self._state.feeds.get(state.feed.url)
        if known is not None:
            tally = replace(state.tally, alerted=known.tally.alerted)
            self._state.feeds[state.feed.url] = replace(
                known, pace=state.pace, tally=tally, pushed_until=state.pushed_until
            )

    async def rely_on_polls(self, feeds: Collection[str]) -> None:
        """See bot.ports.pushes."""
        for url in self._state.feeds.keys() & set(feeds):
            self._state.feeds[url] = replace(self._state.feeds[url], pushed_until=None)

    async def resume_polling(self, due: Mapping[str, datetime]) -> None:
        """See bot.ports.pushes."""
        for url in self._state.feeds.keys() & due.keys():
            state = self._state.feeds[url]
            self._state.feeds[url] = replace(state, pushed_until=None, next_due=due[url], fence=state.fence + 1)
            self._state.leases.pop(url, None)


class PushStore(StorePart):
    """See bot.ports.pushes.PushStore."""

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        return tuple(each for _, each in sorted(self._opened().subscriptions.items()))

    async def subscription(self, path: str) -> Subscription | None:
        """See bot.ports.pushes."""
        return self._opened().subscriptions.get(path)

    async def due_subscriptions(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        state = self._opened()
        known = [
            replace(each, wanted=each.wanted and each.feed in state.feeds) for each in state.subscriptions.values()
        ]
        due = [each for each in known if each.next_step <= now or each.wanted != state.subscriptions[each.path].wanted]
        return tuple(sorted(due, key=lambda each: (each.next_step, each.path))[:limit])
