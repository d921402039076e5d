"""The service, put together and run as `tallywire run` does, inside a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.cli.service import opened, serve
from bot.settings import Settings
from tests.waiting import PATIENCE


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    """Run the service for as long as the block lasts, and stop it as a signal does."""
    stop = asyncio.Event()
    async with opened(settings) as parts:
        service = asyncio.create_task(serve(parts, stop))
        try:
            yield
        finally:
            stop.set()
            async with asyncio.timeout(PATIENCE):
                await service
