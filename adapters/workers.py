"""Processes for work on what comes from outside: each job within time and memory, and none takes another along."""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import ParamSpec, TypeVar

from bot.errors import FaultyResource

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = 1_500_000_000
"""Bytes of address space; a library for web pages takes a third of it."""


class Workers:
    """Runs functions in worker processes. Close it when done.

    Each worker is a pool of its own with one job at a time, so that a job that kills its worker takes no other along.
    """

    def __init__(self, *, workers: int = 1, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._idle: asyncio.LifoQueue[ProcessPoolExecutor | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(None)  # started when first needed

    async def run(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return what a module's function returns, or raise what it raises; FaultyResource past its time or memory."""
        worker: ProcessPoolExecutor | None = await self._idle.get() or _new_worker()
        try:
            job = partial(function, *arguments, **named)
            return await asyncio.get_running_loop().run_in_executor(worker, _within, self._seconds, job)
        except MemoryError as error:
            raise FaultyResource("takes too much memory to read; ask its publisher") from error
        except BrokenProcessPool as error:
            worker = None
            raise FaultyResource(f"cannot be read within {self._seconds:g} s; ask its publisher") from error
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
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_start)


def _start() -> None:
    """Prepare a fresh worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    with contextlib.suppress(ValueError):  # macOS lets nobody limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _within(seconds: float, job: Callable[[], T]) -> T:
    """Do a job, or be killed by the alarm: no library can hold it up, not even from inside C."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return job()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end_with_parent() -> None:
    """Leave when the parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
