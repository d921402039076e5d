"""Operators are alarmed once, told when it is over, and never in a storm."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapters.storage import MemoryStore
from bot.alarms import CALM, Patience, look
from bot.model import Alarm, AlarmKind, Notice, Outcome, Place, Vitals
from bot.vigil import Vigil
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW
from tests.records import bound_for, polled, put_feeds, queue, read_article

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OPERATORS = Place(platform="console", channel="ops")
WELL = Vitals(
    feeds=9,
    failing=0,
    due=0,
    oldest_due=None,
    polling=0,
    waiting=0,
    oldest_waiting=None,
    delivering=0,
    paused=0,
    read=9,
    unreadable=0,
)


def raised(vitals: Vitals, *, began: datetime = NOW - HOUR) -> set[AlarmKind]:
    """Return what a first look alarms of."""
    return {alarm.kind for alarm in look(vitals, (), NOW, began, Patience()).raised}


@pytest.mark.parametrize(
    ("vitals", "wanted"),
    [
        (WELL, set()),
        (replace(WELL, due=3, oldest_due=NOW - 11 * MINUTE), {AlarmKind.POLLING}),
        (replace(WELL, due=3, oldest_due=NOW - 9 * MINUTE), set()),
        (replace(WELL, waiting=3, oldest_waiting=NOW - 11 * MINUTE), {AlarmKind.OUTBOX}),
        (replace(WELL, waiting=3, oldest_waiting=NOW - 9 * MINUTE), set()),
        (replace(WELL, read=5, unreadable=5), {AlarmKind.READING}),
        (replace(WELL, read=9, unreadable=5), set()),
        (replace(WELL, read=0, unreadable=4), set()),
    ],
)
def test_what_is_worth_an_alarm(vitals: Vitals, wanted: set[AlarmKind]) -> None:
    assert raised(vitals) == wanted


def test_what_waited_while_nobody_ran_alarms_nobody_at_the_start() -> None:
    late = replace(WELL, due=900, oldest_due=NOW - 9 * HOUR)
    assert raised(late, began=NOW - MINUTE) == set()
    assert raised(late, began=NOW - 11 * MINUTE) == {AlarmKind.POLLING}


def test_an_alarm_is_over_only_when_all_was_well_for_a_while() -> None:
    up = Alarm(kind=AlarmKind.READING, since=NOW - HOUR)
    (calm,) = look(WELL, [up], NOW, NOW - HOUR, Patience()).put
    assert calm.calm_since == NOW
    assert look(WELL, [calm], NOW + CALM / 2, NOW - HOUR, Patience()).over == ()
    assert look(WELL, [calm], NOW + CALM, NOW - HOUR, Patience()).over == (calm,)
    (again,) = look(replace(WELL, unreadable=9), [calm], NOW + CALM, NOW - HOUR, Patience()).put
    assert again.calm_since is None


class Watched:
    """A store over which somebody keeps watch."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = FakeClock(NOW)
        self.told: list[tuple[str, AlarmKind]] = []
        self.titles: list[str] = []
        self.vigil = self.opened()

    def opened(self) -> Vigil:
        """Begin anew, as a start of the program does."""
        return Vigil(
            store=self.store,
            clock=self.clock,
            operators=[OPERATORS],
            tell=lambda event, kind: self.told.append((event, kind)),
        )

    async def looks(self, count: int, *, delivering: bool = True) -> None:
        """Look so many times, a minute apart."""
        for _ in range(count):
            self.clock.turn(MINUTE)
            await self.vigil.tick()
            if delivering:
                self.titles += await self._delivered()

    async def notices(self) -> list[str]:
        """Return the titles of what operators were told."""
        return [*self.titles, *await self._delivered()]

    async def _delivered(self) -> list[str]:
        titles = []
        while leased := await self.store.lease_posts(self.clock.now(), 9, 60.0):
            for queued in leased:
                if isinstance(queued.post, Notice):
                    titles.append(queued.post.title)
                await self.store.mark_posted(queued, "m", self.clock.now())
        return titles


async def test_polling_that_lags_is_told_once_and_so_is_its_recovery() -> None:
    watched = Watched()
    await put_feeds(watched.store, polled("coast"))
    await watched.looks(30)
    assert await watched.notices() == ["POLLING LAGS"]

    await put_feeds(watched.store)
    await watched.looks(10)
    assert await watched.notices() == ["POLLING LAGS", "OVER: polling lags"]
    assert watched.told == [("alarm", AlarmKind.POLLING), ("alarm over", AlarmKind.POLLING)]


async def test_posts_that_nobody_delivers_are_told() -> None:
    watched = Watched()
    await queue(watched.store, bound_for("desk"))
    await watched.looks(12, delivering=False)
    assert "POSTS ARE NOT GOING OUT" in await watched.notices()


async def test_articles_that_cannot_be_read_are_told() -> None:
    watched = Watched()
    async with watched.store.transaction() as transaction:
        for number in range(6):
            await transaction.add_article(replace(read_article(f"a{number}"), outcome=Outcome.UNREADABLE))
    await watched.looks(2)
    assert await watched.notices() == ["READING FAILS"]
    await watched.looks(40)
    assert await watched.notices() == ["READING FAILS", "OVER: reading fails"]


async def test_what_comes_and_goes_is_one_alarm() -> None:
    watched = Watched()
    for _ in range(10):
        await put_feeds(watched.store, polled("coast"))
        await watched.looks(12)
        await put_feeds(watched.store)
        await watched.looks(3)
    assert await watched.notices() == ["POLLING LAGS"]


async def test_a_restart_tells_nobody_twice() -> None:
    watched = Watched()
    await put_feeds(watched.store, polled("coast"))
    await watched.looks(12)
    watched.vigil = watched.opened()
    await watched.looks(20)
    assert await watched.notices() == ["POLLING LAGS"]
    assert watched.vigil.up == {AlarmKind.POLLING}


async def test_two_processes_tell_it_once() -> None:
    watched = Watched()
    await put_feeds(watched.store, polled("coast"))
    other = watched.opened()
    for _ in range(14):
        await watched.looks(1)
        await other.tick()
    assert await watched.notices() == ["POLLING LAGS"]
