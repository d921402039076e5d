"""How feeds and the desk as a whole are doing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.model import CardView, Condition, DeskStatus, FeedHealth, FeedState, Outcome, Section, TableView
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
UNKNOWN = "-"
_OUTLET, _FAULT, _FAILING = 30, 120, 5
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MEGABYTE = 1_000_000


def feeds_view(healths: Sequence[FeedHealth], now: datetime) -> TableView:
    """Return a line a feed, and a line more for what it met where it fails."""
    rows = [row for health in healths for row in _rows(health, now)]
    conditions = {each: sum(health.condition is each for health in healths) for each in Condition}
    return TableView(
        title=f"{counted(len(healths), 'feed')}: {conditions_in_words(conditions)}",
        headings=FEED_HEADINGS,
        rows=tuple(rows),
        note="New articles end in matched, no claim, off topic or unreadable; `feeds list --json` counts each.",
    )


def status_view(status: DeskStatus, now: datetime) -> CardView:
    """Return what an operator looks at first, on one screen."""
    feeds = sum(status.feeds.values())
    return CardView(
        title=f"{counted(feeds, 'feed')}: {conditions_in_words(status.feeds)}",
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


def conditions_in_words(conditions: Mapping[Condition, int]) -> str:
    """Return `2 failing, 98 fine`, the worst first."""
    told = [f"{conditions[each]:,} {each.value}" for each in Condition if conditions.get(each)]
    return ", ".join(told) or "none configured"


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
