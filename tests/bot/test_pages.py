"""Which pages are looked at, and which are left alone."""

from dataclasses import dataclass, field

import pytest

from bot.errors import FaultyResource
from bot.model import Article
from bot.pages import OF_OUR_OWN, RESTING, Pages
from bot.ports import Fetched, Page
from tests.newsroom import NOW

OURS, THEIRS = "http://127.0.0.1:9000", "https://herald.example"


@dataclass
class Web:
    """Answers every page, or meets the same fault each time."""

    fault: FaultyResource | None = None
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """See bot.ports.Fetcher."""
        self.asked.append(url)
        if self.fault is not None:
            raise self.fault
        return Fetched(
            url=url, changed=True, body=b"", content_type="text/html", etag=etag, last_modified=last_modified
        )


class Reader:
    """Reads the same on every page."""

    async def read(self, body: bytes, *, content_type: str, url: str) -> Page:
        """See bot.ports.PageReader."""
        assert (body, content_type) == (b"", "text/html")
        return Page(title="Storm", text=f"Text of {url}", byline="", published=None, modified=None)


def on(site: str, name: str = "storm") -> Article:
    """Make an article with a page on a site."""
    return Article(id=name, url=f"{site}/{name}", outlet="Herald", published=NOW, title="", text="")


def pages(web: Web) -> Pages:
    """Look at pages as a desk does with a host of its own."""
    return Pages(fetcher=web, reader=Reader(), own_hosts=["127.0.0.1:9000"])


@pytest.mark.parametrize(
    ("site", "feed", "fault"),
    [
        (OURS, f"{OURS}/feed", ""),
        (THEIRS, f"{OURS}/feed", ""),
        (THEIRS, f"{THEIRS}/feed", ""),
        (OURS, f"{THEIRS}/feed", OF_OUR_OWN),
        (OURS, None, OF_OUR_OWN),
    ],
)
async def test_a_feed_elsewhere_leads_us_to_no_page_of_our_own(site: str, feed: str | None, fault: str) -> None:
    web = Web()
    look = await pages(web).look(on(site), feed)
    assert look.fault == fault
    assert (look.article is None, web.asked == []) == (bool(fault), bool(fault))


async def test_a_site_that_is_asked_too_often_is_left_alone_and_no_other() -> None:
    web = Web(fault=FaultyResource("answered with status 429", status=429, retry_after=600.0))
    looking = pages(web)
    assert (await looking.look(on(THEIRS), THEIRS)).pause == 600.0
    web.fault = None
    again = await looking.look(on(THEIRS, "more"), THEIRS)
    assert again.fault == RESTING
    assert again.pause == pytest.approx(600.0, abs=60.0)
    assert (await looking.look(on("https://coast.example"), THEIRS)).article is not None
    assert web.asked == [f"{THEIRS}/storm", "https://coast.example/storm"]


async def test_a_site_in_trouble_of_another_kind_is_asked_for_its_other_pages() -> None:
    web = Web(fault=FaultyResource("answered with status 503", status=503, retry_after=600.0))
    looking = pages(web)
    for name in ("storm", "more"):
        await looking.look(on(THEIRS, name), THEIRS)
    assert len(web.asked) == 2
