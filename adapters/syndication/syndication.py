"""Feeds parsed beside the event loop, in processes of their own, within time and memory."""

import asyncio
import multiprocessing
from collections.abc import Callable, Collection
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from typing import TypeVar

from adapters.syndication.worker import feeds_within, read_within, start_worker
from bot.errors import FaultyResource
from bot.model import FeedLink, ParsedFeed
from bot.urls import printable_url

T = TypeVar("T")


class Syndication:
    """Reads feed bodies in worker processes. Close it when done.

    Each worker is a pool of its own with one body at a time, so that a body that kills its worker takes no other along.
    """

    def __init__(self, *, workers: int = 2, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._idle: asyncio.LifoQueue[ProcessPoolExecutor | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(None)  # started when first needed

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """See bot.ports.Syndication."""
        return await self._beside(url, read_within, body, content_type, url, now, tuple(known))

    async def feeds_on(self, page: bytes, *, url: str) -> tuple[FeedLink, ...]:
        """See bot.ports.Syndication."""
        return await self._beside(url, feeds_within, page, url)

    async def _beside(self, url: str, read: Callable[..., T], *given: object) -> T:
        """Call a reader in a worker, with the seconds it may take before what it is given."""
        worker: ProcessPoolExecutor | None = await self._idle.get() or _new_worker()
        try:
            return await asyncio.get_running_loop().run_in_executor(worker, read, self._seconds, *given)
        except FaultyResource as error:
            raise FaultyResource(f"{printable_url(url)}: {error}") from error
        except MemoryError as error:
            raise FaultyResource(f"{printable_url(url)}: takes too much memory to read; ask its publisher") from error
        except BrokenProcessPool as error:
            worker = None
            raise FaultyResource(
                f"{printable_url(url)}: cannot be read within {self._seconds:g} s; ask its publisher"
            ) from error
        finally:
            self._idle.put_nowait(worker)

    async def close(self) -> None:
        """End the workers."""
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker is not None:
                await asyncio.to_thread(worker.shutdown, cancel_futures=True)


def _new_worker() -> ProcessPoolExecutor:
    """Start from a clean process: forking one with threads and open databases is unsafe."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=start_worker)
