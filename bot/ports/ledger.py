"""The ledger in the store."""

from collections.abc import Sequence
from typing import Protocol

from bot.model import Entry


class LedgerTransaction(Protocol):
    """The ledger, in a write transaction. See bot.ports.Transaction."""

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """Return the topic's whole ledger in order of arrival, with what this transaction appended."""
        ...

    async def append(self, entries: Sequence[Entry]) -> None:
        """Write entries to the ledger, in this order.

        A statement id on record already is an error, and so is correcting an entry that is not on record.
        """
        ...


class LedgerStore(Protocol):
    """The ledger, read from what is committed. See bot.ports.Store."""

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger entries of a topic, or of one claim, in order of arrival."""
        ...

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """Return up to `limit` entries whose id starts with this, newest first.

        Ids are upper case; `prefix` need not be, and an empty one is that of all.
        """
        ...
