"""Feeds that hubs push: subscribed, verified, signed, renewed, left, and polled all the while it matters."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from adapters.files.settings import load_settings
from adapters.storage import open_store
from bot.cli.service import opened, serve
from bot.model import FeedState, Subscription
from tests.doubles.clock import TurnedClock
from tests.doubles.feeds import rss, rss_item, served
from tests.doubles.hub import Hub, a_hub
from tests.doubles.newsdesk import Newsdesk, killed
from tests.waiting import PATIENCE, until, when

SITE = "https://desk.example/wire"
HOUR = timedelta(hours=1)


@dataclass
class Coast:
    """A feed that offers a hub, in its headers or in its body."""

    hub: str
    in_headers: bool = True
    host: str = ""
    items: tuple[str, ...] = ()
    polls: int = 0

    @property
    def url(self) -> str:
        """Its address, which is what the hub knows it by."""
        return f"http://{self.host}/coast"

    async def answer(self, _: web.Request) -> web.Response:
        """Serve what is printed now."""
        self.polls += 1
        headers = {}
        if self.hub and self.in_headers:
            headers["Link"] = f'<{self.hub}>; rel="hub", <{self.url}>; rel="self"'
        return web.Response(body=self.body(*self.items), content_type="application/rss+xml", headers=headers)

    def body(self, *items: str) -> bytes:
        """Print items as the feed does."""
        printed = rss(*items)
        if not self.hub or self.in_headers:
            return printed
        atom = "xmlns:atom='http://www.w3.org/2005/Atom'"
        links = f"<atom:link {atom} rel='hub' href='{self.hub}'/><atom:link {atom} rel='self' href='{self.url}'/>"
        return printed.replace(b"<channel>", f"<channel>{links}".encode())


@dataclass
class Desk:
    """A newsroom with a hub, and the one feed that it reads."""

    newsdesk: Newsdesk
    hub: Hub
    coast: Coast
    clock: TurnedClock = field(default_factory=TurnedClock)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run everything for as long as the block lasts; the hub reaches the port that was opened."""
        stop, listening = asyncio.Event(), Listening(self.hub)
        logging.getLogger("tallywire").addHandler(listening)
        logging.getLogger("tallywire").setLevel(logging.INFO)
        try:
            async with opened(load_settings(self.newsdesk.config, {})) as parts:
                service = asyncio.create_task(serve(replace(parts, clock=self.clock), stop))
                try:
                    yield
                finally:
                    stop.set()
                    async with asyncio.timeout(PATIENCE):
                        await service
        finally:
            logging.getLogger("tallywire").removeHandler(listening)

    async def subscription(self) -> Subscription | None:
        """Return the one subscription."""
        async with open_store(self.newsdesk.url, exclusive=False) as store:
            return next(iter(await store.subscriptions()), None)

    async def feed(self) -> FeedState:
        """Return the feed's state."""
        async with open_store(self.newsdesk.url, exclusive=False) as store:
            (state,) = await store.feed_states()
            return state

    async def push(self, *items: str, **how: str) -> int:
        """Push items; return the status that the hub hears."""
        return await self.hub.push(self.coast.url, self.coast.body(*items), **how)

    async def live(self) -> None:
        """Wait until the subscription is verified and stored."""
        await until(lambda: bool(self.hub.held))
        await when(self._verified)

    async def _verified(self) -> bool:
        known = await self.subscription()
        return known is not None and known.until is not None and not known.waiting


class Listening(logging.Handler):
    """Tells the hub which port was opened."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line of the journal."""
        if found := re.fullmatch(r"listening address=(\S+)", record.getMessage()):
            self._hub.desk = found[1]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    newsdesk = Newsdesk(tmp_path, workers=0)
    async with a_hub() as hub:
        coast = Coast(hub.url)
        async with served({"/coast": coast.answer}) as host:
            coast.host = host
            newsdesk.configure(host, "/coast")
            hub_host = hub.url.removeprefix("http://").removesuffix("/hub")
            settings = newsdesk.config.read_text().replace(f'["{host}"]', f'["{host}", "{hub_host}"]')
            newsdesk.config.write_text(f'{settings}[http]\nport = 0\npublic_url = "{SITE}"\n')
            yield Desk(newsdesk, hub, coast)


