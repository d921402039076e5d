"""What operators ask of feeds: which one is meant, how it is doing, and what is to be done with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from statistics import median

from bot.errors import UnknownName
from bot.model import Condition, DeskStatus, Feed, FeedHealth, FeedState, Outcome
from bot.ports import Store
from bot.urls import printable_url

WORST_FIRST = tuple(Condition)
AMISS = frozenset({Condition.FAILING, Condition.GONE})
CANDIDATES = 5
_LIKENESS = 0.5


async def feed_healths(store: Store) -> tuple[FeedHealth, ...]:
    """Return how each feed is doing, those that need a person first, then by outlet."""
    outcomes = await store.feed_outcomes()
    healths = [
        FeedHealth(state=state, outcomes=outcomes.get(state.feed.url, {})) for state in await store.feed_states()
    ]
    return tuple(sorted(healths, key=_by_need))


async def desk_status(store: Store, now: datetime) -> DeskStatus:
    """Return how all is going."""
    healths = await feed_healths(store)
    states = [health.state for health in healths]
    waiting = [state for state in states if state.next_due <= now and not (state.paused or state.gone)]
    telling = [state for state in states if state.tally.lag is not None]
    outcomes: Counter[Outcome] = Counter()
    for health in healths:
        outcomes.update(health.outcomes)
    return DeskStatus(
        feeds=Counter(health.condition for health in healths),
        overdue=len(waiting),
        oldest_due=min((state.next_due for state in waiting), default=None),
        looks=await store.overdue_looks(now),
        lag=median(_lag(state) for state in telling) if telling else None,
        slowest=max(telling, key=_lag, default=None),
        outcomes=outcomes,
        failing=tuple(health.state for health in healths if health.condition in AMISS),
        posts=await store.outbox_state(),
    )


def find_feeds(names: Iterable[str], feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """Return the feeds that are meant: by address, with or without `https://`, else by outlet, each once.

    An outlet's name stands for all of its feeds. Raise UnknownName with those that may be meant.
    """
    return tuple(dict.fromkeys(feed for name in names for feed in _meant(name, feeds)))


async def pause_feeds(store: Store, feeds: Sequence[Feed], *, paused: bool) -> None:
    """Stop polling feeds, or go on with them."""
    async with store.transaction() as transaction:
        await transaction.pause_feeds([feed.url for feed in feeds], paused=paused)


async def wake_feeds(store: Store, feeds: Sequence[Feed], now: datetime) -> None:
    """Let feeds be polled at once, failing or gone ones too."""
    async with store.transaction() as transaction:
        await transaction.wake_feeds([feed.url for feed in feeds], now)


def _by_need(health: FeedHealth) -> tuple[int, float, str, str]:
    """Order by condition; among those that fail, the one without success for longest comes first."""
    state = health.state
    since = state.last_success.timestamp() if state.last_success and health.condition in AMISS else 0.0
    return WORST_FIRST.index(health.condition), since, state.feed.outlet.casefold(), state.feed.url


def _lag(state: FeedState) -> float:
    return state.tally.lag or 0.0


def _meant(name: str, feeds: Sequence[Feed]) -> list[Feed]:
    wanted = _plain(name)
    named = [feed for feed in feeds if wanted in (_plain(feed.url), _plain(printable_url(feed.url)))]
    found = named or [feed for feed in feeds if feed.outlet.casefold() == name.strip().casefold()]
    if found:
        return found
    close = get_close_matches(name.casefold(), [feed.outlet.casefold() for feed in feeds], CANDIDATES, _LIKENESS)
    close += get_close_matches(wanted, [_plain(feed.url) for feed in feeds], CANDIDATES, _LIKENESS)
    hint = f"Did you mean {', '.join(dict.fromkeys(close[:CANDIDATES]))}?" if close else "`feeds list` shows them all."
    raise UnknownName(f"There is no feed '{name}'. {hint}")


def _plain(url: str) -> str:
    """Return an address as people copy it from a message: without scheme, `www.` and closing slash."""
    address = url.strip()
    return (address.partition("://")[2] or address).removeprefix("www.").rstrip("/")
