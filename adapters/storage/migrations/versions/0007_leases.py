"""Articles that wait to be read, duties that one process does for all, and fences of boards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unread",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("unread", sa.Text, nullable=False),
        sa.Column("queued", TIME, nullable=False),
        sa.Column("lease_until", TIME),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.UniqueConstraint("article", name="unread_article"),
        sqlite_autoincrement=True,
    )
    op.create_index("unread_feed", "unread", ["feed", "seq"])
    op.create_table(
        "duties",
        sa.Column("duty", sa.Text, primary_key=True),
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("until", TIME, nullable=False),
    )
    with op.batch_alter_table("boards") as boards:
        boards.add_column(sa.Column("fence", sa.Integer, nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    """Undo. What waits to be read is lost to the older program: its feeds no longer show it as new."""
    with op.batch_alter_table("boards") as boards:
        boards.drop_column("fence")
    op.drop_table("duties")
    op.drop_table("unread")
