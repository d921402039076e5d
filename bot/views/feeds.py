"""Feeds in words: what operators are told of one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.model import FeedState, Notice, Place
from bot.polling import Concern
from bot.urls import digest, printable_url
from bot.views.wording import counted, day, shorten

_NAME_LIMIT = 60
_FAULT_LIMIT = 300


def feed_notices(
    concern: Concern, before: FeedState, after: FeedState, places: Sequence[Place], now: datetime
) -> tuple[Notice, ...]:
    """Put a concern into words, once for each place. Its key is the same for the same poll of the same feed."""
    key = digest(f"{after.feed.url}\n{concern}\n{after.fence}")
    title, lines = _worded(concern, before, after, now)
    return tuple(
        Notice(
            key=key,
            platform=place.platform,
            server=place.server,
            channel=place.channel,
            title=f"{title}: {shorten(after.feed.outlet, _NAME_LIMIT)}",
            lines=lines,
            made=now,
        )
        for place in places
    )


def bare_address(url: str) -> str:
    """Return an address as it may stand in a channel: told apart from others, and no link."""
    shown = printable_url(url)
    return shown.partition("://")[2].removeprefix("www.") or shown


def bare_fault(state: FeedState) -> str:
    """Return what a poll met, without the address that it begins with."""
    fault = state.fault
    for url in (state.feed.url, state.address or state.feed.url):
        fault = fault.removeprefix(f"{printable_url(url)}: ")
    return shorten(fault, _FAULT_LIMIT)


def moment(when: datetime, now: datetime) -> str:
    """Return `22 Jan 12:05 UTC`."""
    return f"{day(when, now)} {when.astimezone(UTC):%H:%M} UTC"


def _worded(concern: Concern, before: FeedState, after: FeedState, now: datetime) -> tuple[str, tuple[str, ...]]:
    """Return a title and what there is to say."""
    address = bare_address(after.feed.url)
    match concern:
        case Concern.FAILING:
            return "FEED FAILS", (
                f"{address}: {counted(after.failures, 'poll')} in a row went wrong; {_last_success(after, now)}.",
                f"The last one met: {bare_fault(after)}",
                f"It is asked again at {moment(after.next_due, now)}, and never given up.",
            )
        case Concern.RECOVERED:
            gap = f"after {counted(before.failures, 'poll')} that went wrong; {_last_success(before, now)}"
            return "FEED IS BACK", (f"{address}: answers again {gap}.",)
        case Concern.MOVED:
            return "FEED HAS MOVED", (
                f"{address}: its publisher has moved it for good to {bare_address(after.address or '')}.",
                "It is polled there from now on; the feeds file still names the old address.",
            )
        case Concern.GONE:
            return "FEED IS GONE", (
                f"{address}: its publisher says that it is gone for good; {_last_success(after, now)}.",
                "It is no longer polled. What now?",
                f"`tallywire feeds remove {address}` drops it, `tallywire feeds retry {address}` asks again.",
            )


def _last_success(state: FeedState, now: datetime) -> str:
    if state.last_success is None:
        return "it has never been read"
    return f"it was last read at {moment(state.last_success, now)}"
