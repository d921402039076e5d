"""Posts what waits: taken from the store, put into words, handed to the platform, marked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.crash import Crash, survive
from bot.errors import PlatformError
from bot.model import Message, Outgoing, QueuedPost, Topic
from bot.ports import Clock, Platform, Store
from bot.underway import Underway

LEASE = 60.0
"""Seconds a platform may take for one post before another process may try."""
MOST_AT_ONCE = 50
FIRST_RETRY = 5.0
LONGEST_RETRY = 600.0

Wording = Callable[[Outgoing, Mapping[str, Topic], datetime], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post was delivered."""

    post: Outgoing
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFailed:
    """A post was not delivered, and is tried again."""

    post: Outgoing
    fault: str
    retry: datetime
    crash: Crash | None = None
    """Set when nobody foresaw the error."""


Delivery = Posted | PostFailed | Crash


class Outbox:
    """Delivers every post, each channel's in order of arrival; a slow or failing channel holds up no other."""

    def __init__(
        self,
        *,
        store: Store,
        platforms: Mapping[str, Platform],
        topics: Mapping[str, Topic],
        wording: Wording,
        clock: Clock,
        tell: Callable[[Delivery], None],
    ) -> None:
        self._store = store
        self._platforms = platforms
        self._topics = topics
        self._wording = wording
        self._clock = clock
        self._tell = tell
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to deliver what is ready, and do not wait for it."""
        room = MOST_AT_ONCE - len(self.underway)
        for queued in await self._store.lease_posts(self._clock.now(), room, LEASE) if room > 0 else ():
            self.underway.start(self._deliver_and_go_on(queued))

    def wake(self) -> None:
        """Look at once for what is ready, instead of at the next tick."""
        self.underway.start(self.tick())

    async def _deliver_and_go_on(self, queued: QueuedPost) -> None:
        self._tell(await self._deliver(queued))
        await self.tick()  # the next of this channel waits for no clock

    async def _deliver(self, queued: QueuedPost) -> Delivery:
        """Post and mark. Killed in between, it is posted again under its key, which the platform knows."""
        message = await survive(self._post(queued.post))
        now = self._clock.now()
        if not isinstance(message, Crash):
            await self._store.mark_posted(queued, message, now)
            return Posted(post=queued.post, message=message)
        fault = str(message.error if isinstance(message.error, PlatformError) else message)
        retry = now + pause(queued.attempts)
        await self._store.mark_failed(queued, fault, retry)
        unforeseen = None if isinstance(message.error, PlatformError) else message
        return PostFailed(post=queued.post, fault=fault, retry=retry, crash=unforeseen)

    async def _post(self, post: Outgoing) -> str:
        platform = self._platforms.get(post.platform)
        if platform is None:
            raise PlatformError(f"{post.platform} is not connected; the post waits until it is")
        view = self._wording(post, self._topics, self._clock.now())
        return await platform.post(post.key, post.channel, view)


def pause(attempts: int) -> timedelta:
    """Return how long a post waits after so many attempts before this one: doubled each time, to ten minutes."""
    return timedelta(seconds=min(FIRST_RETRY * 2 ** min(attempts, 12), LONGEST_RETRY))
