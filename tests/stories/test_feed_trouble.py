"""A feed in trouble, over real HTTP and restarts: what its operators read, and that no article is lost by it."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from adapters.files.feed_edits import add_feeds
from adapters.files.settings import load_settings
from adapters.storage import open_store
from bot.model import Feed
from tests.doubles.feeds import Changing, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.doubles.service import running
from tests.waiting import until, when

OPERATED = {"TALLYWIRE_OPERATORS_CHANNELS": "console:operators", "TALLYWIRE_FEEDS_NOTICE_AFTER": "2"}


class Troubled(Changing):
    """A feed that answers with a status of the test's choice, or sends its readers elsewhere for good."""

    status = 200
    moved_to = ""
    asked = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Serve the items of this moment, or the trouble."""
        self.asked += 1
        if self.moved_to:
            return web.Response(status=301, headers={"Location": self.moved_to})
        if self.status != 200:
            return web.Response(status=self.status)
        return await super().answer(request)


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    return Newsdesk(tmp_path, workers=0)


def notices(desk: Newsdesk) -> list[str]:
    """Return the titles of what operators were told."""
    return [title for title in desk.posts() if title.startswith("FEED ")]


async def test_operators_hear_once_of_a_failing_feed_and_once_of_its_recovery_over_restarts(desk: Newsdesk) -> None:
    feed = Troubled(rss_item("a", killed(12)))
    async with served({"/coast": feed.answer}) as host:
        desk.configure(host, "/coast")
        settings = load_settings(desk.config, OPERATED)
        feed.status = 500
        async with running(settings):
            await until(lambda: len(notices(desk)) == 1)
        asked = feed.asked
        async with running(settings):
            await until(lambda: feed.asked > asked)
            feed.status = 200
            await until(lambda: len(desk.posts()) >= 3)
        asked = feed.asked
        async with running(settings):
            await until(lambda: feed.asked > asked + 2)
    assert notices(desk) == ["FEED FAILS: coast", "FEED IS BACK: coast"]
    assert [("12" in title) for title in desk.posts() if title not in notices(desk)] == [True]


async def test_a_feed_that_moved_is_told_and_read_where_it_is(desk: Newsdesk) -> None:
    old, new = Troubled(), Troubled(rss_item("a", killed(12)))
    async with served({"/coast": old.answer, "/new": new.answer}) as host:
        old.moved_to = f"http://{host}/new"
        desk.configure(host, "/coast")
        async with running(load_settings(desk.config, OPERATED)):
            await until(lambda: len(desk.posts()) == 2)
            asked = new.asked
            await until(lambda: new.asked > asked + 1)
    assert notices(desk) == ["FEED HAS MOVED: coast"]
    assert old.asked == 1


async def test_a_feed_that_is_gone_is_left_alone(desk: Newsdesk) -> None:
    gone, good = Troubled(), Troubled()
    gone.status = 410
    async with served({"/gone": gone.answer, "/good": good.answer}) as host:
        desk.configure(host, "/gone", "/good")
        async with running(load_settings(desk.config, OPERATED)):
            await until(lambda: notices(desk) == ["FEED IS GONE: gone"])
            asked = good.asked
            await until(lambda: good.asked > asked + 3)
    assert gone.asked == 1


async def test_a_feed_added_while_running_is_polled_within_seconds(desk: Newsdesk) -> None:
    first, late = Troubled(rss_item("a", killed(12))), Troubled(rss_item("b", killed(90, "health ministry")))
    async with served({"/coast": first.answer, "/late": late.answer}) as host:
        settings = desk.configure(host, "/coast")
        async with running(settings):
            await until(lambda: len(desk.posts()) == 1)
            add_feeds(desk.folder / "feeds.toml", [Feed(url=f"http://{host}/late", outlet="late")])
            await until(lambda: len(desk.posts()) == 2)
    assert "90" in desk.posts()[1]


async def test_a_slow_host_of_our_own_holds_up_no_other_feed(desk: Newsdesk) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    good = Troubled(rss_item("a", killed(12)))
    slow = {f"/slow{number}": silent for number in range(40)}
    async with served({**slow, "/coast": good.answer}) as host:
        settings = desk.configure(host, *slow, "/coast")
        async with running(settings):
            await until(lambda: len(desk.posts()) == 1)
            assert await when(lambda: _read(desk)) == {"coast"}


async def _read(desk: Newsdesk) -> set[str]:
    """Return the outlets whose feed has ever been read."""
    async with open_store(desk.url, exclusive=False) as store:
        return {state.feed.outlet for state in await store.feed_states() if state.last_success}
