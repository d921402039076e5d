"""The feeds file while `run` goes on: what a person changes there is polled so within seconds."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from adapters.files.feeds import load_feeds
from bot.cli.journal import tell_feeds, tell_refused_feeds
from bot.errors import SettingsError
from bot.model import Feed
from bot.ports import Clock, Store
from bot.starting import know_feeds

Mark = tuple[int, int, int] | None
"""What tells one state of a file from another; None where there is no file."""


class FeedsFile:
    """Takes over what is changed in the file; a faulty file is told once, and what was known before holds."""

    def __init__(self, path: Path, feeds: Sequence[Feed], *, store: Store, clock: Clock, baseline: bool) -> None:
        self._path = path
        self._feeds = frozenset(feeds)
        self._store = store
        self._clock = clock
        self._baseline = baseline
        self._read: Mark = None
        """The state that was read last; none at first, since the file may have changed since it was loaded."""
        self._seen: Mark = None

    async def tick(self) -> None:
        """Look whether the file has changed, and is the same as at the last look: else somebody may be writing it."""
        mark, before = await asyncio.to_thread(_mark, self._path), self._seen
        self._seen = mark
        if mark != before or mark == self._read:
            return
        self._read = mark
        try:
            feeds = frozenset(await asyncio.to_thread(load_feeds, self._path))
        except SettingsError as error:
            tell_refused_feeds(error)
            return
        if feeds == self._feeds:
            return
        await know_feeds(
            self._store, sorted(feeds, key=lambda feed: feed.url), self._clock.now(), baseline=self._baseline
        )
        tell_feeds(added=len(feeds - self._feeds), removed=len(self._feeds - feeds), feeds=len(feeds))
        self._feeds = feeds


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
