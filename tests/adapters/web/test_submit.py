"""Forms, such as a subscription to a hub: sent once, to where they were meant to go."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.web import Fetcher, Limits
from bot.errors import FaultyResource

FORM = {"hub.mode": "subscribe", "hub.topic": "https://news.example/feed?a=1&b=2"}


class Hub:
    """A hub that answers one way on one path, and takes the form on another."""

    def __init__(self, status: int, **headers: str) -> None:
        self._status = status
        self._headers = headers
        self.taken: list[Mapping[str, str]] = []

    async def answer(self, _: web.Request) -> web.Response:
        """Answer as it was told to."""
        return web.Response(status=self._status, headers=self._headers)

    async def take(self, request: web.Request) -> web.Response:
        """Take the form."""
        form = await request.post()
        self.taken.append({name: str(value) for name, value in form.items()})
        return web.Response(status=202)


@asynccontextmanager
async def at(hub: Hub) -> AsyncIterator[tuple[Fetcher, str]]:
    """Run a hub; yield a fetcher that may ask it, and its address."""
    app = web.Application()
    app.router.add_post("/", hub.answer)
    app.router.add_post("/hub", hub.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host = f"127.0.0.1:{runner.addresses[0][1]}"
    fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=Limits(total=10))
    yield fetcher, f"http://{host}"
    await fetcher.close()
    await runner.cleanup()


async def test_a_form_arrives_as_it_was_written() -> None:
    hub = Hub(200)
    async with at(hub) as (fetcher, site):
        assert await fetcher.submit(f"{site}/hub", FORM) == 202
    assert hub.taken == [FORM]


@pytest.mark.parametrize("status", [200, 204, 304, 400, 404, 410, 429, 500, 503])
async def test_the_status_is_told_whatever_it_is(status: int) -> None:
    async with at(Hub(status)) as (fetcher, site):
        assert await fetcher.submit(f"{site}/", FORM) == status


@pytest.mark.parametrize("status", [307, 308])
async def test_a_form_follows_where_it_stays_a_form(status: int) -> None:
    hub = Hub(status, Location="/hub")
    async with at(hub) as (fetcher, site):
        assert await fetcher.submit(f"{site}/", FORM) == 202
    assert hub.taken == [FORM]


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_form_is_not_turned_into_a_question(status: int) -> None:
    hub = Hub(status, Location="/hub")
    async with at(hub) as (fetcher, site):
        with pytest.raises(FaultyResource, match=f"status {status}") as refused:
            await fetcher.submit(f"{site}/", FORM)
    assert (refused.value.status, hub.taken) == (status, [])


async def test_a_form_is_not_sent_to_a_private_address() -> None:
    async with at(Hub(307, Location="http://10.0.0.1/")) as (fetcher, site):
        with pytest.raises(FaultyResource, match=r"refused: 10\.0\.0\.1 is no public address"):
            await fetcher.submit(f"{site}/", FORM)


async def test_forms_to_one_host_wait_for_none_that_hangs() -> None:
    """Hosts that the settings name are not held to a few connections at a time."""
    came = asyncio.Semaphore(0)

    async def hang(_: web.Request) -> web.Response:
        came.release()
        await asyncio.Event().wait()
        return web.Response()

    hub = Hub(200)
    hub.answer = hang  # type: ignore[method-assign] # one that never answers
    async with at(hub) as (fetcher, site):
        hanging = [asyncio.create_task(fetcher.submit(f"{site}/", FORM)) for _ in range(8)]
        for _ in hanging:
            await asyncio.wait_for(came.acquire(), 10)
        assert await fetcher.submit(f"{site}/hub", FORM) == 202
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
