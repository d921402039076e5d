"""Posts alerts, notices and boards to Slack's channels."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.faults import NO_THREAD, code_of
from adapters.slack.rendering import message as render
from adapters.slack.rest import Rest
from adapters.slack.workspaces import NAME
from bot.errors import LookBackRefused, PlatformError, Unanswered
from bot.model import Message, Place, PostView
from bot.ports import Clock, Held, Limits, always

EVENT = "tallywire_post"
"""The type of the metadata that carries a post's key."""
PATIENCE = 120.0
"""Seconds for a request with all waits for rate limits."""
LOOK_BACK = timedelta(minutes=15)
"""How much earlier than asked a search begins, since clocks differ: by minutes, on a machine that is left alone."""
LOOKED_AT, PAGE = 1_000, 100
"""How many messages a search reads, and how many a page."""
LINK_PATIENCE = 3.0
"""Seconds for a board's address: no alert waits longer for a link."""
REMEMBERED = 2_000
HISTORY = frozenset({"channels:history", "groups:history"})
"""Rights to look back, in public and private channels."""
BLIND = frozenset(
    {
        "access_denied",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_in_channel",
    }
)
"""What Slack answers an app that may post in a channel, and not read it."""

Json = dict[str, Any]


class Platform:
    """See bot.ports.Platform. A message is called by its `ts`, in a thread too."""

    name = NAME
    # One a second for a channel is documented, and what is sent a second later may arrive a little sooner than that;
    # for a workspace, "several hundred a minute". What is under way when we are killed is looked for afterwards, and
    # history may be asked for 50 times a minute: hence no more at once than that pace needs.
    limits = Limits(per_second=20.0, per_channel=1.1, in_flight=10, between_edits=5.0)

    def __init__(self, rest: Rest, clock: Clock) -> None:
        """Post through `rest`."""
        self._rest = rest
        self._clock = clock
        self._posted: OrderedDict[tuple[Place, str], str] = OrderedDict()
        self._addresses: OrderedDict[tuple[Place, str], str] = OrderedDict()
        self._blind: set[str] = set()

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform. Slack itself knows no keys: after a restart, `find` comes first."""
        known = self._posted.get((place, key))
        if known is not None:
            return known
        is_note = isinstance(view, PostView) and view.note
        address = await self._address(place, board) if board and not is_note else ""
        rendered = render(view, address)
        body: Json = {
            "channel": place.channel,
            "text": rendered.text,
            "blocks": list(rendered.blocks),
            "metadata": {"event_type": EVENT, "event_payload": {"key": key}},
            "parse": "none",
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        posted = await self._in_thread(place, body, board, held) if board and is_note else None
        ts = posted or await self._send(place, body, held)
        _remember(self._posted, (place, key), ts)
        return ts

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        rendered = render(view)
        body = {
            "channel": place.channel,
            "ts": message,
            "text": rendered.text,
            "blocks": list(rendered.blocks),
            # Both fall back to something else where they are not named.
            "parse": "none",
            "link_names": False,
        }
        async with _patience():
            await self._rest.change("chat.update", place.server, body)

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform. Looks into the channel, then into the thread of its board."""
        params = {
            "channel": place.channel,
            "oldest": f"{(since - LOOK_BACK).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
        }
        me = await self._rest.me(place.server)
        async with _patience():
            found = await self._found("conversations.history", place, params, key, me)
            if found is None and board is not None:
                found = await self._found("conversations.replies", place, {**params, "ts": board}, key, me)
            return found

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        granted = self._rest.granted(server)
        return server not in self._blind and not (granted and not granted & HISTORY)

    async def delete(self, place: Place, message: str) -> None:
        """Remove a message of ours."""
        await self._rest.change("chat.delete", place.server, {"channel": place.channel, "ts": message})

    async def _send(self, place: Place, body: Json, held: Held) -> str:
        async with _patience():
            told = await self._rest.change("chat.postMessage", place.server, body, held)
        if not isinstance(told.get("ts"), str):
            raise Unanswered("Slack took a message and did not say what it calls it.")
        return str(told["ts"])

    async def _in_thread(self, place: Place, body: Json, board: str, held: Held) -> str | None:
        """Post into the thread of a board; None where there can be none."""
        try:
            return await self._send(place, {**body, "thread_ts": board, "reply_broadcast": False}, held)
        except PlatformError as error:
            if _code(error) in NO_THREAD:
                return None
            raise

    async def _address(self, place: Place, board: str) -> str:
        """Return where a board is, or nothing: no alert fails for want of a link."""
        known = self._addresses.get((place, board))
        if known is not None:
            return known
        try:
            async with asyncio.timeout(LINK_PATIENCE):
                asked = {"channel": place.channel, "message_ts": board}
                told = await self._rest.ask("chat.getPermalink", place.server, asked)
        except (PlatformError, TimeoutError):
            return ""
        address = str(told.get("permalink") or "")
        _remember(self._addresses, (place, board), address)
        return address

    async def _found(self, method: str, place: Place, params: Json, key: str, me: str) -> str | None:
        looked_at = 0
        async for messages in self._pages(method, place, params):
            found = next((each for each in messages if _key_of(each) == key and _is_mine(each, me)), None)
            if found is not None:
                return str(found["ts"])
            looked_at += len(messages)
            if looked_at >= LOOKED_AT:
                break
        return None

    async def _pages(self, method: str, place: Place, params: Json) -> AsyncIterator[list[Json]]:
        cursor = ""
        while True:
            try:
                told = await self._rest.ask(method, place.server, {**params, "cursor": cursor or None})
            except PlatformError as error:
                if _code(error) in NO_THREAD:
                    return
                if _code(error) in BLIND:
                    self._blind.add(place.server)
                    raise LookBackRefused(f"Slack does not let us look back ({_code(error)}).") from error
                raise
            self._blind.discard(place.server)
            yield list(told.get("messages") or [])
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError as error:
        raise Unanswered("Slack did not answer in time.") from error


def _key_of(message: Json) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key") or "") if metadata.get("event_type") == EVENT else ""


def _is_mine(message: Json, me: str) -> bool:
    """Return whether we wrote a message: other apps may use the same metadata."""
    return not me or message.get("user", me) == me


def _code(error: PlatformError) -> str:
    return code_of(error.__cause__) if isinstance(error.__cause__, SlackApiError) else ""


def _remember(memory: OrderedDict[tuple[Place, str], str], of: tuple[Place, str], what: str) -> None:
    memory[of] = what
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
