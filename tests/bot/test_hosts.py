"""Turns to ask a host: how many at a time, how far apart, and who does not wait."""

import asyncio

import pytest

from bot.hosts import Hosts
from tests.waiting import until

URL = "https://news.example/{}"


async def settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


class Queue:
    """Tasks that each ask a host and stay there until they are let go."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._leave: dict[str, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.inside: list[str] = []

    def ask(self, url: str) -> None:
        """Begin to ask."""
        self._leave[url] = asyncio.Event()
        self._tasks.append(asyncio.create_task(self._stay(url)))

    async def let_go(self, url: str) -> None:
        """End one's turn."""
        self._leave[url].set()
        await settled()

    async def end(self) -> None:
        """End all."""
        for leave in self._leave.values():
            leave.set()
        await asyncio.gather(*self._tasks)

    async def _stay(self, url: str) -> None:
        async with self._hosts.turn(url):
            self.inside.append(url)
            await self._leave[url].wait()
            self.inside.remove(url)


async def test_so_many_ask_a_host_at_a_time_in_order_of_arrival() -> None:
    queue = Queue(Hosts(most=2, pause=0))
    urls = [URL.format(number) for number in range(4)]
    for url in urls:
        queue.ask(url)
    await settled()
    assert queue.inside == urls[:2]
    await queue.let_go(urls[1])
    assert queue.inside == [urls[0], urls[2]]
    await queue.end()


async def test_a_crowded_host_holds_up_no_other() -> None:
    queue = Queue(Hosts(most=1, pause=0))
    for url in (
        URL.format(1),
        URL.format(2),
        "https://news.example:8443/",
        "http://news.example/",
        "https://post.example/",
    ):
        queue.ask(url)
    await settled()
    assert URL.format(2) not in queue.inside
    assert len(queue.inside) == 4
    await queue.end()


async def test_ones_own_hosts_need_no_turn() -> None:
    queue = Queue(Hosts(most=1, pause=1_000, own=["NEWS.example:443"]))
    for number in range(5):
        queue.ask(URL.format(number))
    await settled()
    assert len(queue.inside) == 5
    await queue.end()


async def test_a_host_is_asked_again_after_a_pause_only() -> None:
    hosts = Hosts(most=5, pause=0.05)
    began = []
    for _ in range(3):
        async with hosts.turn(URL):
            began.append(asyncio.get_running_loop().time())
    assert began[1] - began[0] >= 0.049
    assert began[2] - began[0] >= 0.099


async def test_a_turn_that_fails_or_is_cancelled_is_free_again() -> None:
    hosts = Hosts(most=1, pause=0)
    queue = Queue(hosts)
    queue.ask(URL.format(1))
    await settled()
    cancelled = queue._tasks.pop()
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)
    with pytest.raises(ZeroDivisionError):
        async with hosts.turn(URL.format(2)):
            raise ZeroDivisionError
    queue.ask(URL.format(3))
    await settled()
    assert queue.inside[-1] == URL.format(3)
    await queue.end()


async def test_hosts_that_are_no_longer_asked_are_forgotten() -> None:
    hosts = Hosts(most=1, pause=0.001)
    for number in range(50):
        async with hosts.turn(f"https://{number}.example/"):
            pass
    assert len(hosts) > 0, "the last one's pause is not over"
    await until(lambda: not len(hosts))
    assert len(hosts) == 0
