"""Which articles are looked at again at a time: a slow host holds up no other."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from adapters.storage import MemoryStore
from bot.model import TakenFrom
from bot.pages import Pages
from bot.ports import Fetched, Page
from bot.rereading import MOST_AT_ONCE, OF_ONE_HOST, PATIENCE, PUT_OFF, SLOW_ONES, Rereading
from bot.urls import host_of
from tests.doubles.clock import FakeClock
from tests.doubles.steps import STEPS
from tests.newsroom import NOW
from tests.records import due, read_article


@dataclass
class Web:
    """Answers pages with the same text as before, but for hosts that never answer."""

    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """See bot.ports.Fetcher."""
        self.asked.append(url)
        if host_of(url) in self.silent:
            await asyncio.Event().wait()
        return Fetched(url=url, changed=False, body=b"", content_type="", etag=etag, last_modified=last_modified)


class NoReader:
    """Is asked for nothing, since no page has changed."""

    async def read(self, body: bytes, *, content_type: str, url: str) -> Page:
        """See bot.ports.PageReader."""
        raise AssertionError(body, content_type, url)


class Scene:
    """Articles that are due to be read again."""

    def __init__(self) -> None:
        self.web = Web()
        self.store = MemoryStore()
        self.clock = FakeClock(NOW)
        self.told: list[object] = []
        self.rereading = Rereading(
            store=self.store,
            steps=STEPS,
            pages=Pages(fetcher=self.web, reader=NoReader()),
            clock=self.clock,
            chance=lambda: 0.5,
            tell=self.told.append,
        )

    async def publish(self, host: str, count: int, since: timedelta) -> None:
        """Let so many articles on a host have been due since then."""
        async with self.store.transaction() as transaction:
            for number in range(count):
                name, url = f"{host}-{number}", f"https://{host}/{number}"
                record = read_article(name)
                article = replace(record.article, id=name, url=url, taken_from=TakenFrom.PAGE)
                await transaction.add_article(replace(record, article=article))
                await transaction.add_recheck(replace(due(name, -since), url=url))

    async def tick(self, after: timedelta) -> Counter[str]:
        """Let time pass and look at what is due; return how many pages of each host were asked for."""
        self.clock.turn(after)
        self.web.asked.clear()
        await self.rereading.tick()
        for _ in range(10):  # what answers at once is done
            await asyncio.sleep(0)
        assert self.told == []
        return Counter(host_of(url).partition(":")[0] for url in self.web.asked)


async def test_a_host_that_never_answers_holds_up_no_other() -> None:
    scene = Scene()
    scene.web.silent = {"slow.example:443"}
    await scene.publish("slow.example", 90, timedelta(hours=1))
    await scene.publish("quick.example", 3, timedelta(minutes=1))
    asked: Counter[str] = Counter()
    for _ in range(6):
        asked += await scene.tick(timedelta(seconds=1))
    assert asked == {"slow.example": OF_ONE_HOST, "quick.example": 3}
    assert (await scene.store.overdue_looks(scene.clock.now())).articles == 0
    await scene.rereading.underway.end(0)
    assert await scene.tick(PUT_OFF) == {"slow.example": OF_ONE_HOST}
    await scene.rereading.underway.end(0)


async def test_many_slow_hosts_leave_room_for_others_up_to_a_limit() -> None:
    scene = Scene()
    hosts = [f"slow{number}.example" for number in range(2 * SLOW_ONES * MOST_AT_ONCE // OF_ONE_HOST)]
    scene.web.silent = {f"{host}:443" for host in hosts}
    for host in hosts:
        await scene.publish(host, OF_ONE_HOST, timedelta(hours=1))
    looks = [(await scene.tick(PATIENCE)).total() for _ in range(SLOW_ONES + 2)]
    assert looks == [MOST_AT_ONCE] * SLOW_ONES + [0, 0]
    await scene.rereading.underway.end(0)


async def test_looks_that_end_make_room_at_once() -> None:
    scene = Scene()
    await scene.publish("quick.example", 12, timedelta(hours=1))
    looks = [(await scene.tick(PUT_OFF)).total() for _ in range(4)]
    assert looks == [OF_ONE_HOST, OF_ONE_HOST, 2, 0]
