"""Slack as a venue of posts: the double, as a process of its own that lasts as long as the tests."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.clock import Clock
from adapters.slack import OneWorkspace, Platform, Rest, open_session, web_client
from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import Place
from tests.adapters.slack.reading import seen, strings
from tests.contracts.launched_double import LaunchedDouble

WIDE = [10_000, 1.0]
LIMITS = ("channel", "posts", "tier3", "special", "history")


DOUBLE = LaunchedDouble("tests.doubles.slack")


class SlackVenue:
    """A workspace of its own, with nothing in it yet."""

    def __init__(self, folder: Path) -> None:
        del folder
        DOUBLE.steer("POST", "/reset", {})
        DOUBLE.steer("POST", "/limits", dict.fromkeys(LIMITS, WIDE))
        (workspace,) = DOUBLE.steer("GET", "/state")["workspaces"]
        self.place = Place(platform="slack", server=workspace["id"], channel=workspace["channels"][0]["id"])

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Platform]:
        """See Venue."""
        self._mend()
        known = DOUBLE.addresses
        async with open_session() as session:
            client = web_client(known["api"], session, token=known["bot_token"], repeats=True)
            yield Platform(Rest(known["api"], session, OneWorkspace(client)), Clock())

    def posts(self, channel: str) -> list[str]:
        """See Venue."""
        messages = DOUBLE.steer("GET", f"/messages?channel={channel}")["messages"]
        return ["\n".join(seen(text) for text in strings(each["blocks"])) for each in messages]

    def faults(self) -> Mapping[type[PlatformError], Callable[[], None]]:
        """See Venue."""
        return {
            PlatformError: lambda: _lay("/chat.postMessage", "status 500"),
            Unanswered: lambda: _lay("/chat.postMessage", "reset before reply"),
            MessageRefused: lambda: _lay("/chat.postMessage", "status 200", "invalid_blocks"),
            MessageGone: lambda: _lay("/chat.update", "status 200", "message_not_found"),
            ChannelRefused: self._close_channel,
        }

    def _close_channel(self) -> None:
        DOUBLE.steer("POST", "/channel", {"id": self.place.channel, "archived": True})

    def _mend(self) -> None:
        DOUBLE.steer("DELETE", "/faults")
        DOUBLE.steer("POST", "/channel", {"id": self.place.channel, "archived": False})


def _lay(path: str, do: str, error: str = "") -> None:
    answer = {"answer": {"ok": False, "error": error}} if error else {}
    DOUBLE.steer("POST", "/faults", {"faults": [{"match": {"path": path}, "do": do, **answer}]})
