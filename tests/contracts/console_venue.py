"""The terminal as a venue of posts; and a third platform that somebody makes by copying its folder."""

import shutil
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType

import adapters
from adapters import console
from bot.errors import PlatformError
from bot.model import Place
from bot.ports import Platform
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

SKELETON = "skeleton"


class ConsoleVenue:
    """A terminal and its log."""

    def __init__(self, folder: Path, parts: ModuleType = console) -> None:
        """Take the adapter's parts from a package."""
        self.place = Place(platform=parts.Platform.name, channel=console.CHANNEL)
        self.path = folder / "posts.jsonl"
        self.screens: list[StringIO] = []
        self._parts = parts

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Platform]:
        """See Venue."""
        log = self._parts.PostLog(self.path)
        self.screens.append(StringIO())
        yield self._parts.Platform(clock=FakeClock(NOW), log=log, stream=self.screens[-1])
        log.close()

    def posts(self, channel: str) -> list[str]:
        """See Venue."""
        assert channel == self.place.channel
        screens = "".join(screen.getvalue() for screen in self.screens)
        return [post for post in screens.split("\n\n") if post]

    def faults(self) -> Mapping[type[PlatformError], Callable[[], None]]:
        """See Venue."""
        return {PlatformError: self.screens[-1].close}


def copied(folder: Path) -> ModuleType:
    """Copy the terminal's folder under another name, change nothing but that name, and return the new package."""
    home = folder / "adapters"
    if not home.exists():
        shutil.copytree(Path(console.__file__).parent, home / SKELETON, ignore=shutil.ignore_patterns("__pycache__"))
        for path in (home / SKELETON).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            text = text.replace("adapters.console", f"adapters.{SKELETON}").replace('"console"', f'"{SKELETON}"')
            path.write_text(text, encoding="utf-8")
    for name in [name for name in sys.modules if name.startswith(f"adapters.{SKELETON}")]:
        del sys.modules[name]
    adapters.__path__[:] = [adapters.__path__[0], str(home)]
    return import_module(f"adapters.{SKELETON}")


def skeleton_venue(folder: Path) -> ConsoleVenue:
    """Return the copy as a venue."""
    return ConsoleVenue(folder, copied(folder))
