"""How the terminal is opened for posts."""

from contextlib import AsyncExitStack
from pathlib import Path

from adapters.console.log import PostLog
from adapters.console.platform import Platform
from bot.ports import Clock
from bot.settings import Settings


def open_platform(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Platform:
    """Return the platform; what it holds is closed with the stack."""
    log = PostLog(Path(settings.console.log)) if settings.console.log else None
    if log is not None:
        stack.callback(log.close)
    return Platform(clock=clock, log=log)
