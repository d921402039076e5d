"""Who hears of what, in the store."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Audience, Follow, Held, HeldWhy, Mute, Place, Quiet, Remark


class AudienceTransaction(Protocol):
    """Follows, mutes, quiet hours and remarks, in a write transaction. See bot.ports.Transaction."""

    async def audience(self, topics: Collection[str], now: datetime) -> Audience:
        """Return everything that decides which channels hear of news on these topics.

        What a server calls a wrong reading comes with what everyone calls one.
        """
        ...

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """Return who follows the topic or one of its claims."""
        ...

    async def put_follow(self, follow: Follow) -> None:
        """Add a follow, or change its level."""
        ...

    async def drop_follow(self, place: Place, topic: str, claim: str | None) -> bool:
        """End a follow; False when there is none. A topic's follow and those of its claims are apart."""
        ...

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """Return the mutes of the topic that have not ended."""
        ...

    async def put_mute(self, mute: Mute) -> None:
        """Add a mute, or change its end."""
        ...

    async def drop_mute(self, place: Place, topic: str, claim: str | None) -> bool:
        """End a mute; False when there is none."""
        ...

    async def put_quiet(self, quiet: Quiet) -> None:
        """Set a channel's quiet hours, in place of those it has."""
        ...

    async def drop_quiet(self, place: Place) -> bool:
        """End a channel's quiet hours; False when it has none."""
        ...

    async def hold(self, held: Sequence[Held]) -> None:
        """Record alerts that were held back, in this order."""
        ...

    async def take_held(self, place: Place, why: HeldWhy, now: datetime) -> tuple[Held, ...]:
        """Return what was held back for this reason and not taken before, oldest first; it counts as told now."""
        ...

    async def remark(self, remark: Remark) -> None:
        """Record a person's word on a statement; the last word of a server counts."""
        ...


class AudienceStore(Protocol):
    """Who hears of what, read from what is committed. See bot.ports.Store."""

    async def following(self, place: Place) -> tuple[Follow, ...]:
        """Return what a channel follows, by topic and claim."""
        ...

    async def muted(self, place: Place, now: datetime) -> tuple[Mute, ...]:
        """Return a channel's mutes that have not ended, by topic and claim."""
        ...

    async def follows_in(self, platform: str, server: str) -> tuple[Follow, ...]:
        """Return what the channels of a server follow, by channel, topic and claim."""
        ...

    async def mutes_in(self, platform: str, server: str, now: datetime) -> tuple[Mute, ...]:
        """Return the mutes of a server's channels that have not ended, by channel, topic and claim."""
        ...

    async def quiet(self, place: Place) -> Quiet | None:
        """Return a channel's quiet hours."""
        ...

    async def quiet_with_held(self) -> tuple[Quiet, ...]:
        """Return the quiet hours of channels in which something was held back for them and not told yet."""
        ...

    async def held_back(self, place: Place, since: datetime, limit: int) -> tuple[Held, ...]:
        """Return the last alerts held back in a channel since a time, newest first."""
        ...

    async def rejected(self, platform: str, server: str) -> frozenset[str]:
        """Return the statements that a server or everyone calls wrong readings."""
        ...

    async def remarks(self, platform: str, server: str, statement: str) -> tuple[Remark, ...]:
        """Return what a server's people and everyone's said of a statement, oldest first."""
        ...
