"""The ledger as it is stored, looked over topic by topic."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, text

from adapters.storage import codec
from adapters.storage.tables import ARTICLES, ENTRY, LEDGER
from adapters.storage.verifying.reading import decoded, pieces, raw, text_of
from bot.model import Finding, LedgerRow, Print, Topic
from bot.soundness import Entries, Numbers, misjudged, unsaid

GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'")


def look_at_numbers(connection: Connection, numbers: Numbers) -> Iterator[Finding]:
    """Yield holes in the order of arrival."""
    columns = select(LEDGER.c.seq, LEDGER.c.id, LEDGER.c.topic, LEDGER.c.claim)
    for piece in pieces(connection, columns, LEDGER.c.seq):
        for row in piece:
            yield from numbers.look(row.seq, row.id, row.topic, row.claim)
    if connection.dialect.name == "sqlite":
        yield from numbers.end(connection.scalar(GIVEN) or 0)


def look_at_topic(connection: Connection, topic: str, known: Topic | None, entries: Entries) -> Iterator[Finding]:
    """Yield what is wrong with a topic's ledger; its verdicts are replayed where the topic is known."""
    columns = select(
        LEDGER.c.seq,
        LEDGER.c.id,
        LEDGER.c.topic,
        LEDGER.c.claim,
        LEDGER.c.corrects,
        LEDGER.c.seal,
        raw(LEDGER.c.entry, connection).label("stored"),
    ).where(LEDGER.c.topic == topic)
    for piece in pieces(connection, columns, LEDGER.c.seq):
        rows = [_row(row) for row in piece]
        printed = _printed(connection, rows)
        for row in rows:
            yield from entries.look(row, printed)
    if known is not None:
        yield from misjudged(known, entries.entries)


def look_at_matched(connection: Connection, cited: set[str]) -> Iterator[Finding]:
    """Yield articles that should have brought statements."""
    matched = select(ARTICLES.c.id).where(ARTICLES.c.outcome == "matched").distinct()
    yield from unsaid(connection.scalars(matched.order_by(ARTICLES.c.id)), cited)


def _row(row: Row[Any]) -> LedgerRow:
    entry, fault = decoded(ENTRY, row.stored)
    return LedgerRow(
        seq=row.seq,
        id=row.id,
        topic=row.topic,
        claim=row.claim,
        corrects=row.corrects,
        sealed=row.seal == codec.seal(text_of(row.stored)),
        entry=entry,
        fault=fault,
    )


def _printed(connection: Connection, rows: Sequence[LedgerRow]) -> Mapping[tuple[str, int], Print]:
    """Return the article versions that these rows may quote."""
    articles = {row.entry.statement.article for row in rows if row.entry is not None}
    found = select(ARTICLES.c.id, ARTICLES.c.version, ARTICLES.c.title, raw(ARTICLES.c.text, connection).label("text"))
    return {
        (row.id, row.version): Print(title=row.title, text=text_of(row.text))
        for row in connection.execute(found.where(ARTICLES.c.id.in_(articles)))
    }
