"""Installations and calls, in memory."""

from datetime import datetime

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.model import Install


class InstallTransaction(TransactionPart):
    """See bot.ports.installs.InstallTransaction."""

    async def install(self, platform: str, organisation: str, server: str) -> Install | None:
        """See bot.ports.installs."""
        return self._state.installs.get((platform, organisation, server))

    async def put_install(self, install: Install) -> None:
        """See bot.ports.installs."""
        self._state.installs[install.platform, install.organisation, install.server] = install

    async def take_call(self, platform: str, call: str, until: datetime) -> bool:
        """See bot.ports.installs."""
        if (platform, call) in self._state.calls:
            return False
        self._state.calls[platform, call] = until
        return True


class InstallStore(StorePart):
    """See bot.ports.installs.InstallStore."""

    async def installs(self, platform: str) -> tuple[Install, ...]:
        """See bot.ports.installs."""
        return tuple(each for key, each in sorted(self._opened().installs.items()) if key[0] == platform)

    async def forget_calls(self, now: datetime) -> int:
        """See bot.ports.installs."""
        async with self._writing:
            calls = self._opened().calls
            over = [key for key, until in calls.items() if until <= now]
            for key in over:
                del calls[key]
            return len(over)
