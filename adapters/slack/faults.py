"""Slack's refusals and silences as our errors."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered

LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
NOTHING_DONE = frozenset({"request_timeout", "accesslimited"})
"""Slack says so itself: the request did not reach it whole."""
UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "team_added_to_org"})
"""Part of it may have been done, says Slack."""
REFUSED = frozenset(
    {
        "as_user_not_supported",
        "attachment_payload_limit_exceeded",
        "blocked_file_type",
        "duplicate_channel_not_found",
        "invalid_post_type",
        "markdown_text_conflict",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "no_dual_broadcast_content_update",
        "no_text",
        "too_many_attachments",
        "too_many_contact_cards",
    }
)
REFUSED_STARTS = (
    *("invalid_arg", "invalid_array", "invalid_block", "invalid_form", "invalid_json", "invalid_metadata"),
    *("msg_", "json_not"),
)
GONE = frozenset(
    {
        "block_mismatch",
        "cannot_reply_to_message",
        "cant_delete_message",
        "cant_update_message",
        "edit_window_closed",
        "external_channel_migrating",
        "is_inactive",
        "message_not_found",
        "thread_not_found",
    }
)
NO_THREAD = GONE | {"restricted_action_non_threadable_channel", "restricted_action_thread_locked"}
SERVER_FAULT, TOO_MANY = 500, 429
DEFAULT_WAIT = 5.0

Foreign = (
    *(SlackClientError, aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError),
    *(AttributeError, ValueError),  # where the answer is no JSON object
)
"""Everything that slack_sdk raises when a request comes to nothing."""


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Raise what slack_sdk raises as one of our errors."""
    try:
        yield
    except Foreign as error:
        raise platform_error(error) from error


def platform_error(error: Exception) -> PlatformError:
    """Return which of our errors it is."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        return PlatformError(f"Slack cannot be reached ({type(error).__name__}).")
    # Nobody knows what was done.
    return Unanswered(f"Slack did not answer ({type(error).__name__}).")


def code_of(error: SlackApiError) -> str:
    """Return what Slack calls the error; empty where its answer does not say."""
    return str(told_by(error).get("error") or "")


def told_by(error: SlackApiError) -> dict[str, Any]:
    """Return what Slack answered; empty where that was no JSON object."""
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _answered(error: SlackApiError) -> PlatformError:
    code = code_of(error)
    status = int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))
    if status == TOO_MANY or code in LIMITED:
        return PlatformError("Slack asks us to wait.", wait=_wait(error))
    if code in NOTHING_DONE:
        return PlatformError(f"Slack did not take the message ({code}).")
    if not code or status >= SERVER_FAULT or code in UNSURE:
        return Unanswered(f"Slack has trouble ({code or f'status {status}'}).")
    if code in GONE:
        return MessageGone(f"The message is gone from Slack, or can no longer be edited ({code}).")
    if code in REFUSED or code.startswith(REFUSED_STARTS):
        return MessageRefused(f"Slack refuses the message ({_said(error)}).")
    # Whatever else it says may be mended on Slack's side: nothing is lost by waiting for that.
    return ChannelRefused(f"Slack refuses the channel ({_said(error)}).")


def _said(error: SlackApiError) -> str:
    told = told_by(error)
    needed = f": the app needs the right {told['needed']}" if told.get("needed") else ""
    details = (told.get("response_metadata") or {}).get("messages") or []
    return code_of(error) + needed + (f": {'; '.join(map(str, details))}"[:160] if details else "")


def _wait(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(float(given), 0.0)
    except ValueError:
        return DEFAULT_WAIT
