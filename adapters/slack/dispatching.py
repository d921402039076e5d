"""A payload of Slack's on its way through bolt, however it came."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse


async def dispatched(app: AsyncApp, payload: dict[str, Any]) -> BoltResponse:
    """Return what Slack is answered.

    To bolt every payload comes by socket: it takes a form for another one where a person types the word `payload`,
    and whether Slack signed it was looked at before.
    """
    return await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
