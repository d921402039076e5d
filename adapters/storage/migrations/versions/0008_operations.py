"""Seals on the ledger, alarms, and ways to find texts to forget and how reading went."""

import sqlalchemy as sa
from alembic import op

from bot.urls import digest

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TEXT_LEFT = sa.text("text <> ''")
PIECE = 1_000
LEDGER = sa.table("ledger", sa.column("seq", sa.Integer), sa.column("entry", sa.Text), sa.column("seal", sa.Text))
TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'ledger_no_update'"


def upgrade() -> None:
    """Apply."""
    op.add_column("ledger", sa.Column("seal", sa.Text))
    _seal_what_is_there()
    op.create_table(
        "alarms",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("calm_since", TIME),
    )
    op.create_index("articles_texts", "articles", ["first_seen"], sqlite_where=TEXT_LEFT, postgresql_where=TEXT_LEFT)
    op.create_index("articles_outcome", "articles", ["outcome", "first_seen"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("articles_outcome", "articles")
    op.drop_index("articles_texts", "articles")
    op.drop_table("alarms")
    op.drop_column("ledger", "seal")


def _seal_what_is_there() -> None:
    """Seal the entries on record, past the trigger that lets nobody change them."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        trigger = connection.scalar(sa.text(TRIGGER))
        op.execute("DROP TRIGGER ledger_no_update")
        _seal(connection)
        op.execute(str(trigger))
    else:
        op.execute("ALTER TABLE ledger DISABLE TRIGGER USER")
        _seal(connection)
        op.execute("ALTER TABLE ledger ENABLE TRIGGER USER")


def _seal(connection: sa.Connection) -> None:
    last = 0
    mark = sa.update(LEDGER).where(LEDGER.c.seq == sa.bindparam("number")).values(seal=sa.bindparam("mark"))
    found = sa.select(LEDGER.c.seq, LEDGER.c.entry).order_by(LEDGER.c.seq).limit(PIECE)
    while rows := connection.execute(found.where(LEDGER.c.seq > last)).all():
        connection.execute(mark, [{"number": row.seq, "mark": digest(row.entry)} for row in rows])
        last = rows[-1].seq
