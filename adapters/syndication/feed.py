"""A feed's body as items: feedparser with its costly options off, on bytes that nobody vouches for."""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException

import feedparser

from adapters.syndication.plain import tidied, unmarked
from bot.errors import FaultyResource
from bot.model import FeedItem

TITLE_LENGTH = 1_000
TEXT_LENGTH = 200_000
ID_LENGTH = 400
SNIFFED = 2_048
WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
LAST_CHARACTER = 0x10FFFF
LONGEST_NUMBER = 20
"""Digits; Python refuses to read thousands of them."""
SURROGATES = range(0xD800, 0xE000)
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


def read_feed(body: bytes, content_type: str, url: str) -> tuple[FeedItem, ...]:
    """Return the items as printed; raise FaultyResource with the rest of a sentence when this is no feed."""
    headers = {"content-type": content_type, "content-location": url}
    # A file object: given bytes, feedparser would first try them as the name of a local file.
    stream = io.BytesIO(CHARACTER.sub(_possible, body))
    try:
        feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        items = tuple(_items(feed.get("entries", ())))
    except FEEDPARSER_ERRORS as error:
        raise FaultyResource(f"cannot be read as a feed ({type(error).__name__}); ask its publisher") from error
    damaged = isinstance(
        feed.get("bozo_exception"), SAXException
    )  # other faults, as of its content type, do not matter
    if not items and (damaged or not feed.get("version")):
        raise FaultyResource(_why_empty(body))
    return items


def _possible(reference: re.Match[bytes]) -> bytes:
    """Drop a reference to what is no character, such as half an emoji: one would cost feedparser the whole feed."""
    hexadecimal, decimal = reference.groups()
    number = int(hexadecimal, 16) if hexadecimal else int(decimal[:LONGEST_NUMBER])
    return b"" if number in SURROGATES or number > LAST_CHARACTER else reference[0]


def _why_empty(body: bytes) -> str:
    if not body.strip():
        return "is empty; check the address"
    if WEB_PAGE.search(body[:SNIFFED]):
        return "this is a web page, not a feed; look on it for a link to its RSS or Atom feed"
    return "this is neither RSS nor Atom; check the address"


def _items(entries: object) -> Iterator[FeedItem]:
    for entry in entries if isinstance(entries, list) else ():
        url, title, text = _link(entry), _title(entry), _text(entry)
        if url or title or text:
            yield FeedItem(id=_id(entry, url, title), url=url, title=title, text=text, published=_published(entry))


def _id(entry: Mapping[str, Any], url: str, title: str) -> str:
    """Return guid, else link, else title and date; a long one by its hash."""
    name = str(entry.get("id") or url or f"{title}\n{entry.get('published', '')}")
    return name if len(name) <= ID_LENGTH else hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _link(entry: Mapping[str, Any]) -> str:
    """Return the item's web address, or nothing."""
    link = str(entry.get("link") or "").strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in {"http", "https"} and parts.hostname else ""


def _title(entry: Mapping[str, Any]) -> str:
    return _plain(entry.get("title_detail"), TITLE_LENGTH).replace("\n", " ")


def _text(entry: Mapping[str, Any]) -> str:
    """Return the longest text that the item prints: its content, or the summary where that says more."""
    printed = [*(entry.get("content") or ()), entry.get("summary_detail")]
    return max((_plain(part, TEXT_LENGTH) for part in printed), key=len)


def _plain(part: Mapping[str, Any] | None, limit: int) -> str:
    """Return a text construct without its markup, if it may have any."""
    value = str((part or {}).get("value") or "")
    return (tidied if part and part.get("type") == "text/plain" else unmarked)(value, limit=limit)


def _published(entry: dict[str, Any]) -> datetime | None:
    """Return the day of printing, else of the last change, as feedparser understood it."""
    printed = entry.get("published_parsed") or dict.get(entry, "updated_parsed")  # its own get() warns of the second
    if not isinstance(printed, struct_time):
        return None
    try:
        return datetime(*printed[:6], tzinfo=UTC)
    except ValueError:
        return None
