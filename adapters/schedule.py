"""A few ticks on APScheduler: what is due lies in the store, never in a job of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[None]]
OnError = Callable[[str, BaseException], None]
OnDone = Callable[[str], None]

CANCELLING = 1.0
"""Seconds a cancelled job has to let go."""


class Schedule:
    """Calls jobs again and again. A late run is run, missed runs are run once, and a job never overlaps itself."""

    def __init__(self, *, on_error: OnError, on_done: OnDone = lambda _: None) -> None:
        """Tell `on_error` the name of a job and what it raised, and `on_done` of one that ended well.

        Either is called again all the same.
        """
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._scheduler.add_listener(self._report, EVENT_JOB_ERROR)
        self._on_error = on_error
        self._on_done = on_done
        self.names: list[str] = []
        """Of all jobs, in the order in which they were named."""
        self._running: set[asyncio.Task[None]] = set()

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Call a job every so many seconds, the first time after as many."""

        async def run() -> None:
            task = asyncio.ensure_future(job())
            self._running.add(task)
            try:
                await task
            finally:
                self._running.discard(task)
            self._on_done(name)

        self.names.append(name)
        self._scheduler.add_job(run, "interval", seconds=seconds, id=name, name=name)

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Start no job any more, give those that run time to end, and cancel what is left. Twice does no harm."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        left = tuple(self._running)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=CANCELLING)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # the scheduler lets go in the next round of the loop

    def _report(self, event: JobExecutionEvent) -> None:
        if not isinstance(event.exception, asyncio.CancelledError):
            self._on_error(event.job_id, event.exception)
