"""The schema's version: made on a fresh file, checked on every other, raised by `tallywire db upgrade`."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.errors import StoreError, StoreOutdated

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0010"
"""The revision this program reads and writes; a test holds it to the newest migration."""

_MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION_TABLE = "alembic_version"
_SCHEMA_LOCK = 74_110
"""PostgreSQL's advisory lock on the schema."""


def revision_of(connection: Connection, database: str) -> str | None:
    """Return the revision, None for an empty database; raise StoreError when it is another program's."""
    tables = inspect(connection).get_table_names()
    if _VERSION_TABLE in tables:
        revision: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608  a constant
        return revision
    if tables:
        raise StoreError(
            f"The database {database} belongs to another program (it holds {', '.join(sorted(tables)[:3])}): "
            "name another in [store] url."
        )
    return None


def make_or_check(connection: Connection, database: str) -> None:
    """Give an empty database the newest schema; raise StoreOutdated for any other than the newest."""
    _alone(connection)
    revision = revision_of(connection, database)
    if revision is None:
        migrate(connection)
    else:
        _check(revision, database)


def check(connection: Connection, database: str) -> None:
    """Raise StoreOutdated unless the schema is the newest; an empty database counts as not yet made."""
    revision = revision_of(connection, database)
    if revision is None:
        raise StoreOutdated(f"The database {database} is empty: `tallywire run` or `tallywire db upgrade` fills it.")
    _check(revision, database)


def upgrade(connection: Connection, database: str) -> tuple[str | None, str]:
    """Bring the schema to the newest revision; return the revisions before and after. Twice is once."""
    _alone(connection)
    revision = revision_of(connection, database)
    if revision is not None and revision not in _known_revisions():
        raise _newer(revision, database)
    migrate(connection)
    return revision, HEAD


def migrate(connection: Connection, target: str = "head") -> None:
    """Run the migrations up to `target` inside the caller's transaction."""
    # Loading Alembic takes longer than most commands do: only those pay that migrate.
    from alembic import command  # noqa: PLC0415 - alembic takes half a second to import, and only upgrades need it

    command.upgrade(_config_on(connection), target)


def migrate_down(connection: Connection, target: str) -> None:
    """Undo the migrations down to `target`, which may be `base`, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415  see migrate

    command.downgrade(_config_on(connection), target)


def _config_on(connection: Connection) -> "Config":
    config = _config()
    config.attributes["connection"] = connection
    return config


def _alone(connection: Connection) -> None:
    """Let processes that start together make the schema one after the other; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:schema)"), {"schema": _SCHEMA_LOCK})


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415  see migrate

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def is_known(revision: str) -> bool:
    """Tell whether this program can upgrade, or use, a database of this revision."""
    return revision in _known_revisions()


def _known_revisions() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  see migrate

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _check(revision: str, database: str) -> None:
    if revision == HEAD:
        return
    if revision in _known_revisions():
        raise StoreOutdated(
            f"The database {database} has schema {revision} and this program needs {HEAD}: "
            "stop Tallywire and run `tallywire db upgrade`."
        )
    raise _newer(revision, database)


def _newer(revision: str, database: str) -> StoreOutdated:
    return StoreOutdated(
        f"The database {database} has schema {revision}, which a newer Tallywire made (this one knows {HEAD}): "
        "install that version; `tallywire db upgrade` only goes up."
    )
