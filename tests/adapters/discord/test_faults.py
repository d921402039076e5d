"""Whatever discord.py raises is foreseen; what its answers mean is told in test_platform."""

import asyncio
from collections.abc import Iterator

import aiohttp
import discord
import pytest

from adapters.discord.faults import Foreign, platform_error, translated
from bot.errors import PlatformError, Unanswered


def kinds_of(root: type[BaseException]) -> Iterator[type[BaseException]]:
    """Yield a class and all below it."""
    yield root
    for below in root.__subclasses__():
        yield from kinds_of(below)


@pytest.mark.parametrize("kind", [*kinds_of(discord.DiscordException), *kinds_of(aiohttp.ClientError)])
def test_every_error_of_the_libraries_is_foreseen(kind: type[BaseException]) -> None:
    assert issubclass(kind, Foreign)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TimeoutError(), Unanswered),
        (ConnectionResetError(104, "reset by peer"), Unanswered),
        (aiohttp.ServerDisconnectedError(), Unanswered),
        (asyncio.IncompleteReadError(b"", 5), Unanswered),
        (discord.RateLimited(3.0), PlatformError),
    ],
    ids=str,
)
async def test_each_is_told_for_what_it_is(error: Exception, told: type[PlatformError]) -> None:
    assert type(platform_error(error)) is told
    with pytest.raises(told):
        async with translated():
            raise error


def test_a_wait_that_discord_asks_for_is_kept() -> None:
    assert platform_error(discord.RateLimited(3.0)).wait == 3.0
