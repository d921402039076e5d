"""How many outlets print what was posted: posts are shown anew as copies of their text come in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.intake import Taken
from bot.ledger.reprints import text_of
from bot.model import Amendment, Delivered, Entry, Number, Outcome, Post, Statement, stable_id
from bot.ports import Clock, Store

CALM = timedelta(seconds=20)
"""After the last copy: what forty sites print within a minute is one change of a post."""
LONGEST = timedelta(minutes=2)
"""After the first copy that is not shown yet."""
LIVELY = timedelta(days=1)
"""So long is a post shown anew; later copies are counted in the current figures alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Growing:
    """A text of which copies have come in."""

    first: datetime
    last: datetime
    topics: frozenset[str]

    def is_due(self, now: datetime) -> bool:
        """Whether its posts are to be shown anew."""
        return now >= min(self.last + CALM, self.first + LONGEST)


class Printings:
    """Says in posts that other outlets print their text too. It alerts nobody: a post is edited in place."""

    def __init__(self, *, store: Store, clock: Clock, platforms: Collection[str]) -> None:
        """`platforms` are those that edit in place; elsewhere an edit would be a second post."""
        self._store = store
        self._clock = clock
        self._platforms = platforms
        self._growing: dict[str, _Growing] = {}

    def heard(self, taken: Iterable[Taken]) -> None:
        """Take note of copies among what was taken in."""
        now = self._clock.now()
        for each in taken:
            origin = each.record.article.origin
            if origin is not None and each.record.outcome is Outcome.MATCHED:
                known = self._growing.get(origin.article, _Growing(first=now, last=now, topics=frozenset()))
                topics = known.topics | each.topics
                self._growing[origin.article] = replace(known, last=now, topics=topics)

    async def tick(self) -> None:
        """Let the posts be shown anew of texts whose copies have come in."""
        now = self._clock.now()
        for text, growing in [each for each in self._growing.items() if each[1].is_due(now)]:
            amendments = await self._amendments(text, growing.topics, now)
            if amendments:
                async with self._store.transaction() as transaction:
                    await transaction.queue(amendments, now)
            del self._growing[text]

    async def _amendments(self, text: str, topics: Collection[str], now: datetime) -> list[Amendment]:
        ledgers = [await self._store.entries(topic) for topic in sorted(topics)]
        printed = [entry.statement.id for ledger in ledgers for entry in ledger if text_of(entry.statement) == text]
        found = {
            (each.post.place, each.post.key): each for name in printed for each in await self._store.delivered(name)
        }
        shown = [each for each in found.values() if each.post.platform in self._platforms]
        fresh = [each for each in shown if now - each.post.read < LIVELY]
        return [
            _amendment(each, post) for each in fresh if (post := await with_outlets(each.post, self._store)).also_in
        ]


async def with_outlets(post: Post, store: Store) -> Post:
    """Return the post with how many other outlets print its text by now."""
    topics = sorted({alert.topic for alert in post.alerts})
    return replace(post, also_in=other_outlets(post, [each for topic in topics for each in await store.entries(topic)]))


def other_outlets(post: Post, entries: Iterable[Entry]) -> int:
    """Return how many other outlets print a figure of the post, in another printing of its text."""
    told = {_printed(alert.statement) for alert in post.alerts}
    outlets = {entry.statement.outlet.casefold() for entry in entries if _printed(entry.statement) in told}
    return len(outlets - {post.outlet.casefold()})


def _printed(statement: Statement) -> tuple[str, str, Number | None, Number | None, Number | None]:
    """Return what a statement shares with those of its copies, unless a number went wrong in one."""
    figure = statement.figure
    return text_of(statement), statement.claim, figure.value, figure.low, figure.high


def _amendment(delivered: Delivered, post: Post) -> Amendment:
    """Return what shows a post anew, under a key that is the same for the same number of outlets."""
    key = stable_id("also in", post.platform, post.server, post.channel, post.key, str(post.also_in))
    return Amendment(key=key, post=post, message=delivered.message)
