"""A test on ../shared may skip only where ../shared is absent: where it is there, such a skip fails the run."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.doubles.postgres import PostgresServer

SHARED_REASON = "shared:"

# How long an example takes says more of the machine than of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


class SharedSkips:
    """Collects skips that wait for a folder, and fails the run when the folder is there."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at a test's end."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Look at a module that may have skipped as a whole."""
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run."""
        if self.wrongly and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which tests should have run."""
        for name in self.wrongly:
            terminalreporter.write_line(f"SKIPPED although {self.shared} is there: {name}", red=True)

    @property
    def wrongly(self) -> list[str]:
        """The tests that skipped for want of what is there."""
        return self.skipped if self.shared.is_dir() else []

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else ""
        if report.skipped and str(reason).removeprefix("Skipped: ").startswith(SHARED_REASON):
            self.skipped.append(report.nodeid)


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """Run one PostgreSQL server for all tests; where there is none the tests that need it fail, and never skip."""
    from tests.doubles.postgres import NoPostgres, postgres_server  # noqa: PLC0415  a test runs this file elsewhere

    try:
        with postgres_server() as server:
            yield server
    except NoPostgres as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def postgres_template(postgres: "PostgresServer") -> str:
    """Make an empty database with our schema once, for others to be copied from."""
    from adapters.storage import upgrade_store  # noqa: PLC0415  as above

    name = postgres.make()
    asyncio.run(upgrade_store(postgres.url(name)))
    return name


@pytest.fixture
def postgres_url(postgres: "PostgresServer", postgres_template: str) -> Iterator[str]:
    """Return the address of a fresh database with our schema."""
    name = postgres.make(postgres_template)
    yield postgres.url(name)
    postgres.drop(name)


def pytest_configure(config: pytest.Config) -> None:
    """Watch over the folder beside the checkout."""
    config.pluginmanager.register(SharedSkips(config.rootpath.parent / "shared"))
