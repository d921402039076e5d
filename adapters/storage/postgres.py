"""The PostgreSQL database: its URL, its connections and how they are set."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import Fault, SettingsError

DRIVER = "postgresql+psycopg"
SCHEMES = frozenset({"postgres", "postgresql", DRIVER})
READERS = 8
"""Connections for reading."""
CONNECTING = 10
"""Seconds for a connection to be made."""

_NOT_IN_URL = {"options"}
"""Options of a connection that this program sets itself."""


def names_postgres(url: URL) -> bool:
    """Tell whether a URL is meant for PostgreSQL."""
    return url.drivername.partition("+")[0] in {"postgres", "postgresql"}


class PostgresDatabase:
    """A database that several processes work on at once. See adapters.storage.opening.Database."""

    readers = READERS
    shared = True

    def __init__(self, url: URL, patience: float, stall: float) -> None:
        """Wait `patience` seconds for locks; a transaction that does nothing for `stall` seconds is undone."""
        if url.drivername not in SCHEMES:
            raise _unusable("names a driver that is not there")
        if not url.database:
            raise _unusable("names no database")
        if known := _NOT_IN_URL & set(url.query):
            raise _unusable(f"sets {', '.join(sorted(known))}, which Tallywire sets itself")
        self._url = url.set(drivername=DRIVER)
        self._patience = patience
        self._stall = stall
        self.name = _name(url)

    def check_place(self, *, create: bool) -> None:
        """Leave it to the server, which tells what is wrong."""

    def owned(self) -> AbstractContextManager[None]:
        """Own nothing: leases keep processes apart."""
        return nullcontext()

    def writer(self) -> AsyncEngine:
        """Make the connection that writes; what it reads to write it locks by itself."""
        return self._engine(connections=1, stall=self._stall)

    def reader(self) -> AsyncEngine:
        """Make the connections that read, each transaction from one snapshot."""
        engine = self._engine(connections=READERS, stall=self._stall)
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def faults(self, connection: Connection) -> Sequence[str]:
        """Read every row once: a damaged page is an error of its own then."""
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")).all()
        for table in tables:
            quoted = connection.dialect.identifier_preparer.quote(table)
            connection.execute(text(f"SELECT count({quoted}.*::text) FROM {quoted}"))  # noqa: S608  quoted
        broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
        return [f"the index {name} is not valid" for name in connection.scalars(text(broken)).all()]

    def _engine(self, *, connections: int, stall: float) -> AsyncEngine:
        return create_async_engine(
            self._url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=self._patience,
            # A server that was restarted is noticed before work is lost to it.
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECTING,
                "application_name": "tallywire",
                "options": _options(
                    {
                        "lock_timeout": self._patience,
                        # A process that was stopped amid a transaction holds up the others no longer than its leases.
                        "idle_in_transaction_session_timeout": stall,
                    }
                ),
            },
            hide_parameters=True,
        )


def _options(seconds: Mapping[str, float]) -> str:
    return " ".join(f"-c {name}={max(1, round(value * 1000))}" for name, value in seconds.items())


def _name(url: URL) -> str:
    """Return what messages call the database; a password has no place in it."""
    host = url.host or _first(url.query.get("host"))
    port = f":{url.port}" if url.port else ""
    return f"{url.database} on {host}{port}" if host else str(url.database)


def _first(value: str | Sequence[str] | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return value[0]


def _unusable(reason: str) -> SettingsError:
    # The URL itself is not repeated: it may hold a password.
    message = f"{reason}; write postgresql://USER@HOST/DATABASE"
    return SettingsError([Fault(place="settings", key="store.url", message=message)])
