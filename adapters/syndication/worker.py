"""The process in which a body from outside is parsed: it may be killed, and it ends with its parent."""

import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Collection, Iterator
from datetime import datetime

from adapters.syndication.discovery import feeds_on
from adapters.syndication.feed import read_feed
from bot.model import FeedLink, ParsedFeed

MEMORY = 1_000_000_000
"""Bytes of address space; a 5 MB feed takes about a tenth of it."""


def start_worker() -> None:
    """Prepare a fresh worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    with contextlib.suppress(ValueError):  # macOS lets nobody limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def read_within(
    seconds: float, body: bytes, content_type: str, url: str, now: datetime, known: Collection[str]
) -> ParsedFeed:
    """Read a feed, or be killed by the alarm: no library can hold it up, not even from inside C."""
    with _alarm(seconds):
        return read_feed(body, content_type, url, now, known)


def feeds_within(seconds: float, page: bytes, url: str) -> tuple[FeedLink, ...]:
    """Look for feeds on a web page, or be killed by the alarm."""
    with _alarm(seconds):
        return feeds_on(page, url)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end_with_parent() -> None:
    """Leave when the parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
