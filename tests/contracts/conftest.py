"""Every store there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage import MemoryStore, open_store
from bot.ports import Store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database; the empty word is the store in memory."""
    if request.param == "memory":
        return ""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tallywire.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    if not store_url:
        yield MemoryStore()
        return
    async with open_store(store_url) as opened:
        yield opened
