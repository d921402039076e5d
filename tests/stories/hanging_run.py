"""`run`, put together as the command does, but for a console that stops for good at one point of its delivery.

Usage: python hanging_run.py stored|posted CONFIG REACHED. The file REACHED appears when the point is reached.
"""

import asyncio
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.cli.chats import Chat
from bot.cli.service import opened, serve
from bot.cli.setup import read_settings
from bot.model import Message, Place
from bot.ports import Held, Platform, always


class HangingPlatform:
    """Reaches the point and goes no further: before the post, or after it and before it is marked."""

    def __init__(self, platform: Platform, point: str, reached: Path) -> None:
        self.name = platform.name
        self.limits = platform.limits
        self._platform = platform
        self._point = point
        self._reached = reached

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        if self._point == "posted":
            await self._platform.post(key, place, view, board=board, held=held)
        self._reached.touch()
        await asyncio.Event().wait()
        return ""

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        await self._platform.edit(place, message, view)

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        return await self._platform.find(key, place, since, board=board)

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        return self._platform.can_look_back(server)


async def main(point: str, config: Path, reached: Path) -> None:
    """Serve until killed."""
    async with opened(read_settings(config)) as parts:
        chats = {name: Chat(platform=HangingPlatform(each, point, reached)) for name, each in parts.platforms.items()}
        await serve(replace(parts, chats=chats), asyncio.Event())


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
