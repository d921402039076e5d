"""Words by which processes on one PostgreSQL wake each other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.storage.connection import CHANNEL
from bot.model import Wake

AGAIN = 1.0
"""Seconds until a connection that was lost is made anew; meanwhile, looking now and then is enough."""
KNOWN = frozenset(wake.value for wake in Wake)


@asynccontextmanager
async def listening(engine: AsyncEngine, heard: Callable[[Wake], None]) -> AsyncIterator[None]:
    """Tell `heard` each word that any process says, while the block lasts."""
    arguments, options = engine.dialect.create_connect_args(engine.url)
    task = asyncio.create_task(_hear_for_ever(" ".join(arguments), dict(options), heard))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _hear_for_ever(address: str, options: dict[str, Any], heard: Callable[[Wake], None]) -> None:
    while True:
        with suppress(psycopg.Error, OSError):
            await _hear(address, options, heard)
        await asyncio.sleep(AGAIN)


async def _hear(address: str, options: dict[str, Any], heard: Callable[[Wake], None]) -> None:
    connection = await psycopg.AsyncConnection.connect(
        address, **options, autocommit=True, application_name="tallywire listening"
    )
    async with connection:
        await connection.execute(f"LISTEN {CHANNEL}".encode())
        async for word in connection.notifies():
            if word.payload in KNOWN:
                heard(Wake(word.payload))
