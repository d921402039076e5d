"""Slack as a venue of posts: the double, as a process of its own that lasts as long as the tests."""

import atexit
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from adapters.clock import Clock
from adapters.slack import OneWorkspace, Platform, Rest, open_session, web_client
from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import Place
from tests.adapters.slack.reading import seen, strings
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched

WIDE = [10_000, 1.0]
LIMITS = ("channel", "posts", "tier3", "special", "history")


@cache
def addresses() -> Json:
    """Start the double, once for all tests."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(launched("tests.doubles.slack"))


def steer(method: str, path: str, data: Json | None = None) -> Any:
    """Ask the double's control."""
    body = json.dumps(data).encode() if data is not None else None
    request = Request(  # noqa: S310 - the double's own address
        f"{addresses()['control']}{path}", data=body, method=method, headers={"Content-Type": "application/json"}
    )
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
        return json.load(answer)


class SlackVenue:
    """A workspace of its own, with nothing in it yet."""

    def __init__(self, folder: Path) -> None:
        del folder
        steer("POST", "/reset", {})
        steer("POST", "/limits", dict.fromkeys(LIMITS, WIDE))
        (workspace,) = steer("GET", "/state")["workspaces"]
        self.place = Place(platform="slack", server=workspace["id"], channel=workspace["channels"][0]["id"])

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Platform]:
        """See Venue."""
        self._mend()
        known = addresses()
        async with open_session() as session:
            client = web_client(known["api"], session, token=known["bot_token"], repeats=True)
            yield Platform(Rest(known["api"], session, OneWorkspace(client)), Clock())

    def posts(self, channel: str) -> list[str]:
        """See Venue."""
        messages = steer("GET", f"/messages?channel={channel}")["messages"]
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
        steer("POST", "/channel", {"id": self.place.channel, "archived": True})

    def _mend(self) -> None:
        steer("DELETE", "/faults")
        steer("POST", "/channel", {"id": self.place.channel, "archived": False})


def _lay(path: str, do: str, error: str = "") -> None:
    answer = {"answer": {"ok": False, "error": error}} if error else {}
    steer("POST", "/faults", {"faults": [{"match": {"path": path}, "do": do, **answer}]})
