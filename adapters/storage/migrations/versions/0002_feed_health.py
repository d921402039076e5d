"""What a feed did, and what it asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NO, NONE, NOTHING = sa.false(), sa.text("0"), sa.text("''")
ADDED = (
    ("full_text", sa.Text, sa.text("'auto'")),
    ("address", sa.Text, None),
    ("host", sa.Text, NOTHING),
    ("lease_until", TIME, None),
    ("paused", sa.Boolean, NO),
    ("gone", sa.Boolean, NO),
    ("told_failing", sa.Boolean, NO),
    ("wait", sa.Float, None),
    ("gap", sa.Float, None),
    ("last_new", TIME, None),
    ("asked", sa.Float, None),
    ("polls", sa.Integer, NONE),
    ("failed", sa.Integer, NONE),
    ("unchanged", sa.Integer, NONE),
    ("bytes", sa.BigInteger, NONE),
    ("listed", sa.Integer, NONE),
    ("alerted", sa.Integer, NONE),
    ("lag", sa.Float, None),
)
"""Name, type, and what feeds already on record have; without that, the column may be empty. The host of each is
entered at the next start."""


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("feeds") as feeds:
        feeds.alter_column("interval", existing_type=sa.Float, nullable=True)
        for name, kind, default in ADDED:
            feeds.add_column(sa.Column(name, kind, nullable=default is None, server_default=default))
    op.create_table(
        "fingerprints",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("fingerprints", sa.Text, nullable=False),
    )
    op.create_index("articles_feed", "articles", ["feed", "version", "outcome"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("articles_feed", "articles")
    op.drop_table("fingerprints")
    op.execute("UPDATE feeds SET interval = 300 WHERE interval IS NULL")
    with op.batch_alter_table("feeds") as feeds:
        for name, _, _ in ADDED:
            feeds.drop_column(name)
        feeds.alter_column("interval", existing_type=sa.Float, nullable=False)
