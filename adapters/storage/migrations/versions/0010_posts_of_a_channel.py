"""A way to the post before another in its channel, so that processes keep a channel's pace together."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("posts_channel", "posts", ["platform", "server", "channel", "seq"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("posts_channel", "posts")
