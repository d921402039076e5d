"""Where platforms let us in, and what they asked of us."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "installs",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("bot", sa.Text, nullable=False),
        sa.Column("app", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("installed", TIME, nullable=False),
        sa.Column("revoked", TIME),
        sa.PrimaryKeyConstraint("platform", "organisation", "server"),
    )
    op.create_table(
        "calls",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("call", sa.Text, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("platform", "call"),
    )
    op.create_index("calls_until", "calls", ["until"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("calls")
    op.drop_table("installs")
