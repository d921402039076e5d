"""Where platforms let us in, and which of their calls were taken already, in the store."""

from datetime import datetime
from typing import Protocol

from bot.model import Install


class InstallTransaction(Protocol):
    """Installations and calls, in a write transaction. See bot.ports.Transaction."""

    async def install(self, platform: str, organisation: str, server: str) -> Install | None:
        """Return the installation of just this workspace, or of just this organisation where `server` is empty."""
        ...

    async def put_install(self, install: Install) -> None:
        """Store an installation, in place of an earlier one of the same workspace or organisation."""
        ...

    async def take_call(self, platform: str, call: str, until: datetime) -> bool:
        """Remember what a platform asked of us, by its id there; False where it was taken before.

        It is remembered until a time at least. Two processes that take it at once: one of them does.
        """
        ...


class InstallStore(Protocol):
    """Installations and calls, read from what is committed. See bot.ports.Store."""

    async def installs(self, platform: str) -> tuple[Install, ...]:
        """Return every installation on a platform, ended ones too, by organisation and workspace."""
        ...

    async def forget_calls(self, now: datetime) -> int:
        """Forget the calls whose time is over, in a transaction of its own; return how many."""
        ...
