"""Posts on the terminal."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from typing import TextIO

from rich.console import Console
from rich.text import Text as RichText

from adapters.console.log import PostLog
from bot.errors import PlatformError
from bot.model import AlertView, CardView, Message, Place, PostView, Text
from bot.ports import Clock, Held, Limits, always
from bot.views import as_text, flat
from bot.views.plain import STRUCK
from bot.views.plain import printable as clean

CHANNEL = "desk"
"""The one channel of a terminal."""
INDENT = "   "


class Platform:
    """Prints each post, then logs it. A post whose key is in the log is not printed again.

    Printed first: killed in between, the terminal may show a post twice, but the log has it once, and no post is lost.
    """

    name = "console"
    limits = Limits()

    def __init__(self, *, clock: Clock, log: PostLog | None = None, stream: TextIO | None = None) -> None:
        """Print to `stream`, or else to standard output; without a log, keys are known until the process ends."""
        self._clock = clock
        self._log = log
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._shown: set[tuple[str, str]] = set()
        # A thread of its own: a terminal that is held (Ctrl-S) holds up no feed, and a slow name server no post.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="console")

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform. A terminal has no threads."""
        del held  # the log knows what it has
        del board
        return await self._do(self._post, key, place.channel, view)

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform. What is printed stays; the message is printed anew below it."""
        text = as_text(view)
        await self._do(self._post, f"{message}/{sha256(text.encode()).hexdigest()[:8]}", place.channel, view)

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        del since, board
        if (place.channel, key) in self._shown:
            return key
        if self._log is None:
            return None
        look = self._log.message_of
        return await asyncio.get_running_loop().run_in_executor(self._thread, look, key, place.channel)

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        del server
        return True

    async def _do(self, work: Callable[[str, str, Message], str], key: str, channel: str, view: Message) -> str:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, key, channel, view)

    def _post(self, key: str, channel: str, view: Message) -> str:
        logged = self._log.message_of(key, channel) if self._log else None
        if logged is not None:
            return logged
        lines = tuple(rendered(view))
        if (channel, key) not in self._shown:
            self._show(lines)
            self._shown.add((channel, key))
        text = "\n".join(line.plain for line in lines)
        return self._log.append(key, channel, text, self._clock.now()) if self._log else key

    def _show(self, lines: Iterable[RichText]) -> None:
        try:
            for line in lines:
                self._console.print(line)
            self._console.print()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            raise PlatformError(f"The terminal takes no more output ({type(error).__name__}).") from error


def rendered(view: Message) -> Iterator[RichText]:
    """Yield the lines of a message; what came from outside is text, never markup."""
    match view:
        case PostView():
            yield from _post(view)
        case CardView():
            yield from _card(view)


def _post(view: PostView) -> Iterator[RichText]:
    for alert in view.alerts:
        yield from _alert(alert)
    yield RichText(clean(" · ".join(part.text for part in view.footer)), style="dim")
    if view.url:
        yield RichText(clean(view.url), style="dim")


def _card(view: CardView) -> Iterator[RichText]:
    yield RichText(clean(view.title), style="bold")
    for section in view.sections:
        if section.heading:
            yield RichText(clean(section.heading))
        for line in section.lines:
            yield _line(INDENT, line)
    if view.note:
        yield RichText(clean(flat(view.note)), style="dim")


def _alert(alert: AlertView) -> Iterator[RichText]:
    if alert.struck:
        yield RichText(clean(f"{STRUCK} {alert.struck}"), style="bold")
    style = "strike" if alert.struck else "bold"
    yield RichText(clean(f"{alert.dot} {alert.word} {alert.headline}"), style=style)
    for line in alert.lines:
        yield _line(INDENT, line)
    for quote in filter(None, alert.quotes):
        yield _line(f"{INDENT}> ", quote)


def _line(start: str, line: Text) -> RichText:
    parts = ((clean(span.text), "bold" if span.strong else "") for span in line)
    return RichText.assemble(start, *parts)
