"""The ledger as it is stored, looked over topic by topic."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, select, text, type_coerce

from adapters.storage import codec
from adapters.storage.standing_tables import FOLDED, OUTLETS, STANDING
from adapters.storage.tables import ARTICLES, ENTRY, LEDGER
from adapters.storage.verifying.reading import decoded, pieces, raw, text_of
from bot.ledger import kept_whole
from bot.model import Claim, Damage, Entry, Finding, LedgerRow, Print, Topic
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


def look_at_topic(connection: Connection, topic: str, entries: Entries) -> Iterator[Finding]:
    """Yield what is wrong with a topic's rows."""
    columns = select(
        LEDGER.c.seq,
        LEDGER.c.id,
        LEDGER.c.topic,
        LEDGER.c.claim,
        LEDGER.c.corrects,
        LEDGER.c.seal,
        LEDGER.c.news,
        raw(LEDGER.c.entry, connection).label("stored"),
    ).where(LEDGER.c.topic == topic)
    for piece in pieces(connection, columns, LEDGER.c.seq):
        rows = [_row(row) for row in piece]
        printed = _printed(connection, rows)
        for row in rows:
            yield from entries.look(row, printed)


def look_at_claim(connection: Connection, topic: Topic, claim: Claim) -> Iterator[Finding]:
    """Yield verdicts that replay otherwise, and kept figures that are none; only one claim's ledger is in memory."""
    columns = select(LEDGER.c.seq, raw(LEDGER.c.entry, connection).label("stored")).where(
        LEDGER.c.topic == topic.id, LEDGER.c.claim == claim.id
    )
    entries: list[Entry] = []
    for piece in pieces(connection, columns, LEDGER.c.seq):
        entries += [entry for row in piece if (entry := decoded(ENTRY, row.stored)[0]) is not None]
    yield from misjudged(replace(topic, claims=(claim,)), entries)
    if entries:
        yield from _miskept(connection, topic.id, claim, entries)


def _miskept(connection: Connection, topic: str, claim: Claim, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell figures that are kept of the whole ledger by today's rules, and are not what it comes to."""
    right = kept_whole(claim, topic, entries)
    kept = connection.execute(
        select(FOLDED.c.rules, FOLDED.c.last, type_coerce(FOLDED.c.counts, Text)).where(
            FOLDED.c.topic == topic, FOLDED.c.claim == claim.id
        )
    ).first()
    if kept is None or tuple(kept[:2]) != (right.rules, right.last):
        return
    columns = (STANDING.c.source, STANDING.c.place, STANDING.c.statement)
    days = (cast(column, Text) for column in (STANDING.c.said_on, STANDING.c.as_of))
    found = select(*columns, *days, type_coerce(STANDING.c.outlets, Text))
    lines = connection.execute(found.where(STANDING.c.topic == topic, STANDING.c.claim == claim.id))
    wanted = {
        (
            line.source,
            line.place,
            line.statement.id,
            str(line.statement.as_of),
            str(line.as_of),
            OUTLETS.dump_json(line.outlets).decode(),
        )
        for line in right.lines
    }
    if {tuple(line) for line in lines} != wanted or _counts(kept[2]) != right.counts:
        where = f"claim {claim.id} of {topic}"
        yield Finding(damage=Damage.FIGURES, where=where, detail="is kept with other figures than its ledger comes to")


def _counts(stored: str) -> Mapping[str, int] | None:
    try:
        found: Mapping[str, int] = json.loads(stored)
    except ValueError:
        return None
    return found


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
        news=row.news,
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
