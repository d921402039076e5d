"""Answers on their way to who asked: at the address that came with the question, or as a message only they see."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from adapters.slack.asked import Asked
from adapters.slack.pictures import once_looked_at, uploaded
from adapters.slack.rendering import Picture
from adapters.slack.rendering import answer as render
from adapters.slack.rest import Rest
from bot.commands import Answer, Attachment
from bot.errors import MessageRefused, PlatformError

PATIENCE = 10.0
"""Seconds for one try."""
WAITS = (0.5, 2.0)
"""Seconds before another try where Slack does not answer; an answer that is shown twice harms nobody."""
OK, BUSY = 200, 429
GONE = range(400, 500)
SPENT = frozenset({"used_url", "expired_url", "no_hook", "channel_not_found", "invalid_url"})
"""What an address says that takes nothing more."""
LONGEST_ANSWER = 10_000

Json = dict[str, Any]


class Replies:
    """Shows answers."""

    def __init__(
        self,
        rest: Rest,
        session: aiohttp.ClientSession,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Reply over one session."""
        self._rest = rest
        self._session = session
        self._sleep = sleep

    async def show(self, asked: Asked, answered: Answer) -> None:
        """Show an answer to who asked, or to the whole channel where it is shared; raise PlatformError."""
        pictures = await self._pictures(asked, answered.files)
        if pictures and await once_looked_at(lambda: self._shown(asked, answered, pictures), self._sleep):
            return
        await self._shown(asked, answered, ())  # the figures do not wait for a picture

    async def _shown(self, asked: Asked, answered: Answer, pictures: Sequence[Picture]) -> None:
        rendered = render(answered, pictures)
        await self.send(asked, rendered.text, rendered.blocks, private=answered.private)

    async def send(self, asked: Asked, text: str, blocks: Sequence[Json], *, private: bool = True) -> None:
        """Send text and blocks; where the address is of no use any more, as a message of ours."""
        shown: Json = {"text": text, "blocks": list(blocks), "unfurl_links": False, "unfurl_media": False}
        if asked.reply.url and await self._at_address(asked, shown, private=private):
            return
        thread: Json = {"thread_ts": asked.reply.thread} if asked.reply.thread else {}
        if private:
            body: Json = {
                "channel": asked.reply.channel,
                "user": asked.person,
                "text": text,
                "blocks": list(blocks),
                **thread,
            }
            await self._rest.change("chat.postEphemeral", asked.server, body)
        else:
            body = {"channel": asked.reply.channel, **shown, "parse": "none", "link_names": False, **thread}
            await self._rest.change("chat.postMessage", asked.server, body)

    async def open(self, asked: Asked, view: Json) -> None:
        """Open a dialogue; raise PlatformError where it is too late for that."""
        await self._rest.change("views.open", asked.server, {"trigger_id": asked.trigger, "view": view})

    async def _at_address(self, asked: Asked, shown: Json, *, private: bool) -> bool:
        """Return whether Slack took it there; it takes no more than five, within half an hour."""
        reply = asked.reply
        body: Json = {
            **shown,
            "response_type": "ephemeral" if private else "in_channel",
            "replace_original": reply.in_place and private,
        }
        if reply.thread:
            body["thread_ts"] = reply.thread
        for wait in (*WAITS, None):
            status, error = await self._posted(reply.url, body)
            if error and error not in SPENT:
                raise MessageRefused(f"Slack refuses the answer ({error}).")
            if error or (status in GONE and status != BUSY):
                return False
            if OK <= status < GONE.start:
                return True
            if wait is not None:
                await self._sleep(wait)
        return False

    async def _posted(self, url: str, body: Json) -> tuple[int, str]:
        """Return the status that an address answers with, and the error that it names; 0 where it does not answer."""
        try:
            timeout = aiohttp.ClientTimeout(total=PATIENCE)
            async with self._session.post(url, json=body, timeout=timeout) as answer:
                return answer.status, error_in(await answer.content.read(LONGEST_ANSWER))
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0, ""

    async def _pictures(self, asked: Asked, files: Sequence[Attachment]) -> list[Picture]:
        """Hand pictures to Slack; an answer is shown without one that it does not take."""
        pictures: list[Picture] = []
        for file in files:
            try:
                pictures.append(await uploaded(self._rest, asked.server, file))
            except PlatformError:
                continue
        return pictures


def error_in(answer: bytes) -> str:
    """Return the error that an answer names; empty for `ok` in any form."""
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    return str(told.get("error") or "") if isinstance(told, dict) and told.get("ok") is not True else ""
