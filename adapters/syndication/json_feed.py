"""JSON Feed 1.0 and 1.1, which feedparser does not read.

Read by hand, not against a schema: publishers leave out what the standard demands and put numbers where it wants
text, and one wrong field shall not cost an item.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.syndication.dates import possible
from adapters.syndication.identity import content_mark
from adapters.syndication.passages import NAME_LENGTH, body_text, language, line, web_address
from bot.errors import FaultyResource
from bot.model import FeedItem, ParsedFeed

VERSION = "jsonfeed.org/version/"
OPENINGS = (b"{", b"\xef\xbb\xbf{", b"\xff\xfe{", b"\xfe\xff\0{")
SNIFFED = 200
NO_JSON_FEED = "this is JSON, but no JSON Feed; check the address"
MOST_HUBS = 5
Object = Mapping[str, Any]


def is_json(body: bytes) -> bool:
    """Return whether a body starts as a JSON object does."""
    return body[:SNIFFED].lstrip().startswith(OPENINGS)


def read_json(body: bytes) -> Object:
    """Return the feed object; raise FaultyResource with the rest of a sentence when there is none."""
    try:
        feed = json.loads(body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff \t\r\n"))
    except RecursionError as error:
        raise FaultyResource("this is JSON nested too deeply to be a feed; ask its publisher") from error
    except ValueError as error:
        raise FaultyResource("this is JSON that is damaged or cut short; ask its publisher") from error
    if not isinstance(feed, dict) or VERSION not in _text(feed, "version") or not isinstance(feed.get("items"), list):
        raise FaultyResource(NO_JSON_FEED)
    return feed


def objects_in(feed: Object) -> tuple[Object, ...]:
    """Return the items as printed; what is no object is left out."""
    return tuple(each for each in feed["items"] if isinstance(each, dict))


def object_mark(printed: Object) -> str:
    """Return what tells the content of an item from another's."""
    return content_mark(json.dumps(printed, sort_keys=True).encode("ascii"))


def described(feed: Object, url: str) -> ParsedFeed:
    """Return what the feed says of itself."""
    hubs = (web_address(each.get("url"), url) for each in _objects(feed, "hubs"))
    return ParsedFeed(
        items=(),
        title=line((_text(feed, "title"), False)),
        language=language(feed.get("language")),
        hubs=tuple(dict.fromkeys(hub for hub in hubs if hub))[:MOST_HUBS],
        self_url=_address(feed, url, "feed_url"),
    )


def json_item(printed: Object, url: str, feed_language: str, now: datetime) -> FeedItem | None:
    """Return an item whose id is still its guid; None for one that holds nothing."""
    contents = [(_text(printed, "content_html"), True), (_text(printed, "content_text"), False)]
    text, summary_only = body_text(contents, (_text(printed, "summary"), False))
    address = _address(printed, url, "url", "external_url")
    title = line((_text(printed, "title"), False))
    if not (address or title or text):
        return None
    updated = _moment(printed, "date_modified", now)
    return FeedItem(
        id=_text(printed, "id"),
        url=address,
        title=title,
        text=text,
        published=_moment(printed, "date_published", now) or updated,
        updated=updated,
        author=_author(printed),
        language=language(printed.get("language"), feed_language),
        summary_only=summary_only,
    )


def _text(printed: Object, key: str) -> str:
    """Return a text; a number where text belongs is read as its digits."""
    value = printed.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return value if isinstance(value, str) else ""


def _objects(printed: Object, key: str) -> Sequence[Object]:
    value = printed.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _address(printed: Object, url: str, *keys: str) -> str:
    return next((address for key in keys if (address := web_address(printed.get(key), url))), "")


def _author(printed: Object) -> str:
    one = printed.get("author")
    authors = [*_objects(printed, "authors"), *([one] if isinstance(one, dict) else [])]
    return line((next((name for name in (_text(each, "name") for each in authors) if name), ""), False), NAME_LENGTH)


def _moment(printed: Object, key: str, now: datetime) -> datetime | None:
    date = printed.get(key)
    try:
        return possible(datetime.fromisoformat(date.strip().upper()), now) if isinstance(date, str) else None
    except ValueError:
        return None
