"""Servers, quiet hours, held alerts, remarks on statements, boards and paused channels."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
MADE_HERE = ("carried", "paused", "boards", "remarks", "held", "quiet")
TARGET = ("topic", "platform", "channel", "claim")
POST = (
    *("seq", "platform", "channel", "key", "post", "queued", "state", "attempts", "fault", "next_attempt"),
    *("lease_until", "fence", "message", "posted_at"),
)
OLD = "old_"
UNPOSTED = sa.text("posted_at IS NULL")


def upgrade() -> None:
    """Apply."""
    for table in ("follows", "mutes"):
        op.rename_table(table, OLD + table)
    _make_follows(server=True)
    _make_mutes(server=True)
    _copy("follows", (*TARGET, "level"), {"server": "''"})
    _copy("mutes", (*TARGET, "until"), {"server": "''", "until_changed": "FALSE"})
    _make_posts_anew(server=True)
    _make_habits()
    _make_remarks()
    _make_boards()
    op.create_table(
        "carried",
        sa.Column("statement", sa.Text(), nullable=False),
        *_place(server=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("statement", "platform", "server", "channel", "key"),
    )


def downgrade() -> None:
    """Undo. What servers have in common comes together: the first of them stays."""
    for table in MADE_HERE:
        op.drop_table(table)
    for table in ("follows", "mutes"):
        op.rename_table(table, OLD + table)
    _make_follows(server=False)
    _make_mutes(server=False)
    _copy("follows", (*TARGET, "level"), {}, grouped=True)
    _copy("mutes", (*TARGET, "until"), {}, grouped=True)
    _make_posts_anew(server=False)


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _copy(table: str, columns: tuple[str, ...], added: dict[str, str], *, grouped: bool = False) -> None:
    """Fill a table made anew from its old self, and drop that."""
    names = ", ".join((*columns, *added))
    values = [f"MIN({column})" if grouped and column not in TARGET else column for column in columns]
    group = f" GROUP BY {', '.join(TARGET)}" if grouped else ""
    source = ", ".join((*values, *added.values()))
    op.execute(f"INSERT INTO {table} ({names}) SELECT {source} FROM {OLD}{table}{group}")  # noqa: S608  constants
    op.drop_table(OLD + table)


def _make_follows(*, server: bool) -> None:
    op.create_table("follows", *_target(server=server), sa.Column("level", sa.Text(), nullable=False), _key(server))


def _make_mutes(*, server: bool) -> None:
    changed: list[sa.Column[bool]] = [sa.Column("until_changed", sa.Boolean(), nullable=False)] if server else []
    op.create_table("mutes", *_target(server=server), sa.Column("until", TIME), *changed, _key(server))


def _make_posts_anew(*, server: bool) -> None:
    op.drop_index("posts_unposted", "posts")
    if _is_postgres():
        op.drop_constraint("posts_key", "posts")  # there, names of constraints are the schema's and not the table's
    op.rename_table("posts", OLD + "posts")
    place = ("platform", "server", "channel") if server else ("platform", "channel")
    op.create_table(
        "posts",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        *_place(server=server),
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
        sa.UniqueConstraint(*place, "key", name="posts_key"),
        sqlite_autoincrement=True,
    )
    _copy("posts", POST, {"server": "''"} if server else {})
    if _is_postgres():
        op.execute("SELECT setval(pg_get_serial_sequence('posts', 'seq'), max(seq)) FROM posts")
    op.create_index("posts_unposted", "posts", [*place, "seq"], sqlite_where=UNPOSTED, postgresql_where=UNPOSTED)


def _make_habits() -> None:
    op.create_table(
        "quiet",
        *_place(server=True),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "server", "channel"),
    )
    op.create_table(
        "held",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        *_place(server=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("told_at", TIME),
        sa.Column("held", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("held_place", "held", ["platform", "server", "channel", "at"])


def _make_remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("server", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("remarks_server", "remarks", ["platform", "server", "statement", "seq"])


def _make_boards() -> None:
    op.create_table(
        "boards",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        *_place(server=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.UniqueConstraint("platform", "server", "channel", "topic", name="boards_topic"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paused",
        *_place(server=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("next_look", TIME, nullable=False),
        sa.PrimaryKeyConstraint("platform", "server", "channel"),
    )


def _place(*, server: bool) -> list[sa.Column[str]]:
    names = ("platform", "server", "channel") if server else ("platform", "channel")
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _target(*, server: bool) -> list[sa.Column[str]]:
    return [
        sa.Column("topic", sa.Text(), nullable=False),
        *_place(server=server),
        sa.Column("claim", sa.Text(), nullable=False),
    ]


def _key(server: bool) -> sa.PrimaryKeyConstraint:
    place = ("platform", "server", "channel") if server else ("platform", "channel")
    return sa.PrimaryKeyConstraint("topic", *place, "claim")
