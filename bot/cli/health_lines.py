"""The health of feeds and of the desk for programs: JSON objects."""

from datetime import datetime
from typing import Any

from bot.model import DeskStatus, FeedCheck, FeedHealth, FeedState, Outcome
from bot.urls import printable_url


def feed_line(health: FeedHealth) -> dict[str, Any]:
    """Return a feed as `feeds list --json` prints it; times are ISO 8601, spans seconds."""
    state, tally = health.state, health.state.tally
    return {
        **_name(state),
        "condition": health.condition.value,
        "moved_to": None if state.address is None else printable_url(state.address),
        "last_success": _time(state.last_success),
        "next_due": _time(state.next_due),
        "interval": state.feed.interval if state.feed.interval is not None else state.pace.interval,
        "pushed_until": _time(state.pushed_until),
        "lag": tally.lag,
        "failures": state.failures,
        "fault": state.fault,
        "polls": tally.polls,
        "failed": tally.failed,
        "unchanged": tally.unchanged,
        "unchanged_share": health.unchanged_share,
        "bytes": tally.bytes,
        "listed": tally.listed,
        "alerted": tally.alerted,
        "articles": {outcome.value: health.outcomes.get(outcome, 0) for outcome in Outcome},
    }


def status_line(status: DeskStatus, now: datetime) -> dict[str, Any]:
    """Return the desk's status as `status --json` prints it."""
    posts = status.posts
    return {
        "now": _time(now),
        "feeds": {condition.value: count for condition, count in status.feeds.items()},
        "overdue": status.overdue,
        "oldest_due": _time(status.oldest_due),
        "looks": {"overdue": status.looks.articles, "oldest": _time(status.looks.oldest)},
        "lag": status.lag,
        "slowest": None if status.slowest is None else {**_name(status.slowest), "lag": status.slowest.tally.lag},
        "articles": {outcome.value: status.outcomes.get(outcome, 0) for outcome in Outcome},
        "posts": {"waiting": posts.waiting, "oldest": _time(posts.oldest), "last_posted": _time(posts.last_posted)},
        "failing": [{**_name(state), "gone": state.gone, "fault": state.fault} for state in status.failing],
    }


def check_line(check: FeedCheck) -> dict[str, Any]:
    """Return what `feeds check --json` found."""
    line: dict[str, Any] = {"url": printable_url(check.url), "found_at": printable_url(check.found_at), "feed": None}
    line["links"] = [{"url": link.url, "title": link.title, "declared": link.declared} for link in check.links]
    if (parsed := check.parsed) is not None:
        line["feed"] = {
            "title": parsed.title,
            "language": parsed.language,
            "interval": parsed.interval,
            "hubs": list(parsed.hubs),
            "fault": parsed.fault,
            "items": [
                {"title": item.title, "url": item.url, "published": _time(item.published), "summary": item.summary_only}
                for item in parsed.items
            ],
        }
    return line


def _name(state: FeedState) -> dict[str, Any]:
    return {"url": printable_url(state.feed.url), "outlet": state.feed.outlet}


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
