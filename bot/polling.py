"""What a poll means for its feed: when it is asked next and with what, and what its operators should hear of."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.model import Article, Feed, FeedItem, FeedState, TakenFrom, Tally
from bot.pace import Bounds, host_pause, interval, observed, patience, wait
from bot.ports import Fetched
from bot.urls import article_id, canonical_url, digest

OLDEST_YEAR = 1990
"""Feeds are younger: an earlier date is a slip, such as 1970 or year 1."""
LONGEST_LAG = timedelta(days=2)
"""An entry printed longer ago says nothing of how soon we look."""
WEIGHT_OF_LAST = 0.2
"""How much one lag counts against those before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say of polling."""

    bounds: Bounds = field(default_factory=Bounds)
    notice_after: int = 5
    """Failures in a row before the operators are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a changed body brought."""

    listed: int
    """Entries in the body."""
    new: int
    """Entries that the feed had not printed before."""
    asked: float | None = None
    """Seconds between polls that the body asks for."""
    lags: tuple[float, ...] = ()
    """Seconds from print to now, of the new entries that say when they were printed."""
    damage: str = ""
    """What could not be read of it."""


class Concern(StrEnum):
    """What operators are told of a feed."""

    FAILING = "failing"
    RECOVERED = "recovered"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """Why a poll went wrong."""

    fault: str
    retry_after: float | None = None
    """Seconds that the publisher asks for."""
    gone: bool = False
    throttled: bool = False
    """Whether the host as a whole asks to be left alone."""


def fingerprint(body: bytes) -> str:
    """Return what tells one body from another."""
    return sha256(body).hexdigest()


def succeeded(
    state: FeedState, fetched: Fetched, gain: Gain | None, now: datetime, chance: float, rules: Rules
) -> FeedState:
    """Return the feed after a poll that went well; `gain` is None where nothing has changed.

    What an unchanged answer does not repeat stays as it was. `chance` is even between 0 and 1.
    """
    feed, pace = state.feed, state.pace
    if gain is not None:
        # First contact says nothing of the pace, but a feed is quiet from then on.
        new = gain.new if state.baselined else 1
        pace = replace(observed(pace, new, now), asked=gain.asked)
    pace = replace(pace, interval=interval(pace, feed.interval, fetched.max_age, now, rules.bounds))
    pushed = _pushed_until(state, gain, now)
    if pushed is not None and feed.interval is None:
        pace = replace(pace, interval=max(pace.interval or 0.0, rules.bounds.most))
    return replace(
        state,
        next_due=now + wait(pace.interval or 0.0, fetched.retry_after, chance),
        address=_address(state, fetched),
        etag=fetched.etag or (None if fetched.changed else state.etag),
        last_modified=fetched.last_modified or (None if fetched.changed else state.last_modified),
        body_hash=fingerprint(fetched.body) if fetched.changed else state.body_hash,
        baselined=state.baselined or gain is not None,
        failures=0,
        fault=_damage(state, gain),
        last_success=now,
        gone=False,
        told_failing=False,
        pushed_until=pushed,
        pace=pace,
        tally=_counted(state, fetched, gain),
    )


def pushed(state: FeedState, gain: Gain, until: datetime | None, now: datetime) -> FeedState:
    """Return the feed after its hub has pushed something, as which it is relied on until a time."""
    tally = state.tally
    return replace(
        state,
        pushed_until=until,
        pace=observed(state.pace, gain.new, now),
        tally=replace(tally, lag=_lag(tally, gain)),
    )


def failed(state: FeedState, mishap: Mishap, now: datetime, chance: float, rules: Rules) -> FeedState:
    """Return the feed after a poll that went wrong: asked again later and later, never given up."""
    failures = state.failures + 1
    known = failures >= rules.notice_after
    back = known and state.address is not None
    pause = patience(failures, state.feed.interval, mishap.retry_after, rules.bounds, chance)
    return replace(
        state,
        next_due=now + pause,
        # Where it moved may have been a mistake: its own URL has the last word, and is asked without what another gave.
        address=None if back else state.address,
        etag=None if back else state.etag,
        last_modified=None if back else state.last_modified,
        failures=failures,
        fault=mishap.fault,
        gone=mishap.gone,
        told_failing=state.told_failing or known or mishap.gone,
        tally=replace(state.tally, polls=state.tally.polls + 1, failed=state.tally.failed + 1),
    )


def host_free(mishap: Mishap, now: datetime) -> datetime | None:
    """Return when the feeds of a host may be asked again that said we ask too often; None where it did not."""
    return now + host_pause(mishap.retry_after) if mishap.throttled else None


def concerns(before: FeedState, after: FeedState) -> Iterator[Concern]:
    """Yield what the operators should hear of a poll, each once: what they know is part of the feed's state."""
    if after.gone and not before.gone:
        yield Concern.GONE
    elif after.told_failing and not before.told_failing:
        yield Concern.FAILING
    if before.told_failing and not after.told_failing:
        yield Concern.RECOVERED
    if after.address not in {None, before.address}:
        yield Concern.MOVED


def _address(state: FeedState, fetched: Fetched) -> str | None:
    """Return where the feed is polled from now on; None is its own URL."""
    address = fetched.moved_to or state.address
    return None if address == state.feed.url else address


def _pushed_until(state: FeedState, gain: Gain | None, now: datetime) -> datetime | None:
    """Return until when pushes may be relied on: no longer once a poll finds an entry that was not pushed."""
    missed = state.baselined and gain is not None and gain.new > 0
    return None if missed or state.pushed_until is None or state.pushed_until <= now else state.pushed_until


def _damage(state: FeedState, gain: Gain | None) -> str:
    if gain is not None:
        return gain.damage
    return "" if state.failures else state.fault


def _counted(state: FeedState, fetched: Fetched, gain: Gain | None) -> Tally:
    tally = state.tally
    counted = replace(tally, polls=tally.polls + 1, bytes=tally.bytes + fetched.size)
    if gain is None:
        return replace(counted, unchanged=tally.unchanged + 1)
    lag = _lag(tally, gain) if state.baselined else tally.lag  # what was there at first contact was not waited for
    return replace(counted, listed=gain.listed, lag=lag)


def _lag(tally: Tally, gain: Gain) -> float | None:
    lag = tally.lag
    for seconds in gain.lags:
        lag = seconds if lag is None else lag + WEIGHT_OF_LAST * (seconds - lag)
    return lag


def lag_of(item: FeedItem, now: datetime) -> float | None:
    """Return the seconds from print to now; None where the feed does not say, or it is too long ago to tell of us."""
    if item.published is None or not timedelta(0) <= now - item.published <= LONGEST_LAG:
        return None
    return (now - item.published).total_seconds()


def article_of(item: FeedItem, feed: Feed, now: datetime) -> Article:
    """Return the item as an article of the feed's outlet.

    Without a web address of its own it is known by the feed's and the item's id. One that it shares with others is
    left out: the page is read for none of them, since it tells of all.
    """
    try:
        url = canonical_url("" if item.shares_url else item.url)
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
        taken_from=TakenFrom.SUMMARY if item.summary_only else TakenFrom.ITEM,
    )


def printed(published: datetime | None, now: datetime) -> datetime:
    """Return when an item was printed; now where its feed does not say, or cannot be right."""
    if published is None or published.year < OLDEST_YEAR or published > now:
        return now
    return published
