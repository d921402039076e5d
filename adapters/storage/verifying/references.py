"""Rows that point nowhere, and what the schema lacks."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, and_, exists, func, inspect, select, text

from adapters.storage.push_tables import SUBSCRIPTIONS
from adapters.storage.reprint_tables import RECHECKS, SKETCH_KEYS, SKETCHES
from adapters.storage.standing_tables import FOLDED, STANDING
from adapters.storage.tables import (
    ARTICLES,
    BOARDS,
    CARRIED,
    FEEDS,
    FINGERPRINTS,
    ITEMS,
    LEDGER,
    METADATA,
    POSTS,
    REMARKS,
)
from bot.model import Damage, Finding

MOST = 20
"""Rows of one sort that are named."""
POINTERS: tuple[tuple[Column[str], Column[str]], ...] = (
    (RECHECKS.c.article, ARTICLES.c.id),
    (SKETCHES.c.article, ARTICLES.c.id),
    (SKETCH_KEYS.c.article, SKETCHES.c.article),
    (ARTICLES.c.copy_of, ARTICLES.c.id),
    (ITEMS.c.feed, FEEDS.c.url),
    (FINGERPRINTS.c.feed, FEEDS.c.url),
    (REMARKS.c.statement, LEDGER.c.id),
    (CARRIED.c.statement, LEDGER.c.id),
    (STANDING.c.statement, LEDGER.c.id),
    (FOLDED.c.last, LEDGER.c.id),
)
"""What each row of a table names, and where that stands. A subscription may outlive its feed."""
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ledger'::regclass AND tgenabled <> 'D'",
}
GUARDS = {
    "sqlite": frozenset({"ledger_no_update", "ledger_no_delete", "ledger_no_replace"}),
    "postgresql": frozenset({"ledger_no_change", "ledger_no_truncate"}),
}
"""The triggers that keep the ledger append only."""


def look_at_schema(connection: Connection) -> Iterator[Finding]:
    """Yield tables, columns, indexes and triggers that are missing."""
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in there:
            yield _lacks(f"table {table.name}", "is missing")
            continue
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        indexes |= {unique["name"] for unique in inspector.get_unique_constraints(table.name)}
        wanted = {str(index.name) for index in table.indexes}
        for name in sorted({column.name for column in table.columns} - columns):
            yield _lacks(f"column {table.name}.{name}", "is missing")
        for name in sorted(wanted - {str(index) for index in indexes}):
            yield _lacks(f"index {name} on {table.name}", "is missing: answers will be slow, or wrong")
    dialect = connection.dialect.name
    for name in sorted(GUARDS[dialect] - set(connection.scalars(text(TRIGGERS[dialect])))):
        yield _lacks(f"trigger {name}", "is missing or off: the ledger can be changed")


def look_at_pointers(connection: Connection) -> Iterator[Finding]:
    """Yield rows that name what is not there."""
    for child, parent in POINTERS:
        # A table that points at itself is looked at under another name.
        there = parent.table.alias("there")
        lost = select(child).where(child.is_not(None), ~exists().where(there.c[parent.name] == child)).distinct()
        for name in connection.scalars(lost.order_by(child).limit(MOST)):
            yield _nowhere(f"{child.table.name} {name}", f"has no row in {parent.table.name}")
    yield from _posts(connection)
    yield from _versions(connection)
    yield from _boards(connection)
    yield from _subscriptions(connection)


def _posts(connection: Connection) -> Iterator[Finding]:
    names = ("platform", "server", "channel", "key")
    same = and_(*(POSTS.c[name] == CARRIED.c[name] for name in names))
    lost = select(CARRIED.c.key).where(~exists().where(same)).distinct().order_by(CARRIED.c.key).limit(MOST)
    for key in connection.scalars(lost):
        yield _nowhere(f"carried {key}", "has no post")


def _versions(connection: Connection) -> Iterator[Finding]:
    counted = select(ARTICLES.c.id, func.max(ARTICLES.c.version).label("last"), func.count().label("there"))
    short = counted.group_by(ARTICLES.c.id).having(func.max(ARTICLES.c.version) != func.count())
    for row in connection.execute(short.order_by(ARTICLES.c.id).limit(MOST)):
        yield _nowhere(f"article {row.id}", f"is at version {row.last}, and {row.there} are on record")


def _boards(connection: Connection) -> Iterator[Finding]:
    newest = select(func.coalesce(func.max(LEDGER.c.seq), 0)).scalar_subquery()
    for row in connection.execute(select(BOARDS.c.channel, BOARDS.c.topic).where(BOARDS.c.upto > newest).limit(MOST)):
        yield _nowhere(f"board of {row.topic} in {row.channel}", "has shown more of the ledger than there is")


def _subscriptions(connection: Connection) -> Iterator[Finding]:
    silent = select(SUBSCRIPTIONS.c.path).where((SUBSCRIPTIONS.c.secret == "") | (SUBSCRIPTIONS.c.hub == ""))
    for path in connection.scalars(silent.limit(MOST)):
        yield _nowhere(f"subscription {path}", "has no hub or no secret")


def _lacks(where: str, detail: str) -> Finding:
    return Finding(damage=Damage.SCHEMA, where=where, detail=detail)


def _nowhere(where: str, detail: str) -> Finding:
    return Finding(damage=Damage.REFERENCE, where=where, detail=detail)
