"""How feeds and the desk as a whole are doing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.model import (
    CardView,
    Condition,
    DeskStatus,
    FeedCheck,
    FeedHealth,
    FeedLink,
    FeedState,
    Outcome,
    ParsedFeed,
    Section,
    TableView,
)
from bot.views.feeds import bare_address, bare_fault
from bot.views.lines import line
from bot.views.wording import ago, clean, counted, shorten

FEED_HEADINGS = (
    "Outlet",
    "State",
    "Read",
    "Lag",
    "Every",
    "Listed",
    "New",
    "Matched",
    "Alerted",
    "Unreadable",
    "MB",
    "304",
    "Next",
    "Feed",
)
OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.MATCHED: "matched",
    Outcome.NO_CLAIM: "no claim",
    Outcome.OFF_TOPIC: "off topic",
    Outcome.UNREADABLE: "unreadable",
    Outcome.BASELINE: "seen at first contact",
}
NO_FEEDS = "none yet; `tallywire run` takes up those of the feeds file"
UNKNOWN = "-"
_OUTLET, _FAULT, _FAILING = 30, 120, 5
_TITLE, _NEWEST = 100, 5
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MEGABYTE = 1_000_000


def feeds_view(healths: Sequence[FeedHealth], now: datetime, *, amiss: bool = False) -> TableView:
    """Return a line a feed, and a line more for what it met where it fails; `amiss` where others are left out."""
    rows = [row for health in healths for row in _rows(health, now)]
    conditions = {each: sum(health.condition is each for health in healths) for each in Condition}
    return TableView(
        title=f"{counted(len(healths), 'feed')}: {conditions_in_words(conditions) if rows or amiss else NO_FEEDS}",
        headings=FEED_HEADINGS,
        rows=tuple(rows),
        note="New articles end in matched, no claim, off topic or unreadable; `feeds list --json` counts each.",
    )


def status_view(status: DeskStatus, now: datetime) -> CardView:
    """Return what an operator looks at first, on one screen."""
    feeds = sum(status.feeds.values())
    return CardView(
        title=f"{counted(feeds, 'feed')}: {conditions_in_words(status.feeds) if feeds else NO_FEEDS}",
        sections=tuple(
            Section(heading=heading, lines=tuple(line(clean(each)) for each in lines))
            for heading, lines in (
                ("Reading", tuple(_reading(status, now))),
                ("Articles", (outcomes_in_words(status.outcomes),)),
                ("Posts", tuple(_posts(status, now))),
                ("Needs you", tuple(_needs(status, now))),
            )
            if lines
        ),
    )


def check_view(check: FeedCheck, now: datetime) -> CardView:
    """Return what a poll would find, or where a page's feeds are."""
    where = bare_address(check.found_at)
    if check.found_at != check.url:
        where = f"{bare_address(check.url)}, {'moved for good' if check.moved else 'redirected'} to {where}"
    sections = [("", [where])]
    if check.parsed is None:
        declared = [_link(link) for link in check.links if link.declared]
        sections += [
            ("It leads to", declared),
            ("A feed may be at", [_link(each) for each in check.links if not each.declared]),
        ]
    else:
        sections += [("", list(_found(check.parsed, now))), ("Newest", _newest(check.parsed, now))]
    return CardView(
        title="A web page, no feed" if check.parsed is None else clean(check.parsed.title) or "A feed without a title",
        sections=tuple(
            Section(heading=heading, lines=tuple(line(clean(each)) for each in lines))
            for heading, lines in sections
            if lines
        ),
    )


def _link(link: FeedLink) -> str:
    return f"{bare_address(link.url)} ({link.title})" if link.title else bare_address(link.url)


def _found(parsed: ParsedFeed, now: datetime) -> Iterator[str]:
    summaries = sum(item.summary_only for item in parsed.items)
    undated = sum(item.published is None for item in parsed.items)
    dates = [item.published for item in parsed.items if item.published is not None]
    yield f"{counted(len(parsed.items), 'item')}, {summaries} with a summary only, {undated} without a date"
    if dates:
        yield f"the newest was printed {ago(max(dates), now)}, the oldest {ago(min(dates), now)}"
    if parsed.interval is not None:
        yield f"asks to be polled every {length(parsed.interval)}"
    if parsed.hubs:
        yield f"offers push by {', '.join(bare_address(hub) for hub in parsed.hubs)}"
    if parsed.fault:
        yield f"damaged: {parsed.fault}"


