"""RSS, Atom and CDF as values: feedparser with its costly options off."""

import io
import re
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
PLAIN = "text/plain"
"""The type of a text that holds no markup, in Atom: what feedparser calls so elsewhere it has guessed."""
MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*[(<]\S+@\S+[)>]")
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
    # Without its address: given that, feedparser makes an address of each guid that is none.
    headers = {"content-type": content_type}
    # A file object: given bytes, feedparser would first try them as the name of a local file.
    stream = io.BytesIO(body)
    try:
        parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        version = str(parsed.get("version") or "")
        plain = PLAIN if version.startswith("atom") else ""
        feed = _feed(parsed.get("feed") or {}, url, plain)
        entries = tuple(_item(entry, url, feed.language, now, plain) for entry in _listed(parsed.get("entries")))
    except FEEDPARSER_ERRORS as error:
        raise FaultyResource(f"cannot be read as a feed ({type(error).__name__}); ask its publisher") from error
    # Other faults, as of its content type, do not matter.
    damaged = isinstance(parsed.get("bozo_exception"), SAXException)
    return Markup(entries, feed, version, damaged)


def _feed(feed: Mapping[str, Any], url: str, plain: str) -> ParsedFeed:
    links = [each for each in _listed(feed.get("links")) if isinstance(each, Mapping)]
    return ParsedFeed(
        items=(),
        title=line(_printed(feed.get("title_detail"), plain)),
        language=language(feed.get("language"), (feed.get("title_detail") or {}).get("language")),
        interval=_interval(feed),
        hubs=tuple(_addresses(links, "hub", url))[:MOST_HUBS],
        self_url=next(iter(_addresses(links, "self", url)), ""),
    )


def _item(entry: dict[str, Any], base: str, feed_language: str, now: datetime, plain: str) -> FeedItem | None:
    contents = [_printed(each, plain) for each in _listed(entry.get("content"))]
    text, summary_only = body_text(contents, _printed(entry.get("summary_detail"), plain))
    url, title = _link(entry, base), line(_printed(entry.get("title_detail"), plain))
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


def _link(entry: Mapping[str, Any], base: str) -> str:
    original = next((link for name in ORIGINAL_LINKS if (link := web_address(entry.get(name)))), "")
    if original or entry.get("link") == entry.get("id"):  # a guid stands for a link where it is a whole address
        return original or web_address(entry.get("link"))
    return web_address(entry.get("link"), base)


def _author(entry: Mapping[str, Any]) -> str:
    author = str(entry.get("author") or "")
    named = MAIL_AND_NAME.fullmatch(author[:NAME_LENGTH].strip())
    return line(((named[1] or named[2]) if named else author, True), NAME_LENGTH)


def _language(entry: Mapping[str, Any]) -> str:
    parts = [entry.get("title_detail"), entry.get("summary_detail"), *_listed(entry.get("content"))]
    return language(entry.get("language"), *(part.get("language") for part in parts if isinstance(part, Mapping)))


def _printed(part: object, plain: str) -> Printed:
    """Return a text construct, and whether it may hold markup."""
    if not isinstance(part, Mapping):
        return "", False
    return str(part.get("value") or ""), part.get("type") != plain


def _addresses(links: Iterable[Mapping[str, Any]], relation: str, base: str) -> Iterable[str]:
    found = (web_address(each.get("href"), base) for each in links if str(each.get("rel")).lower() == relation)
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
