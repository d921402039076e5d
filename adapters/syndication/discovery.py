"""The feeds that a web page leads to."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from adapters.syndication.passages import line, web_address
from bot.model import FeedLink

FEED_TYPES = frozenset(
    f"application/{kind}" for kind in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "x-cdf", "x-rss+xml")
) | {"text/rss", "text/atom"}
DOUBTFUL_TYPES = {"application/json", "application/xml", "text/xml"}
"""What feeds are sometimes called, and other things more often: WordPress names its own interface so."""
FEED_LIKE = re.compile(r"\b(?:rss|atom|feeds?|rdf)\b", re.IGNORECASE)
USUAL_PATHS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/feeds/posts/default",
)
"""Where WordPress, Drupal, Ghost, Jekyll, Hugo, Blogger and JSON Feed's own example keep their feeds."""
MOST_LINKS = 50
PAGE_LENGTH = 1_000_000


def feeds_on(page: bytes, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a page declares, then those it links to, then addresses where feeds often are."""
    tree = LexborHTMLParser(page[:PAGE_LENGTH])
    base = _base(tree, url)
    found: dict[str, FeedLink] = {}
    for link in [*_declared(tree, base), *_linked(tree, base), *_usual(url)]:
        found.setdefault(link.url, link)
    return tuple(found.values())[:MOST_LINKS]


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return _absolute(url, node.attributes.get("href")) or url if node else url


def _declared(tree: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    for node in tree.css("link[rel][href]"):
        relations = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        title = node.attributes.get("title") or ""
        address = _absolute(base, node.attributes.get("href"))
        fits = kind in FEED_TYPES or (kind in DOUBTFUL_TYPES and FEED_LIKE.search(f"{title} {address}"))
        if address and (("alternate" in relations and fits) or "feed" in relations):
            yield FeedLink(url=address, title=line((title, False)), declared=True)


def _linked(tree: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    for node in tree.css("a[href]"):
        address = _absolute(base, node.attributes.get("href"))
        if address and FEED_LIKE.search(urlsplit(address).path.rpartition("/")[2]):
            yield FeedLink(url=address, title=line((node.text(), False)), declared=False)


def _usual(url: str) -> Iterator[FeedLink]:
    for path in USUAL_PATHS:
        if address := _absolute(url, path):
            yield FeedLink(url=address, title="", declared=False)


def _absolute(base: str, link: str | None) -> str:
    """Return a web address, or nothing; `feed:` stands for http in the links of old pages."""
    address = (link or "").strip()
    if address.lower().startswith("feed:"):
        address = re.sub(r"^feed:(?://)?(?!https?:)", "http://", address, flags=re.IGNORECASE).removeprefix("feed:")
    return web_address(address, base).partition("#")[0]
