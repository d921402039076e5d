"""A payload of Slack's on its way to whom it concerns, however it came; nobody else's workspace gets in."""

import asyncio
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.faults import translated
from adapters.slack.told import Refused, Told
from adapters.slack.workspaces import Workspaces
from bot.connection import AnswerFailed
from bot.crash import Crash, survive
from bot.errors import PlatformError, StoreError

BROKEN, FORBIDDEN, UNAVAILABLE = 400, 403, 503
FOREIGN = "of a workspace that Tallywire is not installed in"
GREETING = "url_verification"
KNOWN_WITHIN = 2.0
"""Seconds in which it has to be known who asks: Slack waits three for a sign."""

Payload = dict[str, Any]


class Gate:
    """Stands before the app."""

    def __init__(self, app: AsyncApp, workspaces: Workspaces, tell: Callable[[Told], None]) -> None:
        """Let those in that `workspaces` knows."""
        self._app = app
        self._workspaces = workspaces
        self._tell = tell

    async def take(self, payload: Payload) -> BoltResponse:
        """Return what Slack is answered, whatever it sent."""
        outcome = await survive(self._taken(payload))
        if isinstance(outcome, Crash):
            self._tell(AnswerFailed(asked=str(payload.get("type", ""))[:40], crash=outcome))
            return _refusal(BROKEN, "not understood")
        return outcome

    async def _taken(self, payload: Payload) -> BoltResponse:
        view = payload.get("view")
        if isinstance(view, dict):
            view.setdefault("type", "modal")  # bolt stumbles where there is none
        # To bolt every payload comes by socket: it takes a form for another one where a person types the word
        # `payload`, and whether Slack signed it was looked at before.
        request = AsyncBoltRequest(body=payload, mode="socket_mode")
        if payload.get("type") != GREETING:
            server, organisation = request.context.team_id or "", request.context.enterprise_id or ""
            refusal = await self._refused(server, organisation)
            if refusal is not None:
                return refusal
        return await self._app.async_dispatch(request)

    async def _refused(self, server: str, organisation: str) -> BoltResponse | None:
        """Return what a workspace is told that did not let us in."""
        try:
            async with translated(), asyncio.timeout(KNOWN_WITHIN):
                is_known = bool(server or organisation) and await self._workspaces.knows(server, organisation)
        except (PlatformError, StoreError) as error:
            self._tell(Refused(why=str(error), server=server))
            return BoltResponse(status=UNAVAILABLE, body={"error": "try again"})
        if is_known:
            return None
        self._tell(Refused(why=FOREIGN, server=server))
        return _refusal(FORBIDDEN, "not installed")


def _refusal(status: int, error: str) -> BoltResponse:
    """Return an answer after which Slack does not try again."""
    return BoltResponse(status=status, body={"error": error}, headers={"x-slack-no-retry": "1"})
