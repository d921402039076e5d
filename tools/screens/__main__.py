"""Draws the screens in the docs: `python -m tools.screens [FOLDER] [--html]`."""

import asyncio
import sys
from pathlib import Path

from tools.screens.discord_look import DiscordLook
from tools.screens.newsroom import newsroom
from tools.screens.pictures import picture
from tools.screens.scenes import Look, Scene, scenes
from tools.screens.slack_look import SlackLook

LOOKS: tuple[Look, ...] = (DiscordLook(), SlackLook())
FOLDER = Path("docs/screens")


async def drawn() -> list[Scene]:
    """Return every scene."""
    return [scene async for scene in scenes(await newsroom())]


def main(*given: str) -> None:
    """Write a PNG a scene and look, or a page of HTML each."""
    folder = Path(next((each for each in given if not each.startswith("-")), FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    for scene in asyncio.run(drawn()):
        for look in LOOKS:
            file = folder / f"{look.name}-{scene.name}"
            if "--html" in given:
                file.with_suffix(".html").write_text(look.page(scene), encoding="utf-8")
            else:
                data = picture(look.page(scene), scene.width)
                file.with_suffix(".png").write_bytes(data)
                print(f"{file.with_suffix('.png')}: {len(data) // 1024} KB")


if __name__ == "__main__":
    main(*sys.argv[1:])