def _newest(parsed: ParsedFeed, now: datetime) -> list[str]:
    newest = [item for item in parsed.items if item.published is not None] or list(parsed.items)
    newest.sort(key=lambda item: item.published or now, reverse=True)
    return [shorten(item.title or "without a title", _TITLE) for item in newest[:_NEWEST]]


def conditions_in_words(conditions: Mapping[Condition, int]) -> str:
    """Return `2 failing, 98 fine`, the worst first."""
    told = [f"{conditions[each]:,} {each.value}" for each in Condition if conditions.get(each)]
    return ", ".join(told) or "none"


def outcomes_in_words(outcomes: Mapping[Outcome, int]) -> str:
    """Return how many articles ended how."""
    told = [f"{outcomes.get(each, 0):,} {words}" for each, words in OUTCOME_WORDS.items()]
    return f"{counted(sum(outcomes.values()), 'article')}: {', '.join(told)}"


def length(seconds: float) -> str:
    """Return `45 s`, `5 min`, `2 h` or `3 days`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    if seconds < 2 * _DAY:
        return f"{seconds / _HOUR:.0f} h"
    return f"{seconds / _DAY:.0f} days"


def _rows(health: FeedHealth, now: datetime) -> Iterator[tuple[str, ...]]:
    state, tally, outcomes = health.state, health.state.tally, health.outcomes
    share = health.unchanged_share
    yield (
        shorten(clean(state.feed.outlet), _OUTLET),
        health.condition.value,
        UNKNOWN if state.last_success is None else ago(state.last_success, now),
        UNKNOWN if tally.lag is None else length(tally.lag),
        _interval(state),
        f"{tally.listed:,}",
        f"{sum(outcomes.values()) - outcomes.get(Outcome.BASELINE, 0):,}",
        f"{outcomes.get(Outcome.MATCHED, 0):,}",
        f"{tally.alerted:,}",
        f"{outcomes.get(Outcome.UNREADABLE, 0):,}",
        f"{tally.bytes / _MEGABYTE:,.1f}",
        UNKNOWN if share is None else f"{share:.0%}",
        _next(state, now),
        bare_address(state.feed.url),
    )
    if state.fault:
        yield ("", *("",) * (len(FEED_HEADINGS) - 2), shorten(clean(bare_fault(state)), _FAULT))


def _interval(state: FeedState) -> str:
    seconds = state.pace.interval if state.feed.interval is None else state.feed.interval
    return UNKNOWN if seconds is None else length(seconds)


def _next(state: FeedState, now: datetime) -> str:
    if state.paused or state.gone:
        return UNKNOWN
    seconds = (state.next_due - now).total_seconds()
    return f"in {length(seconds)}" if seconds > 0 else "due"


def _reading(status: DeskStatus, now: datetime) -> Iterator[str]:
    if status.oldest_due is None:
        yield "No feed is overdue."
    else:
        waited = length((now - status.oldest_due).total_seconds())
        yield f"{counted(status.overdue, 'feed')} due, the first for {waited}: what it printed since is unread."
    if status.looks.oldest is not None:
        waited = length((now - status.looks.oldest).total_seconds())
        yield f"{counted(status.looks.articles, 'page')} due to be read, the first for {waited}."
    if status.lag is not None and status.slowest is not None:
        slowest = f"{clean(status.slowest.feed.outlet)} {length(status.slowest.tally.lag or 0.0)}"
        yield f"From print to first sight: {length(status.lag)} (median of the feeds), slowest {slowest}."


def _posts(status: DeskStatus, now: datetime) -> Iterator[str]:
    posts = status.posts
    waiting = "No post waits" if posts.oldest is None else f"{counted(posts.waiting, 'post')} waiting"
    since = "" if posts.oldest is None else f", the first since {ago(posts.oldest, now)}"
    last = "none was delivered yet" if posts.last_posted is None else f"the last went out {ago(posts.last_posted, now)}"
    yield f"{waiting}{since}; {last}."


def _needs(status: DeskStatus, now: datetime) -> Iterator[str]:
    for state in status.failing[:_FAILING]:
        read = "never read" if state.last_success is None else f"last read {ago(state.last_success, now)}"
        word = "gone" if state.gone else "failing"
        yield f"{shorten(state.feed.outlet, _OUTLET)} is {word}, {read}: {shorten(bare_fault(state), _FAULT)}"
    if len(status.failing) > _FAILING:
        yield f"{len(status.failing) - _FAILING:,} more: `feeds list`."
