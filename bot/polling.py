"""What a poll means for its feed: when it is asked next, and with what."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.model import Article, Feed, FeedItem, FeedState
from bot.ports import Fetched
from bot.urls import article_id, canonical_url, digest

CEILING = 3600.0
"""Seconds: a failing feed is never asked less often than hourly, unless its own interval is longer."""
SPREAD = 0.05
"""Share of an interval by which polls are moved, so that feeds of one host do not stay in step."""
MOST_DOUBLINGS = 12
OLDEST_YEAR = 1990
"""Feeds are younger: an earlier date is a slip, such as 1970 or year 1."""


def fingerprint(body: bytes) -> str:
    """Return what tells one body from another."""
    return sha256(body).hexdigest()


def delay(interval: float, failures: int, chance: float) -> timedelta:
    """Return the time until the next poll; `chance` is even between 0 and 1."""
    doubled = interval * 2 ** min(failures, MOST_DOUBLINGS)
    seconds = max(interval, min(doubled, CEILING))
    return timedelta(seconds=seconds * (1 + SPREAD * (2 * chance - 1)))


def succeeded(state: FeedState, fetched: Fetched, body_hash: str | None, now: datetime, chance: float) -> FeedState:
    """Return the feed after a poll that went well. What an unchanged answer does not repeat stays as it was."""
    return replace(
        state,
        next_due=now + delay(state.feed.interval, 0, chance),
        etag=fetched.etag or (None if fetched.changed else state.etag),
        last_modified=fetched.last_modified or (None if fetched.changed else state.last_modified),
        body_hash=body_hash,
        failures=0,
        fault="",
        last_success=now,
    )


def failed(state: FeedState, fault: str, now: datetime, chance: float) -> FeedState:
    """Return the feed after a poll that went wrong: asked again later and later, never given up."""
    failures = state.failures + 1
    due = now + delay(state.feed.interval, failures, chance)
    return replace(state, next_due=due, failures=failures, fault=fault)


def article_of(item: FeedItem, feed: Feed, now: datetime) -> Article:
    """Return the item as an article of the feed's outlet.

    Without a web address of its own it is known by the feed's and the item's id.
    """
    try:
        url = canonical_url(item.url)
        name = article_id(url)
    except ValueError:
        url, name = "", digest(f"{feed.url}\n{item.id}")
    return Article(
        id=name,
        url=url,
        outlet=feed.outlet,
        published=printed(item.published, now),
        title=item.title,
        text=item.text,
    )


def printed(published: datetime | None, now: datetime) -> datetime:
    """Return when an item was printed; now where its feed does not say, or cannot be right."""
    if published is None or published.year < OLDEST_YEAR or published > now:
        return now
    return published
