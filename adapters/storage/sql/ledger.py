"""The ledger, on a database."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import insert, select

from adapters.storage import codec
from adapters.storage.sql.changes import about, last_changes
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.sql.standing import behind, keep, kept
from adapters.storage.tables import LEDGER
from bot.model import Changes, Entry, Standing

AFTER_ANY_ID = "\U0010ffff"


class LedgerTransaction(TransactionPart):
    """See bot.ports.ledger.LedgerTransaction."""

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        await self._db.lock_ledger(topic)
        # What this transaction appended may yet be undone: it is read, never kept.
        return tuple((await self._histories.read(self._db, topic, keep=not self._appended)).entries)

    async def append(self, entries: Sequence[Entry]) -> None:
        """See bot.ports.ledger."""
        self._appended = True
        for topic in sorted({entry.statement.topic for entry in entries}):
            await self._db.lock_ledger(topic)
        await self._db.write(insert(LEDGER), self._db.encoded(codec.entry_values, entries))

    async def keep_standing(self, standings: Sequence[Standing]) -> None:
        """See bot.ports.ledger."""
        for topic in sorted({standing.topic for standing in standings}):
            await self._db.lock_ledger(topic)
            await keep(self._db, topic, [standing for standing in standings if standing.topic == topic])


class LedgerStore(StorePart):
    """See bot.ports.ledger.LedgerStore."""

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        async with self._read() as db:
            if claim is not None:
                return tuple(await self._histories.read_claim(db, topic, claim))
            return tuple((await self._histories.read(db, topic, keep=True)).entries)

    async def standing(
        self, topic: str, claims: Collection[str], without: Collection[str] = ()
    ) -> Mapping[str, Standing]:
        """See bot.ports.ledger."""
        async with self._read() as db:
            return await kept(db, topic, claims, without)

    async def unkept(self, topic: str, rules: Mapping[str, str]) -> frozenset[str]:
        """See bot.ports.ledger."""
        async with self._read() as db:
            return await behind(db, topic, rules)

    async def last_changes(self, topic: str, claim: str, limit: int) -> Changes | None:
        """See bot.ports.ledger."""
        async with self._read() as db:
            return await last_changes(db, topic, claim, limit)

    async def about(self, entry: Entry) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        async with self._read() as db:
            return await about(db, entry)

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        start = prefix.upper()
        newest = select(LEDGER.c.seq, LEDGER.c.entry).order_by(LEDGER.c.seq.desc()).limit(limit)
        if start:
            found = select(LEDGER.c.seq, LEDGER.c.entry).where(LEDGER.c.id >= start, LEDGER.c.id < start + AFTER_ANY_ID)
            # A sum, so that no planner walks the ledger from its end in search of the first that fits.
            newest = found.order_by((LEDGER.c.seq + 0).desc()).limit(limit)
        async with self._read() as db:
            return tuple(entry for _, entry in await db.ledger(newest))
