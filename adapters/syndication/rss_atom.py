"""RSS, Atom and CDF as values: feedparser with its costly options off."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax import SAXException

import feedparser

from adapters.syndication.dates import moment
from adapters.syndication.passages import NAME_LENGTH, Printed, body_text, language, line, web_address
from bot.errors import FaultyResource
from bot.model import FeedItem, ParsedFeed

# What feedparser has been seen to raise on damaged input; it promises no closed set.
FEEDPARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
ORIGINAL_LINKS = ("feedburner_origlink", "pheedo_origlink")
"""Where feed services keep the link that they replaced by one of their own."""
PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
MINUTE = 60
MOST_HUBS = 5


@dataclass(frozen=True, slots=True)
class Markup:
    """A feed as feedparser understood it."""

    entries: tuple[FeedItem | None, ...]
    """Items whose ids are their guids; None for one that holds nothing."""
    feed: ParsedFeed
    """What the feed says of itself."""
    version: str
    damaged: bool


def read_markup(body: bytes, content_type: str, url: str, now: datetime) -> Markup:
    """Parse a body; raise FaultyResource with the rest of a sentence when feedparser fails."""
    headers = {"content-type": content_type, "content-location": url}
    # A file object: given bytes, feedparser would first try them as the name of a local file.
    stream = io.BytesIO(body)
    try:
        parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        feed = _feed(parsed.get("feed") or {})
        entries = tuple(_item(entry, feed.language, now) for entry in _listed(parsed.get("entries")))
    except FEEDPARSER_ERRORS as error:
        raise FaultyResource(f"cannot be read as a feed ({type(error).__name__}); ask its publisher") from error
    # Other faults, as of its content type, do not matter.
    damaged = isinstance(parsed.get("bozo_exception"), SAXException)
    return Markup(entries, feed, str(parsed.get("version") or ""), damaged)


def _feed(feed: Mapping[str, Any]) -> ParsedFeed:
    links = [each for each in _listed(feed.get("links")) if isinstance(each, Mapping)]
    return ParsedFeed(
        items=(),
        title=line(_printed(feed.get("title_detail"))),
        language=language(feed.get("language"), (feed.get("title_detail") or {}).get("language")),
        interval=_interval(feed),
        hubs=tuple(_addresses(links, "hub"))[:MOST_HUBS],
        self_url=next(iter(_addresses(links, "self")), ""),
    )


def _item(entry: dict[str, Any], feed_language: str, now: datetime) -> FeedItem | None:
    contents = [_printed(each) for each in _listed(entry.get("content"))]
    text, summary_only = body_text(contents, _printed(entry.get("summary_detail")))
    url, title = _link(entry), line(_printed(entry.get("title_detail")))
    if not (url or title or text):
        return None
    updated = moment(dict.get(entry, "updated_parsed"), now)  # its own get() warns and makes one up
    return FeedItem(
        id=str(entry.get("id") or ""),
        url=url,
        title=title,
        text=text,
        published=moment(entry.get("published_parsed"), now) or updated,
        updated=updated,
        author=_author(entry),
        language=_language(entry) or feed_language,
        summary_only=summary_only,
    )


def _link(entry: Mapping[str, Any]) -> str:
    printed = (web_address(entry.get(name)) for name in (*ORIGINAL_LINKS, "link"))
    return next((link for link in printed if link), "")


def _author(entry: Mapping[str, Any]) -> str:
    name = (entry.get("author_detail") or {}).get("name") or entry.get("author") or ""
    return line((str(name), True), NAME_LENGTH)


def _language(entry: Mapping[str, Any]) -> str:
    parts = [entry.get("title_detail"), entry.get("summary_detail"), *_listed(entry.get("content"))]
    return language(entry.get("language"), *(part.get("language") for part in parts if isinstance(part, Mapping)))


def _printed(part: object) -> Printed:
    """Return a text construct, and whether it may hold markup."""
    if not isinstance(part, Mapping):
        return "", False
    return str(part.get("value") or ""), part.get("type") != "text/plain"


def _addresses(links: Iterable[Mapping[str, Any]], relation: str) -> Iterable[str]:
    found = (web_address(each.get("href")) for each in links if str(each.get("rel")).lower() == relation)
    return dict.fromkeys(address for address in found if address)


def _interval(feed: Mapping[str, Any]) -> float | None:
    """Return the seconds of `ttl`, else of the syndication module's period."""
    try:
        minutes = float(feed.get("ttl") or 0)
        if 0 < minutes * MINUTE <= PERIODS["yearly"]:
            return minutes * MINUTE
        period = PERIODS[str(feed.get("sy_updateperiod") or "").strip().lower()]
        return period / max(float(feed.get("sy_updatefrequency") or 1), 1)
    except (KeyError, ValueError):
        return None


def _listed(part: object) -> Sequence[Any]:
    return part if isinstance(part, list) else ()
