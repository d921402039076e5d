"""The ledger in the store."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.model import Changes, Entry, Standing


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

    async def keep_standing(self, standings: Sequence[Standing]) -> None:
        """Keep what claims' ledgers come to, after the entries that they end with were appended.

        Changes to what is not kept change nothing: what is kept is right up to the entry that it says, or not there.
        """
        ...


class LedgerStore(Protocol):
    """The ledger, read from what is committed. See bot.ports.Store."""

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger entries of a topic, or of one claim, in order of arrival."""
        ...

    async def standing(
        self, topic: str, claims: Collection[str], without: Collection[str] = ()
    ) -> Mapping[str, Standing]:
        """Return what is kept of these claims' whole ledgers, by claim, with all lines by place.

        Claims of which something older or nothing is kept are left out, and so are those on which one of the
        statements `without` is: their ledgers have to be read. A claim with an empty ledger is there.
        """
        ...

    async def unkept(self, topic: str, rules: Mapping[str, str]) -> frozenset[str]:
        """Return the claims of whose ledger, as a whole and by these rules, nothing is kept. `rules` are by claim.

        A claim with an empty ledger is none of them.
        """
        ...

    async def last_changes(self, topic: str, claim: str, limit: int) -> Changes | None:
        """Return a claim's last changes; None where its ledger has to be read for them."""
        ...

    async def about(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries that an entry was compared with, and those that correct it, in order of arrival."""
        ...

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """Return up to `limit` entries whose id starts with this, newest first.

        Ids are upper case; `prefix` need not be, and an empty one is that of all.
        """
        ...
