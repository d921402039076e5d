"""`shell` and `ask`: every command of a channel, typed at the terminal, without an account anywhere."""

import asyncio
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from adapters.charts import Charts
from adapters.clock import Clock
from adapters.console import CHANNEL, PostLog
from adapters.console import Platform as Terminal
from adapters.files.topics import load_topics
from adapters.page import PageReader
from adapters.storage import open_store
from adapters.workers import Workers
from bot.cli.feed_list import FeedFile
from bot.cli.fetching import make_fetcher
from bot.cli.journal import tell_delivery
from bot.cli.setup import read_settings
from bot.cli.show import show
from bot.commands import Answer, Desk, Request, answer, summarise
from bot.commands.pages import page_article
from bot.errors import StoreLocked
from bot.model import Button, CardView, PostView, WhyView
from bot.outbox import Outbox
from bot.ports import Store
from bot.settings import Settings
from bot.starting import record_known_figures
from bot.steps import make_steps
from bot.turns import Turns
from bot.views import message_view
from bot.views.plain import printable

PROMPT = "tally> "
LEAVING = frozenset({"quit", "exit", "bye"})
GREETING = "You are the desk and the operator of this channel. help lists the commands; quit leaves."
BESIDE = "Tallywire runs beside: ask what you like, but nothing can be changed from here."

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]
Channel = Annotated[str, typer.Option("--channel", help="The terminal's channel to ask in.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("shell")(shell)
    app.command("ask")(ask)


def shell(config: ConfigFile = None, channel: Channel = CHANNEL) -> None:
    """Type commands as in a chat, as the desk and operator of the terminal's channel."""
    asyncio.run(_talk(read_settings(config), channel))


def ask(
    words: Annotated[list[str], typer.Argument(metavar="COMMAND...", help='Such as "mute deaths 24h".')],
    config: ConfigFile = None,
    channel: Channel = CHANNEL,
) -> None:
    """Run one command of a channel and print its answer."""
    asyncio.run(_ask_once(read_settings(config), channel, " ".join(words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place at the terminal: what its questions are answered from."""

    desk: Desk
    clock: Clock
    channel: str
    outbox: Outbox | None
    """Prints what waits for the terminal; None beside a running Tallywire, which does."""

    async def answer(self, words: str) -> Answer:
        """Answer what was typed."""
        request = Request(
            platform=Terminal.name,
            channel=self.channel,
            person=getpass.getuser(),
            is_desk=True,
            is_operator=True,
            words=words,
        )
        return await answer(request, self.desk.at(self.clock.now()))

    async def deliver(self) -> None:
        """Print what waits: posts shown anew, summaries after quiet hours."""
        if self.outbox is not None:
            await summarise(self.desk.at(self.clock.now()))
            await self.outbox.tick()
            await self.outbox.underway.settle()


async def _talk(settings: Settings, channel: str) -> None:
    """Answer line after line until the end of input."""
    async with _seated(settings, channel) as seat:
        typer.echo(GREETING if seat.outbox else BESIDE)
        while (words := await asyncio.to_thread(_typed)) is not None:
            if words.casefold() in LEAVING:
                break
            if words:
                _print(await seat.answer(words))
                await seat.deliver()


async def _ask_once(settings: Settings, channel: str, words: str) -> None:
    async with _seated(settings, channel) as seat:
        _print(await seat.answer(words))


@asynccontextmanager
async def _seated(settings: Settings, channel: str) -> AsyncIterator[Seat]:
    """Open the store, to write where nobody else does, and everything an answer may need."""
    steps = make_steps(load_topics(Path(settings.topics.dir)))
    clock = Clock()
    async with AsyncExitStack() as stack:
        store, outbox = await _opened(settings, stack)
        if outbox:
            await record_known_figures(store, steps.topics.values(), clock.now())
        fetcher = make_fetcher(settings.fetch)
        stack.push_async_callback(fetcher.close)
        workers = Workers(workers=1)
        stack.push_async_callback(workers.close)
        desk = Desk(
            topics=steps.topics,
            store=store,
            now=clock.now(),
            charts=Charts(),
            steps=steps,
            page=page_article(fetcher, PageReader(workers.run), clock),
            feeds=FeedFile(settings),
        )
        terminal = _terminal(settings, clock, stack) if outbox else None
        yield Seat(
            desk=desk,
            clock=clock,
            channel=channel,
            outbox=_outbox(desk, terminal, clock) if terminal else None,
        )


async def _opened(settings: Settings, stack: AsyncExitStack) -> tuple[Store, bool]:
    """Return the store and whether it is ours alone; beside a running Tallywire it can only be read."""
    try:
        return await stack.enter_async_context(open_store(settings.store.url)), True
    except StoreLocked:
        return await stack.enter_async_context(open_store(settings.store.url, exclusive=False)), False


def _terminal(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Terminal:
    log = PostLog(Path(settings.console.log)) if settings.console.log else None
    if log is not None:
        stack.callback(log.close)
    return Terminal(clock=clock, log=log)


def _outbox(desk: Desk, terminal: Terminal, clock: Clock) -> Outbox:
    return Outbox(
        store=desk.store,
        platforms={terminal.name: terminal},
        topics=desk.topics,
        wording=message_view,
        clock=clock,
        tell=tell_delivery,
        turns={terminal.name: Turns(terminal.limits, clock)},
    )


def _typed() -> str | None:
    """Return the next line, or None at the end; a prompt is for persons."""
    if sys.stdin.isatty():
        try:
            return input(PROMPT).strip()
        except EOFError:
            return None
    line = sys.stdin.readline()
    return line.strip() if line else None


def _print(answered: Answer) -> None:
    """Print an answer, what a button would ask next, and where its pictures are."""
    show(answered.views)
    for file in answered.files:
        picture = Path(mkdtemp(prefix="tallywire-")) / file.name
        picture.write_bytes(file.data)
        typer.echo(printable(f"{file.alt}: {picture}"))
    for button in _buttons(answered):
        typer.echo(printable(f"[{button.label}] {button.words}"))
    typer.echo()


def _buttons(answered: Answer) -> list[Button]:
    on_views = [view.buttons for view in answered.views if isinstance(view, CardView | PostView | WhyView)]
    return [button for buttons in (*on_views, answered.buttons) for button in buttons]
