"""Articles served as RSS feeds on loopback, one feed an outlet, for the demo, tests and benchmarks."""

import hashlib
from collections.abc import Iterable
from email.utils import format_datetime
from typing import Self
from xml.etree.ElementTree import Element, SubElement, tostring

from aiohttp import web

from bot.model import Article, Feed

LOOPBACK = "127.0.0.1"
NEWEST = 50
"""Items in a feed; older ones leave it, as they do in real ones."""


class FeedServer:
    """Serves what it has been shown so far; answers 304 to who knows that already."""

    def __init__(self, outlets: Iterable[str]) -> None:
        self._paths = {outlet: f"/{number}.xml" for number, outlet in enumerate(sorted(set(outlets)))}
        self._shown: dict[str, list[Article]] = {path: [] for path in self._paths.values()}
        self._bodies: dict[str, tuple[str, bytes]] = {}
        self._runner: web.AppRunner | None = None
        self.host = ""
        """`127.0.0.1:port`, once it is entered."""
        for outlet in self._paths:
            self._render(outlet)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{name}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self.host = f"{LOOPBACK}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def feeds(self, interval: float) -> tuple[Feed, ...]:
        """Return a feed for each outlet, polled every so many seconds."""
        return tuple(
            Feed(url=f"http://{self.host}{path}", outlet=outlet, interval=interval)
            for outlet, path in self._paths.items()
        )

    def show(self, article: Article) -> None:
        """Put an article at the head of its outlet's feed."""
        self._shown[self._paths[article.outlet]].insert(0, article)
        self._render(article.outlet)

    async def _answer(self, request: web.Request) -> web.Response:
        found = self._bodies.get(request.path)
        if found is None:
            raise web.HTTPNotFound
        etag, body = found
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag, "Content-Type": "application/rss+xml; charset=utf-8"})

    def _render(self, outlet: str) -> None:
        path = self._paths[outlet]
        body = as_rss(outlet, self._shown[path][:NEWEST])
        self._bodies[path] = (f'"{hashlib.sha256(body).hexdigest()[:16]}"', body)


def as_rss(outlet: str, articles: Iterable[Article]) -> bytes:
    """Return an RSS 2.0 feed with whole texts, a `<p>` a paragraph."""
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    SubElement(channel, "title").text = outlet
    SubElement(channel, "link").text = f"http://{LOOPBACK}/"
    SubElement(channel, "description").text = outlet
    for article in articles:
        item = SubElement(channel, "item")
        SubElement(item, "guid", isPermaLink="false").text = article.id
        SubElement(item, "link").text = article.url
        SubElement(item, "title").text = article.title
        SubElement(item, "pubDate").text = format_datetime(article.published)
        SubElement(item, "description").text = as_html(article.text)
    printed: bytes = tostring(rss, encoding="utf-8", xml_declaration=True)
    return printed


def as_html(text: str) -> str:
    """Return text as paragraphs of HTML."""
    paragraphs = Element("div")
    for line in text.splitlines():
        if line.strip():
            SubElement(paragraphs, "p").text = line
    return tostring(paragraphs, encoding="unicode")
