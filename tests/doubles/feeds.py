"""Real web servers on loopback, and feeds for them to serve."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from xml.sax.saxutils import escape

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(routes: Mapping[str, Handler]) -> AsyncIterator[str]:
    """Serve paths on 127.0.0.1; yield the server's `host:port`."""
    app = web.Application()
    for path, handler in routes.items():
        app.router.add_get(path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()


def answering(body: bytes | str, *, status: int = 200, **headers: str) -> Handler:
    """Make a handler that always gives this answer; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=body.encode() if isinstance(body, str) else body, status=status, headers=named)

    return handler


def rss(*items: str) -> bytes:
    """Print an RSS feed around items made by `rss_item`."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def rss_item(name: str, text: str = "", *, link: str = "", printed: str = "Thu, 22 Jan 2026 10:00:00 GMT") -> str:
    """Print one item: `name` is its guid and title."""
    url = link or f"https://news.example/{name}"
    return (
        f"<item><guid isPermaLink='false'>{escape(name)}</guid><link>{escape(url)}</link><title>{escape(name)}</title>"
        f"<pubDate>{printed}</pubDate><description>{escape(text)}</description></item>"
    )


class Changing:
    """A feed whose items a test may change."""

    def __init__(self, *items: str) -> None:
        self.items = items

    async def answer(self, _: web.Request) -> web.Response:
        """Serve the items of this moment."""
        return web.Response(body=rss(*self.items), content_type="application/rss+xml")
