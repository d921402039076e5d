"""A feed's body as items: only those that the last reading did not know, each with what it is known by."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.syndication.identity import Fingerprint, content_mark, fingerprint_of, named, remembered
from adapters.syndication.json_feed import described, is_json, json_item, object_mark, objects_in, read_json
from adapters.syndication.mending import mended
from adapters.syndication.rss_atom import Markup, read_markup
from adapters.syndication.splitting import Split, beginning, is_complete, split
from bot.errors import FaultyResource
from bot.model import FeedItem, ParsedFeed

MOST_ITEMS = 5_000
TOO_MANY = f"prints more than {MOST_ITEMS:,} items; only the first {MOST_ITEMS:,} are read"
CUT_SHORT = "ends in the middle; its last item is left for the next poll"
CUT_AT_ONCE = "ends before its first item does; it is read when it is whole"
SNIFFED = 2_048
WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a body came from, and when."""

    content_type: str
    url: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """What a body printed: items whose ids are still their guids, and marks that tell each one's content."""

    feed: ParsedFeed
    marks: Sequence[str]
    """Of everything the body prints."""
    fresh: Mapping[int, FeedItem | None]
    """By their place among the marks, the items that the last reading did not know; None for one that is empty."""


def read_feed(body: bytes, content_type: str, url: str, now: datetime, known: Collection[str] = ()) -> ParsedFeed:
    """Return what a body says; raise FaultyResource with the rest of a sentence when this is no feed."""
    source, earlier = Source(content_type, url, now), remembered(known)
    if not body.strip():
        raise FaultyResource("is empty; check the address")
    read = _json(body, source, earlier) if is_json(body) else _markup(mended(body, content_type), source, earlier)
    return _identified(read, earlier)


def _identified(read: Read, earlier: Mapping[str, Fingerprint]) -> ParsedFeed:
    """Name the items, and leave a fingerprint of each."""
    items = {place: item for place, item in read.fresh.items() if item is not None}
    prints = {place: fingerprint_of(item, read.marks[place]) for place, item in items.items()}
    known = {mark: earlier[mark] for mark in read.marks if mark in earlier}
    gone = [each for mark, each in earlier.items() if mark not in known]
    every = [prints.get(place) or known.get(mark) for place, mark in enumerate(read.marks)]
    return replace(
        read.feed,
        items=named(list(items.values()), list(prints.values()), known.values(), gone),
        fingerprints=tuple(str(each) for each in every if each is not None),
    )


def _json(body: bytes, source: Source, earlier: Collection[str]) -> Read:
    feed = read_json(body)
    about, printed = described(feed, source.url), objects_in(feed)
    kept = printed[:MOST_ITEMS]
    marks = [object_mark(each) for each in kept]
    fresh = {
        place: json_item(kept[place], source.url, about.language, source.now)
        for place, mark in enumerate(marks)
        if mark not in earlier
    }
    return Read(replace(about, fault=TOO_MANY if len(printed) > len(kept) else ""), marks, fresh)


def _markup(body: bytes, source: Source, earlier: Collection[str]) -> Read:
    parts = split(body)
    return (parts and _fresh_only(parts, source, earlier)) or _whole(body, source, earlier)


def _fresh_only(parts: Split, source: Source, earlier: Collection[str]) -> Read | None:
    """Parse what is not known; None when feedparser counts items otherwise, and the body must be read whole."""
    marks = parts.marks[:MOST_ITEMS]
    fresh = [place for place, mark in enumerate(marks) if mark not in earlier]
    markup = read_markup(parts.holding(frozenset(fresh)), source.content_type, source.url, source.now)
    if not markup.version or len(markup.entries) != len(fresh):
        return None
    fault = TOO_MANY if len(parts.marks) > len(marks) else ""
    return Read(replace(markup.feed, fault=fault), marks, dict(zip(fresh, markup.entries, strict=True)))


def _whole(body: bytes, source: Source, earlier: Collection[str]) -> Read:
    markup = read_markup(beginning(body, MOST_ITEMS + 1), source.content_type, source.url, source.now)
    entries, fault = _kept(body, markup)
    if not any(entries) and not markup.version:
        raise FaultyResource(_why_empty(body))
    if not any(entries) and fault == CUT_SHORT:
        raise FaultyResource(CUT_AT_ONCE)
    marks = [content_mark(repr(entry).encode("utf-8", "replace")) for entry in entries]
    fresh = {place: entry for place, entry in enumerate(entries) if marks[place] not in earlier}
    return Read(replace(markup.feed, fault=fault), marks, fresh)


def _kept(body: bytes, markup: Markup) -> tuple[Sequence[FeedItem | None], str]:
    """Return the entries that may be read: not half a one, from a body that was cut."""
    if markup.damaged and not is_complete(body):
        return markup.entries[:-1][:MOST_ITEMS], CUT_SHORT
    return markup.entries[:MOST_ITEMS], TOO_MANY if len(markup.entries) > MOST_ITEMS else ""


def _why_empty(body: bytes) -> str:
    if WEB_PAGE.search(body[:SNIFFED]):
        return "this is a web page, not a feed; look on it for a link to its RSS or Atom feed"
    return "this is neither RSS, Atom nor JSON Feed; check the address"
