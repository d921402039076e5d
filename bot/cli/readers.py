"""Where feeds and articles are read: in processes of their own, or in this one."""

import os
from contextlib import AsyncExitStack
from functools import partial

from adapters.reading import Reader, make_ready
from adapters.workers import Workers
from bot.ports import Store
from bot.preparing import Preparing
from bot.settings import ReadingSettings
from bot.steps import Steps

MOST_WORKERS = 4
"""By default; each takes some 40 MB with a topic."""
FEED_WORKERS = 2
FEED_SECONDS = 10.0
FEED_MEMORY = 1_000_000_000
"""Bytes of address space; a feed of 5 MB takes about a tenth of it."""


def feed_workers(count: int = FEED_WORKERS) -> Workers:
    """Return what reads the bodies of feeds, and may be killed for it."""
    return Workers(workers=count, seconds=FEED_SECONDS, memory=FEED_MEMORY)


def make_preparing(settings: ReadingSettings, store: Store, steps: Steps, stack: AsyncExitStack) -> Preparing:
    """Start the processes that the settings ask for; they end with the stack."""
    count = workers_by_default() if settings.workers is None else settings.workers
    if not count:
        return Preparing(store=store, steps=steps)
    topics = tuple(steps.topics.values())
    workers = Workers(workers=count, seconds=settings.seconds, prepare=partial(make_ready, topics), eager=True)
    stack.push_async_callback(workers.close)
    return Preparing(store=store, steps=steps, reader=Reader(workers.run))


def workers_by_default() -> int:
    """Return one process for every four cores, but one at least: fetching and storing need theirs."""
    return max(1, min(MOST_WORKERS, (os.cpu_count() or 1) // 4))
