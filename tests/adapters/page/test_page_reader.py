"""Pages are read in processes that can be killed."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.page import PageReader
from adapters.workers import Workers
from bot.errors import FaultyResource, UnreadablePage
from tests.adapters.page.pages import a_page, a_wall

URL = "https://user:word@news.example/storm"


@pytest.fixture
async def pages() -> AsyncIterator[PageReader]:
    workers = Workers(workers=1, seconds=20)
    yield PageReader(workers.run)
    await workers.close()


async def test_a_page_is_read_beside_the_loop(pages: PageReader) -> None:
    page = await pages.read(a_page(), content_type="text/html", url=URL)
    assert page.text.startswith("The storm killed 150 people")


async def test_a_wall_is_a_sentence_that_names_the_address_without_its_password(pages: PageReader) -> None:
    with pytest.raises(UnreadablePage, match=r"^https://news\.example/storm: stands behind a paywall$"):
        await pages.read(a_wall("Subscribe to continue reading."), content_type="text/html", url=URL)


async def test_one_page_that_fails_does_not_fail_the_next(pages: PageReader) -> None:
    async def read(body: bytes) -> str:
        return (await pages.read(body, content_type="text/html", url=URL)).title

    wall, title = await asyncio.gather(read(a_wall("")), read(a_page()), return_exceptions=True)
    assert isinstance(wall, FaultyResource)
    assert title == "Storm toll in the harbour district"
