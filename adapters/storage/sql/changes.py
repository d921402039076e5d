"""Single entries of a long ledger, on a database: a claim's last changes, and what an entry has to do with others."""

from collections.abc import Collection

from sqlalchemy import select

from adapters.storage.connection import Guarded, Numbered, chunks
from adapters.storage.sql.standing import folded
from adapters.storage.tables import IS_NEWS, LEDGER
from bot.ledger import first_compared
from bot.model import Changes, Entry

_ENTRY = select(LEDGER.c.seq, LEDGER.c.entry)


async def last_changes(db: Guarded, topic: str, claim: str, limit: int) -> Changes | None:
    """Return a claim's last changes; None where nothing is kept of its whole ledger."""
    kept = await folded(db, topic, claim)
    if kept is None:
        return None
    asked = _ENTRY.where(LEDGER.c.topic == topic, LEDGER.c.claim == claim, IS_NEWS)
    news = [row.entry for row in await db.rows(asked.order_by(LEDGER.c.seq.desc()).limit(limit))]
    before = await _named(db, first_compared(news))
    return Changes(
        news=tuple(news),
        before={entry.statement.id: entry.statement for _, entry in before if entry.statement.claim == claim},
        gone=await _corrected(db, [entry.statement.id for entry in news]),
        counts=kept.counts,
    )


async def about(db: Guarded, entry: Entry) -> tuple[Entry, ...]:
    """Return what an entry was compared with and what corrects it, in order of arrival."""
    corrections = await db.rows(_ENTRY.where(LEDGER.c.corrects == entry.statement.id))
    found = dict([*await _named(db, entry.verdict.against), *((row.seq, row.entry) for row in corrections)])
    return tuple(found[seq] for seq in sorted(found))


async def _named(db: Guarded, ids: Collection[str]) -> list[Numbered]:
    found: list[Numbered] = []
    for some in chunks(ids):
        found += [(row.seq, row.entry) for row in await db.rows(_ENTRY.where(LEDGER.c.id.in_(some)))]
    return found


async def _corrected(db: Guarded, ids: Collection[str]) -> frozenset[str]:
    """Return those of the entries that a later one corrects which is not corrected itself."""
    corrections: dict[int, tuple[str, str]] = {}
    asked = set(ids)
    while asked:
        found: set[str] = set()
        for some in chunks(asked):
            rows = await db.rows(_CORRECTION.where(LEDGER.c.corrects.in_(some)))
            found |= {row.id for row in rows if row.seq not in corrections}
            corrections |= {row.seq: (row.id, row.corrects) for row in rows}
        asked = found
    gone: set[str] = set()
    for seq in sorted(corrections, reverse=True):
        known_as, corrected = corrections[seq]
        if known_as not in gone:
            gone.add(corrected)
    return frozenset(gone & set(ids))


_CORRECTION = select(LEDGER.c.seq, LEDGER.c.id, LEDGER.c.corrects)
