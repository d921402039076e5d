"""Feeds, items, articles, the append-only ledger, follows, mutes and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = ("posts", "mutes", "follows", "ledger", "articles", "items", "feeds")

# The last holds off INSERT OR REPLACE, which removes a row without asking a DELETE trigger.
APPEND_ONLY = """
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append only: no entry is changed'); END

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append only: no entry is removed'); END

CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger is append only: a statement with this id is on record'); END
"""

POSTGRES_APPEND_ONLY = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append only: no entry is changed or removed' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger
FOR EACH ROW EXECUTE FUNCTION ledger_append_only()

CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
"""


def upgrade() -> None:
    """Apply."""
    _make_feeds()
    _make_articles()
    _make_ledger()
    _make_audience()
    _make_outbox()


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)
    if _is_postgres():
        op.execute("DROP FUNCTION ledger_append_only()")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("next_due", TIME, nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("baselined", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("last_success", TIME),
        sa.Column("fence", sa.Integer(), nullable=False),
    )
    op.create_index("feeds_due", "feeds", ["next_due"])
    op.create_table(
        "items",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seen", TIME, nullable=False),
        sa.PrimaryKeyConstraint("feed", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("items_seen", "items", ["seen"])


def _make_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("published", TIME, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text()),
        sa.Column("first_seen", TIME, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("id", "version", name="articles_version"),
        sqlite_autoincrement=True,
    )


def _make_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text(), sa.ForeignKey("ledger.id", name="ledger_corrects")),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.UniqueConstraint("id", name="ledger_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ledger_topic", "ledger", ["topic", "seq"])
    op.create_index("ledger_claim", "ledger", ["topic", "claim", "seq"])
    for trigger in (POSTGRES_APPEND_ONLY if _is_postgres() else APPEND_ONLY).strip().split("\n\n"):
        op.execute(trigger)


def _make_audience() -> None:
    for table, last in (
        ("follows", sa.Column("level", sa.Text(), nullable=False)),
        ("mutes", sa.Column("until", TIME)),
    ):
        op.create_table(
            table,
            sa.Column("topic", sa.Text(), nullable=False),
            sa.Column("platform", sa.Text(), nullable=False),
            sa.Column("channel", sa.Text(), nullable=False),
            sa.Column("claim", sa.Text(), nullable=False),
            last,
            sa.PrimaryKeyConstraint("topic", "platform", "channel", "claim"),
        )


def _make_outbox() -> None:
    op.create_table(
        "posts",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("queued", TIME, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("next_attempt", TIME, nullable=False),
        sa.Column("lease_until", TIME),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("posted_at", TIME),
        sa.UniqueConstraint("platform", "channel", "key", name="posts_key"),
        sqlite_autoincrement=True,
    )
    unposted = sa.text("posted_at IS NULL")
    op.create_index(
        "posts_unposted",
        "posts",
        ["platform", "channel", "seq"],
        sqlite_where=unposted,
        postgresql_where=unposted,
    )
