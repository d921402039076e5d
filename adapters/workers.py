"""Processes for work on what comes from outside: each job within time and memory, and none takes another along."""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from bot.errors import NoWorker, TooCostly

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = 1_500_000_000
"""Bytes of address space; a library for web pages takes a third of it."""
STARTING = 10.0
"""Seconds that the end waits for a process that is just being started."""


class Workers:
    """Runs functions in worker processes. Close it when done.

    Each worker is a pool of its own with one job at a time, so that a job that kills its worker takes no other along.
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        seconds: float = 10.0,
        memory: int = MEMORY,
        prepare: Callable[[], None] | None = None,
        eager: bool = False,
    ) -> None:
        """`seconds` and `memory` (bytes of address space) are what a job may take.

        `prepare` is called once in each new worker, outside of the jobs' time.

        Workers are started when first needed; `eager` ones now, without waiting for them.
        """
        self._seconds = seconds
        self._memory = memory
        self._prepare = prepare
        self._closed = False
        self._started: list[_Worker] = []
        self._idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(self._new_worker() if eager else None)

    async def run(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return what a module's function returns, or raise what it raises; TooCostly past its time or memory.

        A job whose worker dies before its time is up is done once more: the worker may have been dead already. Raises
        NoWorker where none can be started.
        """
        job = partial(function, *arguments, **named)
        with contextlib.suppress(_Died):
            return await self._run(job)
        try:
            return await self._run(job)
        except _Died as died:
            if died.was_ready:
                raise TooCostly("cannot be read: it ends the process that reads it") from died
            raise NoWorker("cannot be read: no process can be started for it; look at the machine's memory") from died

    async def close(self) -> None:
        """End the workers, whatever they are at."""
        self._closed = True
        started, self._started = self._started, []
        await asyncio.gather(*(asyncio.to_thread(worker.end) for worker in started))

    async def _run(self, job: Callable[[], T]) -> T:
        worker = await self._idle.get()
        if self._closed:
            self._idle.put_nowait(None)
            raise NoWorker("cannot be read: the program is ending")
        began = asyncio.get_running_loop().time()
        try:
            worker = worker or self._new_worker()
            return await asyncio.get_running_loop().run_in_executor(worker.pool, _within, self._seconds, job)
        except MemoryError as error:
            raise TooCostly("takes too much memory to read; ask its publisher") from error
        except BrokenProcessPool as error:
            was_ready = worker is not None and worker.is_ready
            if worker in self._started:
                self._started.remove(worker)
            worker = None
            if not was_ready or asyncio.get_running_loop().time() - began < self._seconds:
                raise _Died(was_ready=was_ready) from error
            raise TooCostly(f"cannot be read within {self._seconds:g} s; ask its publisher") from error
        finally:
            self._idle.put_nowait(worker)

    def _new_worker(self) -> "_Worker":
        """Start from a clean process: forking one with threads and open databases is unsafe."""
        context = multiprocessing.get_context("spawn")
        given = (self._memory, self._prepare)
        pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=start, initargs=given)
        worker = _Worker(pool=pool, ready=pool.submit(os.getpid))
        self._started.append(worker)
        return worker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    """A process, started by its first job."""

    pool: ProcessPoolExecutor
    ready: Future[int]
    """That job, which tells the process' number."""

    @property
    def is_ready(self) -> bool:
        """Whether the process has ever begun to work."""
        return self.ready.done() and not self.ready.cancelled() and self.ready.exception() is None

    def end(self) -> None:
        """End the process, in the middle of a job too: nobody waits for it any more."""
        wait([self.ready], STARTING)  # one that is being started has no number yet
        for process in multiprocessing.active_children():
            if self.is_ready and process.pid == self.ready.result():
                process.kill()
        self.pool.shutdown(wait=self.is_ready, cancel_futures=True)


class _Died(Exception):
    """A worker is gone, and not because its job took too long."""

    def __init__(self, *, was_ready: bool) -> None:
        super().__init__()
        self.was_ready = was_ready


def start(memory: int, prepare: Callable[[], None] | None = None) -> None:
    """Prepare a fresh worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    with contextlib.suppress(ValueError):  # macOS lets nobody limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare()


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
