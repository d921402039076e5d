"""PostgreSQL databases, copied by its own programs: pg_dump and pg_restore."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from adapters.storage import schema
from adapters.storage.faults import explained
from bot.errors import StoreCorrupt, StoreError, StoreLocked

SPEECH = 400
"""Characters that are repeated of what a program says."""
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
PERHAPS_SENT = (
    "UPDATE posts SET state = 'waiting', lease_until = NULL, fence = greatest(fence, attempts + 1)"
    " WHERE posted_at IS NULL"
)
"""See adapters.storage.copying.files."""


def dump(url: URL, name: str, target: Path) -> tuple[str, int]:
    """Copy a database into a file; return its revision and how many ledger entries it has now."""
    _run("pg_dump", url, name, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    with _connected(url, name) as connection:
        return _looked_over(connection, name)


def load(url: URL, name: str, backup: Path, *, replace: bool) -> tuple[str, int]:
    """Fill a database that nobody works on from a file, in one transaction."""
    _check(url, name, backup)
    with _connected(url, name) as connection:
        ((others,),) = connection.execute(OTHERS).fetchall()
        if others:
            raise StoreLocked(f"{others} others are connected to {name}: stop every Tallywire first.")
        ((tables,),) = connection.execute(TABLES).fetchall()
        if tables and not replace:
            raise StoreError(f"The database {name} is not empty: `--replace` drops what it holds. Back it up before.")
    clean = ("--clean", "--if-exists") if tables else ()
    words = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", *clean)
    _run("pg_restore", url, name, *words, str(backup))
    with _connected(url, name) as connection:
        connection.execute(PERHAPS_SENT)
        return _looked_over(connection, name)


def _check(url: URL, name: str, backup: Path) -> None:
    """Raise StoreError for what is no backup of a Tallywire database."""
    with backup.open("rb") as file:
        if file.read(5) != b"PGDMP":
            raise StoreCorrupt(f"{backup} is no backup of a PostgreSQL database, as `tallywire db backup` writes it.")
    listed = _run("pg_restore", None, name, "--list", str(backup))
    if " ledger " not in listed or " alembic_version " not in listed:
        raise StoreError(f"{backup} is no backup of Tallywire: it holds no ledger.")
    del url


def _run(program: str, url: URL | None, name: str, *words: str) -> str:
    """Run a program of PostgreSQL's; what it complains of is a StoreError."""
    password = _password(url) if url is not None else None
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    # The password stays off the command line, where everybody on this machine can read it.
    where = [] if url is None else [f"--dbname={_conninfo(url)}"]
    try:
        ran = subprocess.run(  # noqa: S603  a program named here, without a shell
            [program, "--no-password", *where, *words] if url is not None else [program, *words],
            capture_output=True,
            check=False,
            env=environment,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        raise StoreError(
            f"{program} is not installed here: install PostgreSQL's client programs (on Debian and Ubuntu:"
            " postgresql-client), no older than the server."
        ) from error
    if ran.returncode:
        said = " ".join(ran.stderr.split()) or f"code {ran.returncode}"
        said = said.replace(password, "***") if password else said
        raise StoreError(f"{program} could not work on {name} ({said[:SPEECH]}).")
    return ran.stdout


def _password(url: URL) -> str | None:
    """Return the password, which may stand before the host or among the options."""
    among = url.query.get("password")
    return str(url.password) if url.password is not None else among if isinstance(among, str) else None


def _conninfo(url: URL) -> str:
    """Return a URL in libpq's own words, without its password."""
    named = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    given = {key: value for key, value in named.items() if value is not None}
    options = {key: value if isinstance(value, str) else ",".join(value) for key, value in url.query.items()}
    options.pop("password", None)
    return make_conninfo("", **options, **given)


@contextmanager
def _connected(url: URL, name: str) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(
            _conninfo(url), password=_password(url), autocommit=True, connect_timeout=10
        ) as connection:
            yield connection
    except psycopg.Error as error:
        raise explained(error, name) from error


def _looked_over(connection: psycopg.Connection, name: str) -> tuple[str, int]:
    ((revision,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    ((entries,),) = connection.execute("SELECT count(*) FROM ledger").fetchall()
    if not schema.is_known(str(revision)):
        raise StoreError(f"The database {name} has schema {revision}, which a newer Tallywire made: install that one.")
    return str(revision), int(entries)
