"""Database files, fresh and filled."""

from pathlib import Path

import pytest

from tests.adapters.storage.files import opened
from tests.records import said, write


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tallywire.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, database: Path) -> str:
    """Return the address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{database}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
async def filled(database: Path) -> Path:
    """Make a closed database with a ledger of 200 entries."""
    async with opened(database) as store:
        await write(store, *(said(value) for value in range(200)))
    return database
