"""What hubs push, and what is agreed with them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("feeds", sa.Column("pushed_until", TIME))
    op.create_table(
        "subscriptions",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("hub", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("wanted", sa.Boolean, nullable=False),
        sa.Column("next_step", TIME, nullable=False),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("asked_until", TIME),
        sa.Column("until", TIME),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("heard", TIME),
        sa.Column("ignored", sa.Integer, nullable=False),
    )
    op.create_index("subscriptions_feed", "subscriptions", ["feed"])
    op.create_index("subscriptions_due", "subscriptions", ["next_step"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("subscriptions")
    with op.batch_alter_table("feeds") as feeds:
        feeds.drop_column("pushed_until")
