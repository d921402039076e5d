"""One host is asked by a few at a time, with a pause between: its own queue, which no other host waits in."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager

from bot.ports import Fetched, Fetcher, Forms
from bot.urls import host_of


class _Lane:
    """The queue of one host."""

    def __init__(self, most: int) -> None:
        self.room = asyncio.Semaphore(most)
        self.free_at = 0.0
        """When it may be asked again, by the loop's clock."""
        self.users = 0


class Hosts:
    """Gives out turns to ask a host."""

    def __init__(self, *, most: int, pause: float, own: Collection[str] = ()) -> None:
        """Let `most` ask a host at a time, `pause` seconds apart. Hosts of our `own`, as `host:port`, need no turns."""
        self.most = most
        self.own = frozenset(host.lower() for host in own)
        self._pause = pause
        self._lanes: dict[str, _Lane] = {}

    def __len__(self) -> int:
        return len(self._lanes)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for a turn to ask the URL's host, in order of arrival, and hold it."""
        host = host_of(url)
        if host in self.own:
            yield
            return
        lane = self._lanes.setdefault(host, _Lane(self.most))
        lane.users += 1
        try:
            async with lane.room:
                await self._pause_of(lane)
                yield
        finally:
            lane.users -= 1
            asyncio.get_running_loop().call_later(self._pause, self._forget, host)

    async def _pause_of(self, lane: _Lane) -> None:
        now = asyncio.get_running_loop().time()
        begin = max(now, lane.free_at)
        lane.free_at = begin + self._pause
        if begin > now:
            await asyncio.sleep(begin - now)

    def _forget(self, host: str) -> None:
        """Drop a lane that nobody uses and whose pause is over."""
        lane = self._lanes.get(host)
        if lane is not None and not lane.users and lane.free_at <= asyncio.get_running_loop().time():
            del self._lanes[host]


class PoliteFetcher:
    """A fetcher that waits for its turn with each host. See bot.ports.Fetcher."""

    def __init__(self, fetcher: Fetcher, hosts: Hosts) -> None:
        self._fetcher = fetcher
        self._hosts = hosts

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """See bot.ports.Fetcher."""
        async with self._hosts.turn(url):
            return await self._fetcher.fetch(url, etag=etag, last_modified=last_modified)


class PoliteForms:
    """Sends forms, each when it is its turn with its host. See bot.ports.Forms."""

    def __init__(self, forms: Forms, hosts: Hosts) -> None:
        self._forms = forms
        self._hosts = hosts

    async def submit(self, url: str, form: Mapping[str, str]) -> int:
        """See bot.ports.Forms."""
        async with self._hosts.turn(url):
            return await self._forms.submit(url, form)
