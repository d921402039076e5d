"""The outbox as it is stored, beside the ledger."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, tuple_

from adapters.storage.connection import chunks
from adapters.storage.tables import CARRIED, ENTRY, LEDGER, OUTGOING, POSTS
from adapters.storage.verifying.reading import decoded, pieces, raw
from bot.model import Amendment, Damage, Finding, Outgoing, Post, PostRow, Statement
from bot.soundness import check_post

Address = tuple[str, str, str, str]
ADDRESS = ("platform", "server", "channel", "key")


def look_at_posts(connection: Connection) -> Iterator[Finding]:
    """Yield what is wrong with posts."""
    columns = select(
        POSTS.c.seq,
        *(POSTS.c[name] for name in ADDRESS),
        POSTS.c.state,
        POSTS.c.attempts,
        POSTS.c.fence,
        POSTS.c.message,
        POSTS.c.lease_until.is_not(None).label("leased"),
        POSTS.c.posted_at.is_not(None).label("settled"),
        raw(POSTS.c.post, connection).label("stored"),
    )
    for piece in pieces(connection, columns, POSTS.c.seq):
        carried = _carried(connection, piece)
        rows = [_row(row, carried) for row in piece]
        statements = _statements(connection, rows)
        for row in rows:
            yield from check_post(row, statements)


def look_at_doubles(connection: Connection) -> Iterator[Finding]:
    """Yield alerts that two posts bring to one channel."""
    place = (CARRIED.c.statement, CARRIED.c.platform, CARRIED.c.server, CARRIED.c.channel)
    doubled = select(*place, func.count().label("posts")).group_by(*place).having(func.count() > 1)
    for row in connection.execute(doubled.order_by(*place)):
        where = "/".join(filter(None, (row.platform, row.server, row.channel)))
        detail = f"has the alert {row.statement} in {row.posts} posts"
        yield Finding(damage=Damage.DOUBLED, where=f"channel {where}", detail=detail)


def _row(row: Row[Any], carried: Mapping[Address, set[str]]) -> PostRow:
    post, fault = decoded(OUTGOING, row.stored)
    address = _address(row)
    return PostRow(
        seq=row.seq,
        address=address,
        state=row.state,
        attempts=row.attempts,
        fence=row.fence,
        leased=bool(row.leased),
        message=row.message,
        settled=bool(row.settled),
        carried=frozenset(carried.get(address, ())),
        post=post,
        fault=fault,
    )


def _address(row: Row[Any]) -> Address:
    return (row.platform, row.server, row.channel, row.key)


def _carried(connection: Connection, piece: Sequence[Row[Any]]) -> Mapping[Address, set[str]]:
    """Return the statements under which posts are found."""
    columns = [CARRIED.c[name] for name in ADDRESS]
    found = select(CARRIED.c.statement, *columns)
    found = found.where(tuple_(*columns).in_([_address(row) for row in piece]))
    carried: defaultdict[Address, set[str]] = defaultdict(set)
    for row in connection.execute(found):
        carried[_address(row)].add(row.statement)
    return carried


def _statements(connection: Connection, rows: Sequence[PostRow]) -> Mapping[str, Statement]:
    """Return the statements on record that these posts tell of; one that cannot be read is told elsewhere."""
    wanted = {alert.id: alert.statement for row in rows for alert in _alerts(row.post)}
    found = select(LEDGER.c.id, raw(LEDGER.c.entry, connection).label("stored"))
    statements: dict[str, Statement] = {}
    for some in chunks(wanted):
        for row in connection.execute(found.where(LEDGER.c.id.in_(some))):
            entry, _ = decoded(ENTRY, row.stored)
            statements[row.id] = wanted[row.id] if entry is None else entry.statement
    return statements


def _alerts(post: Outgoing | None) -> Sequence[Any]:
    original = post.post if isinstance(post, Amendment) else post
    return original.alerts if isinstance(original, Post) else ()
