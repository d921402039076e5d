"""Discord as a venue of posts: the double, as a process of its own that lasts as long as the tests."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.clock import Clock
from adapters.discord import Platform, Rest, aim
from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import Place
from tests.adapters.discord.reading import seen
from tests.contracts.launched_double import LaunchedDouble
from tests.doubles.wire.calls import Json

WIDE = [10_000, 1.0]
SENDING = {"method": "POST", "path": "/channels/*/messages"}


DOUBLE = LaunchedDouble("tests.doubles.discord")


class DiscordVenue:
    """A server of its own, with nothing in it yet."""

    def __init__(self, folder: Path) -> None:
        del folder
        DOUBLE.steer("POST", "/reset", {})
        DOUBLE.steer("POST", "/limits", dict.fromkeys(("everywhere", "send", "edit", "thread", "other"), WIDE))
        (guild,) = DOUBLE.steer("GET", "/state")["guilds"]
        self.place = Place(platform="discord", server=guild["id"], channel=guild["channels"][0]["id"])

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Platform]:
        """See Venue."""
        self._mend()
        aim(DOUBLE.addresses["api"])
        rest = Rest(DOUBLE.addresses["token"])
        yield Platform(rest, Clock())
        await rest.close()

    def posts(self, channel: str) -> list[str]:
        """See Venue."""
        messages = DOUBLE.steer("GET", f"/messages?channel={channel}")["messages"]
        return [
            "\n".join(seen(text) for text in (each["content"], *(e["description"] for e in each["embeds"])) if text)
            for each in messages
        ]

    def faults(self) -> Mapping[type[PlatformError], Callable[[], None]]:
        """See Venue."""
        gone = {"code": 10008, "message": "Unknown Message"}
        return {
            PlatformError: lambda: _lay(SENDING, "status 503"),
            Unanswered: lambda: _lay(SENDING, "reset before reply"),
            MessageRefused: lambda: _lay(SENDING, "status 400", {"code": 50035, "message": "Invalid Form Body"}),
            MessageGone: lambda: _lay({"method": "PATCH"}, "status 404", gone),
            ChannelRefused: self._close_channel,
        }

    def _close_channel(self) -> None:
        DOUBLE.steer("POST", "/channel", {"id": self.place.channel, "deny": ["SEND_MESSAGES"]})

    def _mend(self) -> None:
        DOUBLE.steer("DELETE", "/faults")
        DOUBLE.steer("POST", "/channel", {"id": self.place.channel})


def _lay(match: Json, do: str, answer: Any = None) -> None:
    fault = {"match": match, "do": do, **({"answer": answer} if answer else {})}
    DOUBLE.steer("POST", "/faults", {"faults": [fault]})
