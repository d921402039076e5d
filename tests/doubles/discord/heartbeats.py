"""The threads in which discord.py's clients beat."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from discord.gateway import KeepAliveHandler

from tests.waiting import PATIENCE


@pytest.fixture(autouse=True)
async def heartbeats_end() -> AsyncIterator[None]:
    """End the heartbeats of a test before its event loop closes: one that beats on after that fails another test."""
    yield
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler):
            thread.stop()
            await asyncio.to_thread(thread.join, PATIENCE)
            assert not thread.is_alive(), "the heartbeat goes on"
