"""A database that has been lived in: articles, an edit, copies, a rejection, posts delivered and waiting."""

import asyncio
from datetime import timedelta
from pathlib import Path

from adapters.storage import open_store
from bot.commands import Desk, Request, answer
from bot.model import FullText
from bot.ports import Store
from tests.doubles.newsdesk import killed
from tests.doubles.press import Press, a_press

QUARTER = timedelta(minutes=16)


async def fill(url: str, folder: Path) -> None:
    """Let a newsroom live in a fresh database for a while; its topic's file is left in the folder."""
    async with (
        open_store(url) as store,
        a_press(folder, "herald", "post", store=store, full_text=FullText.NEVER) as press,
    ):
        await _live(press, store)


async def print_on(url: str, folder: Path, stop: asyncio.Event) -> int:
    """Let a newsroom print a story after the other until it is told to stop; return how many."""
    printed = 0
    async with open_store(url) as store, a_press(folder, "herald", store=store, full_text=FullText.NEVER) as press:
        press.clock.turn(timedelta(days=1))
        while not stop.is_set():
            press.print("herald", f"more-{printed}", killed(200 + 9 * printed), title=f"More, part {printed}")
            await press.pass_time()
            for queued in await store.lease_posts(press.clock.now(), 100, 60.0):
                await store.mark_posted(queued, "message", press.clock.now())
            printed += 1
    return printed


async def _live(press: Press, store: Store) -> None:
    for minute, (outlet, number, source) in enumerate(
        (
            ("herald", 24, "disaster agency"),
            ("post", 90, "health ministry"),
            ("herald", 31, "disaster agency"),
            ("post", 95, "health ministry"),
        )
    ):
        press.print(outlet, f"story-{minute}", killed(number, source), title=f"Storm, part {minute}")
        await press.pass_time()
    press.print("herald", "story-2", killed(36), title="Storm, part 2")
    await press.pass_time(QUARTER)
    await press.posts()
    await _reject(press, store, "90")
    press.print("post", "story-9", killed(140, "health ministry"), title="Storm, part 9")
    await press.pass_time()


async def _reject(press: Press, store: Store, surface: str) -> None:
    """Let an operator take a reading out of the figures for everyone."""
    entry = next(each for each in await store.entries("storm") if each.statement.figure.surface == surface)
    desk = Desk(topics={topic.id: topic for topic in press.topics}, store=store, now=press.clock.now())
    request = Request(
        words=f"reject {entry.statement.id}",
        platform="console",
        channel="desk",
        person="op",
        is_desk=True,
        is_operator=True,
    )
    await answer(request, desk)
