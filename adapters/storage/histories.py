"""Decoded ledgers of the topics in use, so that each new article costs only what was appended since the last."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from adapters.storage.connection import Guarded, Numbered
from adapters.storage.tables import LEDGER
from bot.model import Entry


@dataclass(slots=True)
class History:
    """What is known of one topic's ledger, up to its last number."""

    last: int = 0
    entries: list[Entry] = field(default_factory=list)
    claims: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def copy(self) -> "History":
        """Return a history that grows apart from this one."""
        claims = defaultdict(list, {claim: list(entries) for claim, entries in self.claims.items()})
        return History(last=self.last, entries=list(self.entries), claims=claims)

    def extend(self, tail: Iterable[Numbered]) -> None:
        """Add what is newer; two readers may bring the same tail."""
        for seq, entry in tail:
            if seq > self.last:
                self.last = seq
                self.entries.append(entry)
                self.claims[entry.statement.claim].append(entry)


class Histories:
    """Histories of the topics used last, within a number of entries; the topic in use is kept whatever its length.

    Right because the ledger is append only and one writer at a time numbers a topic: what was read once stays true, and
    nothing appears below the last number. Only committed entries may be kept.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[str | tuple[str, str], History] = OrderedDict()
        """By topic; those of single claims by topic and claim."""

    async def read(self, db: Guarded, topic: str, *, keep: bool) -> History:
        """Return a topic's whole history."""
        history = self._kept.get(topic, History())
        tail = select(LEDGER.c.seq, LEDGER.c.entry).where(LEDGER.c.topic == topic, LEDGER.c.seq > history.last)
        entries = await db.ledger(tail.order_by(LEDGER.c.seq))
        if not keep:
            history = history.copy()
        history.extend(entries)
        if keep:
            self._keep(topic, history)
        return history

    async def read_claim(self, db: Guarded, topic: str, claim: str) -> list[Entry]:
        """Return a claim's entries; a topic is not read whole for one claim."""
        if topic in self._kept:
            return (await self.read(db, topic, keep=True)).claims.get(claim, [])
        history = self._kept.get((topic, claim), History())
        found = select(LEDGER.c.seq, LEDGER.c.entry).where(
            LEDGER.c.topic == topic, LEDGER.c.claim == claim, LEDGER.c.seq > history.last
        )
        history.extend(await db.ledger(found.order_by(LEDGER.c.seq)))
        self._keep((topic, claim), history)
        return history.entries

    def _keep(self, name: str | tuple[str, str], history: History) -> None:
        self._kept[name] = history
        self._kept.move_to_end(name)
        while len(self._kept) > 1 and sum(len(kept.entries) for kept in self._kept.values()) > self._room:
            self._kept.popitem(last=False)
