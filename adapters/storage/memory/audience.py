"""Follows and mutes, in memory."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from adapters.storage.memory.state import Target, TransactionPart
from bot.model import Follow, Mute

_Target = TypeVar("_Target", Follow, Mute)


class AudienceTransaction(TransactionPart):
    """See bot.ports.audience.AudienceTransaction."""

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        return tuple(_in_order(follow for follow in self._state.follows.values() if follow.topic == topic))

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.audience."""
        self._state.follows[_target(follow)] = follow

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        mutes = (mute for mute in self._state.mutes.values() if mute.topic == topic)
        return tuple(_in_order(mute for mute in mutes if mute.until is None or mute.until > now))

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.audience."""
        self._state.mutes[_target(mute)] = mute


def _in_order(targets: Iterable[_Target]) -> list[_Target]:
    return sorted(targets, key=lambda target: (target.platform, target.channel, target.claim or ""))


def _target(target: Follow | Mute) -> Target:
    return target.topic, target.platform, target.channel, target.claim
