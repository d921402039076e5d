"""What the ledger comes to, kept beside it, and ways to a claim's news and to corrections."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PIECE = 1_000
NEWS = frozenset({"first", "conflict", "revision", "update", "reinstated", "withdrawn", "note"})
LEDGER = sa.table("ledger", sa.column("seq", sa.Integer), sa.column("entry", sa.Text), sa.column("news", sa.Boolean))
TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'ledger_no_update'"
IS_NEWS = (sa.text("news = 1"), sa.text("news"))
IS_CORRECTION = sa.text("corrects IS NOT NULL")


def upgrade() -> None:
    """Apply. What claims come to is filled in by and by by a running Tallywire."""
    op.add_column("ledger", sa.Column("news", sa.Boolean))
    _mark_what_is_there()
    op.create_index(
        "ledger_news", "ledger", ["topic", "claim", "seq"], sqlite_where=IS_NEWS[0], postgresql_where=IS_NEWS[1]
    )
    op.create_index(
        "ledger_corrects", "ledger", ["corrects"], sqlite_where=IS_CORRECTION, postgresql_where=IS_CORRECTION
    )
    op.create_table(
        "folded",
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("last", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("topic", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standing",
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("outlets", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("topic", "claim", "source"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("standing")
    op.drop_table("folded")
    op.drop_index("ledger_corrects", "ledger")
    op.drop_index("ledger_news", "ledger")
    op.drop_column("ledger", "news")


def _mark_what_is_there() -> None:
    """Mark the entries on record, past the trigger that lets nobody change them."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        trigger = connection.scalar(sa.text(TRIGGER))
        op.execute("DROP TRIGGER ledger_no_update")
        _mark(connection)
        op.execute(str(trigger))
    else:
        op.execute("ALTER TABLE ledger DISABLE TRIGGER USER")
        _mark(connection)
        op.execute("ALTER TABLE ledger ENABLE TRIGGER USER")


def _mark(connection: sa.Connection) -> None:
    last = 0
    mark = sa.update(LEDGER).where(LEDGER.c.seq == sa.bindparam("number")).values(news=sa.bindparam("is_news"))
    found = sa.select(LEDGER.c.seq, LEDGER.c.entry).order_by(LEDGER.c.seq).limit(PIECE)
    while rows := connection.execute(found.where(LEDGER.c.seq > last)).all():
        connection.execute(mark, [{"number": row.seq, "is_news": _is_news(row.entry)} for row in rows])
        last = rows[-1].seq


def _is_news(entry: str) -> bool:
    try:
        return json.loads(entry)["verdict"]["kind"] in NEWS
    except (ValueError, KeyError, TypeError):
        return False  # a damaged entry stays as it is; `db verify` tells of it
