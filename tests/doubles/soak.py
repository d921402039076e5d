"""Thousands of made-up feeds that change, fail, dawdle and attack by a plan, served by a process of their own.

Usage: python -m tests.doubles.soak DAWDLE FEEDS SEED RARE WINDOW. It prints its port; each line it reads is the
round to serve from then on.
"""

import asyncio
import gzip
import random
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from zlib import crc32

from aiohttp import web

from tests.doubles.newsdesk import killed

FIRST = 18
"""Entries in a feed's first body."""
LAST_ROUND = 50
WORDS = ("harbour", "council", "winter", "bridge", "ferry", "school", "market", "river", "garden", "library", "station")
ITEM = (
    "<item><guid isPermaLink='false'>{name}</guid><link>https://news.example/{name}</link><title>{name}</title>"
    "<pubDate>Thu, 22 Jan 2026 10:00:00 GMT</pubDate><description>{text}</description></item>"
)
HEAD = "<?xml version='1.0'?><rss version='2.0'><channel><title>feed {feed}</title>"
BOMB = gzip.compress(bytes(60_000_000))


@dataclass(frozen=True)
class Plan:
    """What every feed does in every round; the same for the same seed. Rounds begin with 1."""

    feeds: int
    seed: int
    rare: int = 40
    """One entry in so many tells a figure."""
    window: int = 24
    """The most entries in a body: what a feed prints while it fails does not leave it."""

    def is_hostile(self, feed: int) -> bool:
        """One in a hundred."""
        return feed % 100 == 7

    def is_slow(self, feed: int) -> bool:
        """Two in a hundred."""
        return feed % 50 == 3

    def fails(self, feed: int, turn: int) -> bool:
        """One in twenty, others in each round."""
        return (feed + 7 * turn) % 20 == 0

    def printed(self, feed: int, turn: int) -> int:
        """Return how many entries a feed has printed until then: a fifth of the feeds print more in each round."""
        return FIRST + self._more[feed][min(turn, LAST_ROUND)]

    @cached_property
    def _more(self) -> list[list[int]]:
        chance = random.Random(self.seed)  # noqa: S311 - a seed makes the run repeatable
        drawn = [
            [0, 0, *(chance.choice([0, 0, 0, 0, 1 + feed % 3]) for _ in range(LAST_ROUND))]
            for feed in range(self.feeds)
        ]
        return [list(accumulate(each)) for each in drawn]

    def entries(self, turn: int) -> set[str]:
        """Return all that must have been seen once a round is over.

        What a feed printed before a round in which it fails was served before; what it prints then is served later.
        """
        return {
            f"{feed}-{number}"
            for feed in range(self.feeds)
            if not self.is_hostile(feed)
            for number in range(self.printed(feed, turn - 1 if self.fails(feed, turn) else turn))
        }

    def on_topic(self, name: str) -> bool:
        """Whether an entry tells a figure."""
        return crc32(name.encode()) % self.rare == 0

    def body(self, feed: int, turn: int) -> bytes:
        """Print a feed, the newest entry first."""
        printed = self.printed(feed, turn)
        names = [f"{feed}-{number}" for number in range(printed - 1, max(printed - self.window, 0) - 1, -1)]
        items = "".join(item(name, figure=self.on_topic(name)) for name in names)
        return f"{HEAD.format(feed=feed)}{items}</channel></rss>".encode()


def item(name: str, *, figure: bool) -> str:
    """Print an entry; no two have the same words."""
    words = random.Random(name).choices(WORDS, k=40)  # noqa: S311 - the same words each time
    number = 3_000 + crc32(name.encode()) % 900_000  # no year
    text = f"{killed(number)} " if figure else ""
    return ITEM.format(name=name, text=f"{text}At the {' '.join(words)} of {name} nothing else was decided.")


class Press:
    """Serves a plan."""

    def __init__(self, plan: Plan, dawdle: float) -> None:
        self.plan = plan
        self.turn = 1
        self._dawdle = dawdle

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Serve one feed."""
        feed, plan = int(request.match_info["feed"]), self.plan
        if plan.is_hostile(feed):
            return await self._attack(feed // 100, request)
        if plan.is_slow(feed):
            await asyncio.sleep(self._dawdle)
        if plan.fails(feed, self.turn):
            return await _failure(feed, request)
        etag = f'"{plan.printed(feed, self.turn)}"'
        headers = {"Content-Type": "application/rss+xml"}
        if feed % 3:  # the others never answer with 304
            headers["ETag"] = etag
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers=headers)
        return web.Response(body=plan.body(feed, self.turn), headers=headers)

    async def _attack(self, kind: int, request: web.Request) -> web.StreamResponse:
        """Answer with one thing after another that no reader wants."""
        attacks = (
            web.Response(body=BOMB, headers={"Content-Encoding": "gzip"}),
            web.Response(status=302, headers={"Location": "http://127.0.0.1:9/latest/meta-data"}),
            web.Response(status=301, headers={"Location": str(request.rel_url)}),
            web.Response(body=_entities()),
            web.Response(body=b"<rss><channel>" + b"<item>" * 100_000),
            web.Response(body=random.Random(kind).randbytes(100_000)),  # noqa: S311 - any bytes will do
            web.Response(body=b"<rss><channel><item><title>" + b"A" * 4_000_000),
        )
        if kind % (len(attacks) + 1) == len(attacks):
            return await _endless(request)
        return attacks[kind % (len(attacks) + 1)]


async def _failure(feed: int, request: web.Request) -> web.StreamResponse:
    """Fail in one of three ways."""
    if feed % 3 == 0 and request.transport is not None:
        request.transport.close()
    return web.Response(status=404 if feed % 3 == 1 else 500)


async def _endless(request: web.Request) -> web.StreamResponse:
    """Send a body without an end."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with suppress(ConnectionError):  # they have enough
        while True:
            await answer.write(b"<item><title>more and more</title></item>" * 500)
    return answer


def _entities() -> bytes:
    """Print a body whose entities grow to a thousand million letters."""
    nested = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    item_of_one = "<rss><channel><item><title>&e9;</title></item></channel></rss>"
    return f"<!DOCTYPE rss [<!ENTITY e0 'growing'>{nested}]>{item_of_one}".encode()


async def serve(plan: Plan, dawdle: float) -> None:
    """Serve until the reader of the port goes away."""
    press = Press(plan, dawdle)
    app = web.Application()
    app.router.add_get("/{feed}", press.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1_024).start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - how the port is told
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        press.turn = int(line)
        print(press.turn, flush=True)  # noqa: T201 - how it is told that the round has begun
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(Plan(*(int(word) for word in sys.argv[2:6])), float(sys.argv[1])))
