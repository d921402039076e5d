"""Run the double of Discord: `python -m tests.doubles.discord --port 0` tells its addresses as a line of JSON."""

import argparse
import asyncio
from pathlib import Path

from tests.doubles.discord.document import Document
from tests.doubles.discord.stage import DiscordStage, Scene
from tests.doubles.wire.serving import serve

DOCUMENT = Path(__file__).parents[3] / "../shared/oracles/discord-openapi.json"


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--document", type=Path, default=DOCUMENT, help="Discord's OpenAPI document; may be absent")
    parser.add_argument("--guilds", type=int, default=1)
    parser.add_argument("--channels", type=int, default=2, help="of each server")
    parser.add_argument("--shards", type=int, default=1, help="as /gateway/bot recommends")
    parser.add_argument("--heartbeat", type=float, default=41.25, help="seconds between heartbeats")
    parser.add_argument("--leashed", action="store_true", help="end when standard input ends")
    told = parser.parse_args()
    document = Document(told.document) if told.document.exists() else None
    stage = DiscordStage(Scene(document, told.guilds, told.channels, told.shards, told.heartbeat))
    asyncio.run(serve(stage.app, told.port, stage.announce, leashed=told.leashed))


main()
