"""The tables, for every database alike."""

from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    true,
)
from sqlalchemy.ext.compiler import compiles

from bot.model import Entry, Held, Outgoing

METADATA = MetaData()


@compiles(Text, "postgresql")
def _in_order_of_letters(_type: Text, _compiler: Any, **_options: Any) -> str:
    """Compare text letter by letter on PostgreSQL too, whatever language its server sorts by.

    Ids are looked up by how they begin, and feeds and channels are locked in one order by all processes.
    """
    return 'TEXT COLLATE "C"'


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept and returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Refuse a naive time: it would be read back as another instant."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Give SQLite's times the zone that it does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Stored(str):
    """The text of a JSON column, encoded already."""

    __slots__ = ()


class Json(TypeDecorator[Any]):
    """A value of the model as JSON text.

    Text and not the database's own JSON type: it comes back byte for byte (`120` and `120.0` stay apart) and
    pydantic decodes it without a detour over dicts.
    """

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002  SQLAlchemy's signature
        """Encode."""
        return str(value) if isinstance(value, Stored) else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002  SQLAlchemy's signature
        """Decode."""
        return None if value is None else self.adapter.validate_json(value)


ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)


def _place() -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in ("platform", "server", "channel")]


def _target() -> list[Column[Any]]:
    return [Column("topic", Text, nullable=False), *_place(), Column("claim", Text, nullable=False)]


FEEDS = Table(
    "feeds",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("interval", Float),
    Column("full_text", Text, nullable=False),
    Column("address", Text),
    Column("host", Text, nullable=False),
    Column("next_due", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("baselined", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("last_success", UtcTime),
    Column("paused", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("told_failing", Boolean, nullable=False),
    Column("pushed_until", UtcTime),
    Column("wait", Float),
    Column("gap", Float),
    Column("last_new", UtcTime),
    Column("asked", Float),
    Column("polls", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("alerted", Integer, nullable=False),
    Column("lag", Float),
    Column("fence", Integer, nullable=False),
    Index("feeds_due", "next_due"),
)

# Apart from the feeds: they are long, and only a poll that finds a changed body asks for them.
FINGERPRINTS = Table(
    "fingerprints",
    METADATA,
    Column("feed", Text, primary_key=True),
    Column("fingerprints", Json(TypeAdapter(tuple[str, ...])), nullable=False),
)

# The largest table: without a rowid its key is stored once, not twice.
ITEMS = Table(
    "items",
    METADATA,
    Column("feed", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("seen", UtcTime, nullable=False),
    PrimaryKeyConstraint("feed", "id"),
    Index("items_seen", "seen"),
    sqlite_with_rowid=False,
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("published", UtcTime, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("feed", Text),
    Column("first_seen", UtcTime, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("articles_feed", "feed", "version", "outcome"),
    Column("taken_from", Text, nullable=False),
    Column("copy_of", Text),
    Column("copied_outlet", Text),
    Column("byline", Text, nullable=False),
    Column("modified", UtcTime),
    UniqueConstraint("id", "version", name="articles_version"),
    Index("articles_outcome", "outcome", "first_seen"),
    sqlite_autoincrement=True,
)
TEXT_LEFT = ARTICLES.c.text != ""
# Texts are forgotten one day: those that are left are found without a look at all the others.
Index("articles_texts", ARTICLES.c.first_seen, sqlite_where=TEXT_LEFT, postgresql_where=TEXT_LEFT)

# What is searched for is a column, the rest is in `entry`, of which `seal` is a hash. Triggers refuse every change (see
# the first migration).
LEDGER = Table(
    "ledger",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Column("corrects", Text, ForeignKey("ledger.id", name="ledger_corrects")),
    Column("seal", Text),
    Column("news", Boolean),
    Column("entry", Json(ENTRY), nullable=False),
    UniqueConstraint("id", name="ledger_id"),
    Index("ledger_topic", "topic", "seq"),
    Index("ledger_claim", "topic", "claim", "seq"),
    sqlite_autoincrement=True,
)
IS_NEWS, IS_CORRECTION = LEDGER.c.news, LEDGER.c.corrects.is_not(None)
Index(
    "ledger_news",
    LEDGER.c.topic,
    LEDGER.c.claim,
    LEDGER.c.seq,
    sqlite_where=true() == IS_NEWS,
    postgresql_where=IS_NEWS,
)
Index("ledger_corrects", LEDGER.c.corrects, sqlite_where=IS_CORRECTION, postgresql_where=IS_CORRECTION)

# An empty claim is the whole topic: a primary key holds no NULL.
FOLLOWS = Table(
    "follows",
    METADATA,
    *_target(),
    Column("level", Text, nullable=False),
    PrimaryKeyConstraint("topic", "platform", "server", "channel", "claim"),
)

MUTES = Table(
    "mutes",
    METADATA,
    *_target(),
    Column("until", UtcTime),
    Column("until_changed", Boolean, nullable=False),
    PrimaryKeyConstraint("topic", "platform", "server", "channel", "claim"),
)

QUIET = Table(
    "quiet",
    METADATA,
    *_place(),
    Column("start", Text, nullable=False),
    Column("end", Text, nullable=False),
    Column("zone", Text, nullable=False),
    PrimaryKeyConstraint("platform", "server", "channel"),
)

HELD = Table(
    "held",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    *_place(),
    Column("why", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("told_at", UtcTime),
    Column("held", Json(TypeAdapter(Held)), nullable=False),
    Index("held_place", "platform", "server", "channel", "at"),
    sqlite_autoincrement=True,
)

# What persons say of statements, append only: the last word counts. Empty platform and server: for everyone.
REMARKS = Table(
    "remarks",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("platform", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("remarks_server", "platform", "server", "statement", "seq"),
    sqlite_autoincrement=True,
)

BOARDS = Table(
    "boards",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    *_place(),
    Column("topic", Text, nullable=False),
    Column("message", Text),
    Column("digest", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("fence", Integer, nullable=False),
    UniqueConstraint("platform", "server", "channel", "topic", name="boards_topic"),
    sqlite_autoincrement=True,
)

PAUSED = Table(
    "paused",
    METADATA,
    *_place(),
    Column("reason", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("next_look", UtcTime, nullable=False),
    PrimaryKeyConstraint("platform", "server", "channel"),
)

POSTS = Table(
    "posts",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    *_place(),
    Column("key", Text, nullable=False),
    Column("post", Json(OUTGOING), nullable=False),
    Column("queued", UtcTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("next_attempt", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("fence", Integer, nullable=False),
    Column("message", Text),
    Column("posted_at", UtcTime),
    UniqueConstraint("platform", "server", "channel", "key", name="posts_key"),
    sqlite_autoincrement=True,
)
Index("posts_channel", POSTS.c.platform, POSTS.c.server, POSTS.c.channel, POSTS.c.seq)
UNPOSTED = POSTS.c.posted_at.is_(None)
Index(
    "posts_unposted",
    POSTS.c.platform,
    POSTS.c.server,
    POSTS.c.channel,
    POSTS.c.seq,
    sqlite_where=UNPOSTED,
    postgresql_where=UNPOSTED,
)

# Which posts show a statement: what a person rejects is struck through where it was posted.
CARRIED = Table(
    "carried",
    METADATA,
    Column("statement", Text, nullable=False),
    *_place(),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("statement", "platform", "server", "channel", "key"),
)
