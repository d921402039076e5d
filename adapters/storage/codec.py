"""Values of the model to rows and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from adapters.storage.tables import ENTRY, Stored
from bot.model import (
    NEWS,
    Article,
    ArticleRecord,
    Entry,
    Feed,
    FeedState,
    Follow,
    FollowLevel,
    FullText,
    Mute,
    Origin,
    Outcome,
    Outgoing,
    Pace,
    Place,
    PostState,
    QueuedPost,
    TakenFrom,
    Tally,
)
from bot.urls import digest, host_of

Values = dict[str, Any]
"""Column name -> value."""

WAITING, LEASED, POSTED, REFUSED = (state.value for state in PostState)


def feed_values(state: FeedState) -> Values:
    """Return a whole row of `feeds`."""
    feed = state.feed
    return {
        "url": feed.url,
        **configured_values(feed),
        **polled_values(state),
        "alerted": state.tally.alerted,
        "pushed_until": state.pushed_until,
        "paused": state.paused,
        "fence": state.fence,
    }


def configured_values(feed: Feed) -> Values:
    """Return what the settings say of a feed."""
    return {"outlet": feed.outlet, "interval": feed.interval, "full_text": feed.full_text.value}


def polled_values(state: FeedState) -> Values:
    """Return what a poll learns of a feed."""
    return {
        "address": state.address,
        "host": host_of(state.address or state.feed.url),
        "next_due": state.next_due,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_hash": state.body_hash,
        "baselined": state.baselined,
        "failures": state.failures,
        "fault": state.fault,
        "last_success": state.last_success,
        "gone": state.gone,
        "told_failing": state.told_failing,
        **_pace_values(state.pace),
        **_tally_values(state.tally),
    }


def pushed_values(state: FeedState) -> Values:
    """Return what a push changes about a feed."""
    return {"pushed_until": state.pushed_until, **_pace_values(state.pace), **_tally_values(state.tally)}


def feed_state(row: Row[Any]) -> FeedState:
    """Read a row of `feeds`."""
    return FeedState(
        feed=Feed(url=row.url, outlet=row.outlet, interval=row.interval, full_text=FullText(row.full_text)),
        address=row.address,
        next_due=row.next_due,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        baselined=row.baselined,
        failures=row.failures,
        fault=row.fault,
        last_success=row.last_success,
        paused=row.paused,
        gone=row.gone,
        told_failing=row.told_failing,
        pushed_until=row.pushed_until,
        pace=Pace(interval=row.wait, gap=row.gap, last_new=row.last_new, asked=row.asked),
        tally=Tally(
            polls=row.polls,
            failed=row.failed,
            unchanged=row.unchanged,
            bytes=row.bytes,
            listed=row.listed,
            alerted=row.alerted,
            lag=row.lag,
        ),
        fence=row.fence,
    )


def _pace_values(pace: Pace) -> Values:
    return {"wait": pace.interval, "gap": pace.gap, "last_new": pace.last_new, "asked": pace.asked}


def _tally_values(tally: Tally) -> Values:
    return {
        "polls": tally.polls,
        "failed": tally.failed,
        "unchanged": tally.unchanged,
        "bytes": tally.bytes,
        "listed": tally.listed,
        "lag": tally.lag,
    }


def article_values(record: ArticleRecord) -> Values:
    """Return a row of `articles`."""
    article = record.article
    return {
        "id": article.id,
        "version": article.version,
        "url": article.url,
        "outlet": article.outlet,
        "published": article.published,
        "title": article.title,
        "text": article.text,
        "feed": record.feed,
        "first_seen": record.first_seen,
        "outcome": record.outcome.value,
        "reason": record.reason,
        "taken_from": article.taken_from.value,
        "copy_of": article.origin.article if article.origin else None,
        "copied_outlet": article.origin.outlet if article.origin else None,
        "byline": record.byline,
        "modified": record.modified,
    }


def article_record(row: Row[Any]) -> ArticleRecord:
    """Read a row of `articles`."""
    article = Article(
        id=row.id,
        url=row.url,
        outlet=row.outlet,
        published=row.published,
        title=row.title,
        text=row.text,
        version=row.version,
        taken_from=TakenFrom(row.taken_from),
        origin=Origin(article=row.copy_of, outlet=row.copied_outlet) if row.copy_of is not None else None,
    )
    return ArticleRecord(
        article=article,
        feed=row.feed,
        first_seen=row.first_seen,
        outcome=Outcome(row.outcome),
        reason=row.reason,
        byline=row.byline,
        modified=row.modified,
    )


def entry_values(entry: Entry) -> Values:
    """Return a row of `ledger`."""
    statement, stored = entry.statement, Stored(ENTRY.dump_json(entry).decode())
    return {
        "id": statement.id,
        "topic": statement.topic,
        "claim": statement.claim,
        "corrects": entry.corrects,
        "seal": seal(stored),
        "news": entry.verdict.kind in NEWS,
        "entry": stored,
    }


def seal(stored: str) -> str:
    """Return what tells an entry as it was written from one that was changed since."""
    return digest(stored)


def target_values(target: Follow | Mute) -> Values:
    """Return what a follow or mute is about and whose it is: the key of its table."""
    return {"topic": target.topic, **place_values(target.place), "claim": target.claim or ""}


def place_values(place: Place) -> Values:
    """Return the columns of a channel's address."""
    return {"platform": place.platform, "server": place.server, "channel": place.channel}


def place(row: Row[Any]) -> Place:
    """Read the columns of a channel's address."""
    return Place(platform=row.platform, server=row.server, channel=row.channel)


def follow(row: Row[Any]) -> Follow:
    """Read a row of `follows`."""
    return Follow(
        platform=row.platform,
        server=row.server,
        channel=row.channel,
        topic=row.topic,
        claim=row.claim or None,
        level=FollowLevel(row.level),
    )


def mute(row: Row[Any]) -> Mute:
    """Read a row of `mutes`."""
    return Mute(
        platform=row.platform,
        server=row.server,
        channel=row.channel,
        topic=row.topic,
        claim=row.claim or None,
        until=row.until,
        until_changed=row.until_changed,
    )


def post_values(post: Outgoing, now: datetime) -> Values:
    """Return the row of `posts` of a post that nobody has tried to deliver."""
    return {
        **place_values(post.place),
        "key": post.key,
        "post": post,
        "queued": now,
        "state": WAITING,
        "attempts": 0,
        "fault": "",
        "next_attempt": now,
        "fence": 0,
    }


def queued_post(row: Row[Any], sent_before: datetime | None) -> QueuedPost:
    """Read a row of `posts`."""
    return QueuedPost(post=row.post, queued=row.queued, attempts=row.attempts, fence=row.fence, sent_before=sent_before)
