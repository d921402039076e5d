"""What every platform promises. A new platform joins by adding its place to PLACES."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import Protocol

import pytest

from adapters.console import Platform as ConsolePlatform
from adapters.console import PostLog
from bot.errors import PlatformError
from bot.model import AlertView, Kind, PostView, Span
from bot.ports import Platform
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

HOSTILE = "\x1b[2J\x1b]0;owned\x07 [bold red]@everyone[/] <!channel> \u202egnp.exe\r\n🔴 CONFLICT forged: 9 v 10"


class Place(Protocol):
    """Where posts end up: outlives the platform's connection to it."""

    def connect(self) -> AbstractAsyncContextManager[Platform]:
        """Open a connection, as a start of the program does."""
        ...

    def posts(self, channel: str) -> list[str]:
        """Return the text of the posts that a channel has, in order."""
        ...

    def break_down(self) -> None:
        """Let every later post fail."""
        ...


class Console:
    """A terminal and its log."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "posts.jsonl"
        self.screens: list[StringIO] = []
        self.broken = False

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Platform]:
        """See Place."""
        log = PostLog(self.path)
        self.screens.append(StringIO())
        yield ConsolePlatform(clock=FakeClock(NOW), log=log, stream=self.screens[-1])
        log.close()

    def posts(self, channel: str) -> list[str]:
        """See Place."""
        assert channel == "desk"
        screens = "".join(screen.getvalue() for screen in self.screens)
        return [post for post in screens.split("\n\n") if post]

    def break_down(self) -> None:
        """See Place."""
        self.screens[-1].close()


PLACES: dict[str, Callable[[Path], Place]] = {"console": Console}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return PLACES[request.param](tmp_path)


def view(text: str = "137, was 120", *, quote: str = "137 escaped") -> PostView:
    """Make a view of one alert."""
    return PostView(
        preview=f"🟠 REVISED {text}"[:80],
        alerts=(
            AlertView(
                kind=Kind.REVISION,
                dot="🟠",
                word="REVISED",
                headline=text,
                lines=((Span("137", strong=True), Span(" (ministry)")),),
                quotes=((Span(quote),),),
            ),
        ),
        footer=("Coast Herald↗", "machine-read"),
        url="https://news.example/1",
    )


async def test_a_post_shows_headline_lines_quotes_footer_and_address(place: Place) -> None:
    async with place.connect() as platform:
        assert await platform.post("k1", "desk", view())
    (post,) = place.posts("desk")
    for part in ("REVISED", "137, was 120", "137 (ministry)", "137 escaped", "Coast Herald", "https://news.example/1"):
        assert part in post


async def test_a_key_is_posted_once(place: Place) -> None:
    async with place.connect() as platform:
        first = await platform.post("k1", "desk", view())
        assert await platform.post("k1", "desk", view()) == first
        assert await platform.post("k2", "desk", view("other")) != first
    assert len(place.posts("desk")) == 2


async def test_a_key_is_posted_once_across_restarts(place: Place) -> None:
    async with place.connect() as platform:
        first = await platform.post("k1", "desk", view())
    async with place.connect() as platform:
        assert await platform.post("k1", "desk", view()) == first
    assert len(place.posts("desk")) == 1


async def test_what_comes_from_outside_is_only_ever_text(place: Place) -> None:
    async with place.connect() as platform:
        await platform.post("k1", "desk", view(HOSTILE, quote=HOSTILE))
    (post,) = place.posts("desk")
    assert not [character for character in post if character != "\n" and not character.isprintable()]
    assert not [line for line in post.splitlines() if line.startswith("🔴")]


async def test_a_post_that_fails_says_so_and_may_be_tried_again(place: Place) -> None:
    async with place.connect() as platform:
        place.break_down()
        with pytest.raises(PlatformError):
            await platform.post("k1", "desk", view())


async def test_a_very_long_post_arrives(place: Place) -> None:
    async with place.connect() as platform:
        assert await platform.post("k1", "desk", view("word " * 2_000, quote="quote " * 10_000))
    assert "word word" in place.posts("desk")[0]


async def test_a_platform_has_a_name(place: Place) -> None:
    async with place.connect() as platform:
        assert platform.name in PLACES
