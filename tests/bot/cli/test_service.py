"""The parts of `run` put together: real feeds on loopback, a real ledger, the real schedule, the console."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from adapters.storage import open_store
from tests.doubles.feeds import Changing, answering, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.doubles.service import running
from tests.waiting import PATIENCE, until, when


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    return Newsdesk(tmp_path)


async def test_an_article_in_a_feed_becomes_a_post_on_the_console(desk: Newsdesk) -> None:
    feed = Changing(rss_item("a", killed(12)))
    async with served({"/coast": feed.answer}) as host, running(desk.configure(host, "/coast")):
        await until(lambda: len(desk.posts()) == 1)
        feed.items = (rss_item("b", killed(90, "health ministry")), *feed.items)
        await until(lambda: len(desk.posts()) == 2)
    first, second = desk.posts()
    assert ("FIRST" in first, "12" in first) == (True, True)
    assert "90" in second


async def test_after_a_restart_nothing_is_posted_again_and_news_is(desk: Newsdesk) -> None:
    feed = Changing(rss_item("a", killed(12)))
    async with served({"/coast": feed.answer}) as host:
        settings = desk.configure(host, "/coast")
        async with running(settings):
            await until(lambda: len(desk.posts()) == 1)
        feed.items = (rss_item("b", killed(90, "health ministry")), *feed.items)
        async with running(settings):
            await until(lambda: len(desk.posts()) >= 2)
            await _polled_twice(desk)
    assert ["12" in desk.posts()[0], "90" in desk.posts()[1], len(desk.posts())] == [True, True, 2]


async def test_first_contact_is_silent_by_default(desk: Newsdesk) -> None:
    feed = Changing(rss_item("a", killed(12)))
    async with served({"/coast": feed.answer}) as host, running(desk.configure(host, "/coast", baseline=True)):
        await asyncio.sleep(0)
        feed.items = (*feed.items,)
        await _polled_twice(desk)
        feed.items = (rss_item("b", killed(90, "health ministry")), *feed.items)
        await until(lambda: len(desk.posts()) == 1)
    assert "90" in desk.posts()[0]


async def _polled_twice(desk: Newsdesk) -> None:
    async with open_store(desk.url, exclusive=False) as store:
        seen = set()
        async with asyncio.timeout(PATIENCE):
            while len(seen) < 3:
                states = await store.feed_states()
                seen |= {state.last_success for state in states}
                await asyncio.sleep(0.02)


async def test_bad_feeds_are_recorded_and_hold_up_no_good_one(desk: Newsdesk) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    routes = {
        "/page": answering("<html><body>News</body></html>", Content_Type="text/html"),
        "/gone": answering("", status=410),
        "/silent": silent,
        "/coast": Changing(rss_item("a", killed(12))).answer,
    }
    async with served(routes) as host, running(desk.configure(host, *routes)):
        await until(lambda: len(desk.posts()) == 1)
        faults = await _faults_of(desk, "page", "gone")
    assert "this is a web page, not a feed" in faults["page"]
    assert "status 410" in faults["gone"]
    assert faults["coast"] == ""


async def _faults_of(desk: Newsdesk, *outlets: str) -> dict[str, str]:
    """Wait until these outlets have a fault on record (feeds answer in no order), and return the faults of all."""
    async with open_store(desk.url, exclusive=False) as store:
        states = await when(
            store.feed_states, lambda states: all(each.fault for each in states if each.feed.outlet in outlets)
        )
    return {state.feed.outlet: state.fault for state in states}


async def test_a_page_that_is_edited_becomes_a_revision_with_both_quotes(desk: Newsdesk) -> None:
    toll = [150]

    async def page(_: web.Request) -> web.Response:
        text = f"<html><body><article><h1>Storm</h1><p>{killed(toll[0])}</p></article></body></html>"
        return web.Response(text=text, content_type="text/html")

    feed = Changing()
    async with served({"/coast": feed.answer, "/storm": page}) as host:
        feed.items = (rss_item("a", "A storm is over the coast.", link=f"http://{host}/storm"),)
        async with running(desk.configure(host, "/coast")):
            await until(lambda: len(desk.posts()) == 1)
            toll[0] = 450
            feed.items = (rss_item("a", "The storm on the coast, updated.", link=f"http://{host}/storm"),)
            await until(lambda: len(desk.posts()) == 2)
    assert "150" in desk.posts()[0]
    assert "450, was 150" in desk.posts()[1]
    text = desk.log.read_text(encoding="utf-8")
    assert (killed(150) in text, killed(450) in text) == (True, True)
