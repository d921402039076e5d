"""Versions of an article, and copies of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
ADDED = (
    ("taken_from", sa.Text, sa.text("'item'")),
    ("copy_of", sa.Text, None),
    ("copied_outlet", sa.Text, None),
    ("byline", sa.Text, sa.text("''")),
    ("modified", TIME, None),
)
"""Name, type, and what articles already on record have; without that, the column may be empty."""


def upgrade() -> None:
    """Apply."""
    for name, kind, default in ADDED:
        op.add_column("articles", sa.Column(name, kind, nullable=default is None, server_default=default))
    _make_rechecks()
    _make_sketches()


def downgrade() -> None:
    """Undo."""
    for table in ("sketch_keys", "sketches", "rechecks"):
        op.drop_table(table)
    for name, _, _ in ADDED:
        op.drop_column("articles", name)


def _make_rechecks() -> None:
    op.create_table(
        "rechecks",
        sa.Column("article", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("next_check", TIME),
        sa.Column("changed", TIME, nullable=False),
        sa.Column("text_hash", sa.Text, nullable=False),
        sa.Column("item_hash", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
    )
    op.create_index("rechecks_due", "rechecks", ["next_check"])


def _make_sketches() -> None:
    op.create_table(
        "sketches",
        sa.Column("article", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("hashes", sa.Text, nullable=False),
        sa.Column("shingles", sa.Integer, nullable=False),
        sa.Column("added", TIME, nullable=False),
    )
    op.create_index("sketches_added", "sketches", ["added"])
    op.create_table(
        "sketch_keys",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index("sketch_keys_article", "sketch_keys", ["article"])
