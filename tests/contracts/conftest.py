"""Every store there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage import MemoryStore, open_store
from bot.ports import Store


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        async with open_store(f"sqlite:///{tmp_path}/tallywire.db", busy_timeout=0.2) as opened:
            yield opened
