"""Who hears of what, in the store."""

from datetime import datetime
from typing import Protocol

from bot.model import Follow, Mute


class AudienceTransaction(Protocol):
    """Follows and mutes, in a write transaction. See bot.ports.Transaction."""

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """Return who follows the topic or one of its claims."""
        ...

    async def put_follow(self, follow: Follow) -> None:
        """Add a follow, or change its level."""
        ...

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """Return the mutes of the topic that have not ended."""
        ...

    async def put_mute(self, mute: Mute) -> None:
        """Add a mute, or change its end."""
        ...