@pytest.mark.parametrize("in_headers", [True, False])
async def test_what_a_hub_pushes_is_an_alert_and_no_second_one_when_it_is_polled(desk: Desk, in_headers: bool) -> None:
    desk.coast.in_headers = in_headers
    async with desk.running():
        await desk.live()
        (form,) = desk.hub.forms
        assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", desk.coast.url)
        assert re.fullmatch(rf"{SITE}/push/[\w-]{{43}}", form["hub.callback"])
        assert len(form["hub.secret"]) == 43

        assert await desk.push(rss_item("a", killed(12))) == 202
        await until(lambda: len(desk.newsdesk.posts()) == 1)

        desk.coast.items = (rss_item("b", killed(90, "health ministry")), rss_item("a", killed(12)))
        desk.clock.ahead += 2 * HOUR
        await until(lambda: len(desk.newsdesk.posts()) == 2)
        assert ["12" in desk.newsdesk.posts()[0], "90" in desk.newsdesk.posts()[1]] == [True, True]
        assert await desk.push(rss_item("b", killed(90, "health ministry")), rss_item("a", killed(12))) == 202
    assert len(desk.newsdesk.posts()) == 2


async def test_the_journal_tells_what_hubs_do_and_no_secret(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    async with desk.running():
        await desk.live()
        await desk.push(rss_item("a", killed(12)))
        await desk.push(rss_item("b", killed(90)), signature="sha256=00")
        held = desk.hub.held[desk.coast.url]
        denied = {"hub.mode": "denied", "hub.topic": desk.coast.url, "hub.reason": "no\nmore"}
        await desk.hub.question(held.callback, denied)
        feed = f"feed={desk.coast.url}"
        lines = {
            f"hub subscribed {feed} hub={desk.hub.url} until=",
            f"pushed {feed} items=1 new=1 alerts=1",
            f'hub push ignored {feed} hub={desk.hub.url} fault="pushed what was not signed with our secret"',
            f'hub denied {feed} hub={desk.hub.url} fault="the hub denied it: no more"',
        }
        await until(lambda: all(line in caplog.text for line in lines))
    assert held.secret not in caplog.text
    assert held.callback.rpartition("/")[2] not in caplog.text


@pytest.mark.parametrize("signature", ["", "sha256=00", "md5=7d793037a0760186574b0282f2f435e7", "sha1", "ſha1=é"])
async def test_what_is_not_signed_with_our_secret_is_nothing_but_a_count(desk: Desk, signature: str) -> None:
    async with desk.running():
        await desk.live()
        assert await desk.push(rss_item("a", killed(12)), signature=signature) == 202
        known = await when(desk.subscription, lambda known: known is not None and known.ignored > 0)
        assert known is not None
        assert (known.ignored, known.fault, known.heard) == (1, "pushed what was not signed with our secret", None)
        assert (await desk.feed()).pushed_until is None
        assert await desk.push(rss_item("b", killed(90, "health ministry"))) == 202
        await until(lambda: len(desk.newsdesk.posts()) == 1)
    assert "90" in desk.newsdesk.posts()[0]


async def test_a_feed_is_polled_seldom_once_its_hub_has_shown_that_it_pushes(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        polls = desk.coast.polls
        await until(lambda: desk.coast.polls > polls + 2)

        await desk.push(rss_item("a", killed(12)))
        await when(lambda: _slow(desk))
        before = desk.coast.polls
        desk.clock.ahead += timedelta(minutes=55)
        await asyncio.sleep(0.05)
        assert desk.coast.polls == before


async def _slow(desk: Desk) -> bool:
    """Whether the last poll left the feed alone for an hour."""
    state = await desk.feed()
    return state.next_due > desk.clock.now() + timedelta(minutes=59)


async def test_an_entry_that_a_hub_does_not_push_is_found_by_polling_and_ends_the_trust(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        await desk.push(rss_item("a", killed(12)))
        await when(lambda: _slow(desk))

        desk.coast.items = (rss_item("b", killed(90, "health ministry")),)
        desk.clock.ahead += timedelta(minutes=70)
        await until(lambda: len(desk.newsdesk.posts()) == 2)
        polls = desk.coast.polls
        await until(lambda: desk.coast.polls > polls + 2)
        assert (await desk.feed()).pushed_until is None


async def test_a_lease_is_renewed_before_its_end(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        first = await desk.subscription()
        desk.clock.ahead += timedelta(minutes=50)
        await until(lambda: len(desk.hub.forms) > 1)
        await when(lambda: _later(desk, first))
        assert {form["hub.callback"] for form in desk.hub.forms} == {desk.hub.held[desk.coast.url].callback}


async def _later(desk: Desk, first: Subscription | None) -> bool:
    now = await desk.subscription()
    return bool(now and first and now.until and first.until and now.until > first.until)


@pytest.mark.parametrize("trouble", ["gone", "silent"])
async def test_polling_resumes_when_a_hub_does_not_renew(desk: Desk, trouble: str) -> None:
    async with desk.running():
        await desk.live()
        await desk.push(rss_item("a", killed(12)))
        await when(lambda: _slow(desk))
        desk.hub.status = 503 if trouble == "gone" else 202
        desk.hub.verifies = trouble != "silent"
        desk.clock.ahead += timedelta(minutes=50)
        await until(lambda: desk.hub.asked("subscribe") > 1)
        desk.clock.ahead += timedelta(minutes=15)
        await when(lambda: _unpushed(desk))
        desk.coast.items = (rss_item("b", killed(90, "health ministry")),)
        await until(lambda: len(desk.newsdesk.posts()) > 1)
    assert ["12" in desk.newsdesk.posts()[0], "90" in desk.newsdesk.posts()[1]] == [True, True]


async def _unpushed(desk: Desk) -> bool:
    return (await desk.feed()).pushed_until is None


async def test_polling_resumes_at_once_when_a_hub_denies_the_subscription(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        await desk.push(rss_item("a", killed(12)))
        await when(lambda: _slow(desk))
        denied = {"hub.mode": "denied", "hub.topic": desk.coast.url, "hub.reason": "no\x07 more"}
        polls = desk.coast.polls
        assert (await desk.hub.question(desk.hub.held[desk.coast.url].callback, denied))[0] == 200
        await until(lambda: desk.coast.polls > polls + 2)
        known = await desk.subscription()
    assert known is not None
    assert (known.until, known.wanted) == (None, True)
    assert "denied" in known.fault


async def test_nobody_is_confirmed_what_we_did_not_ask(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        callback = desk.hub.held[desk.coast.url].callback
        good = {"hub.mode": "subscribe", "hub.topic": desk.coast.url, "hub.challenge": "x", "hub.lease_seconds": "60"}
        wrong = [
            (callback, good | {"hub.mode": "unsubscribe"}),
            (callback, good | {"hub.mode": "publish"}),
            (callback, good | {"hub.topic": "http://other.example/"}),
            (callback, good | {"hub.challenge": ""}),
            (f"{callback}x", good),
            (f"{SITE}/push/", good),
            (callback, {}),
            (callback, {"hub.mode": "denied", "hub.topic": "http://other.example/"}),
        ]
        assert [await desk.hub.question(*each) for each in wrong] == [(404, "404: Not Found")] * len(wrong)
        assert await desk.hub.question(callback, good) == (200, "x")


async def test_a_restart_keeps_subscriptions(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        await desk.push(rss_item("a", killed(12)))
        await when(lambda: _slow(desk))
        desk.hub.desk = ""
    polls = desk.coast.polls
    async with desk.running():
        await until(lambda: bool(desk.hub.desk) and desk.coast.polls > polls)
        assert await desk.push(rss_item("b", killed(90, "health ministry"))) == 202
        await until(lambda: len(desk.newsdesk.posts()) == 2)
    assert len(desk.hub.forms) == 1


async def test_a_feed_that_is_removed_is_unsubscribed_and_pushed_no_more(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        held = desk.hub.held[desk.coast.url]
        other = f'[[feeds]]\nurl = "http://{desk.coast.host}/hills"\noutlet = "hills"\n'
        (desk.newsdesk.folder / "feeds.toml").write_text(other)
        await until(lambda: not desk.hub.held)
        assert desk.hub.asked("unsubscribe") == 1
        await when(lambda: _forgotten(desk))
        desk.hub.held[desk.coast.url] = held
        assert await desk.push(rss_item("a", killed(12))) == 410
    assert desk.newsdesk.posts() == []


async def _forgotten(desk: Desk) -> bool:
    return await desk.subscription() is None


async def test_a_feed_that_offers_its_hub_no_more_is_unsubscribed_and_polled(desk: Desk) -> None:
    async with desk.running():
        await desk.live()
        desk.coast.hub, desk.coast.items = "", (rss_item("a", killed(12)),)
        await until(lambda: not desk.hub.held)
        await until(lambda: len(desk.newsdesk.posts()) > 0)
        await when(lambda: _forgotten(desk))
    assert desk.hub.asked("unsubscribe") == 1
    assert ["12" in post for post in desk.newsdesk.posts()] == [True]


async def test_a_feed_may_not_send_us_to_a_private_address(desk: Desk) -> None:
    desk.coast.hub = "http://127.0.0.1:9/hub"
    async with desk.running():
        await when(lambda: _failed(desk))
        known = await desk.subscription()
    assert known is not None
    assert "is no public address" in known.fault
    assert desk.hub.forms == []


async def _failed(desk: Desk) -> bool:
    known = await desk.subscription()
    return known is not None and known.failures == 1
