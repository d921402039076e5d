"""Slack's refusals and silences, each told for what it is."""

import inspect
from typing import Any

import aiohttp
import pytest
from slack_sdk import errors
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.faults import Foreign, platform_error, translated
from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered

NOT_OF_REQUESTS = {aiohttp.EofStream, aiohttp.WSMessageTypeError, aiohttp.WebSocketError}


def answered(
    error: str = "", *, status: int = 200, headers: dict[str, str] | None = None, **more: Any
) -> SlackApiError:
    """Make what slack_sdk raises for an answer."""
    data: Any = {"ok": False, "error": error, **more} if error else {}
    response = AsyncSlackResponse(
        client=None,  # type: ignore[arg-type]  # it asks nothing more
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed.", response)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("channel_not_found", ChannelRefused),
        ("not_in_channel", ChannelRefused),
        ("is_archived", ChannelRefused),
        ("restricted_action", ChannelRefused),
        ("restricted_action_read_only_channel", ChannelRefused),
        ("restricted_action_thread_only_channel", ChannelRefused),
        ("restricted_action_non_threadable_channel", ChannelRefused),
        ("token_revoked", ChannelRefused),
        ("token_expired", ChannelRefused),
        ("account_inactive", ChannelRefused),
        ("invalid_auth", ChannelRefused),
        ("not_authed", ChannelRefused),
        ("missing_scope", ChannelRefused),
        ("org_login_required", ChannelRefused),
        ("ekm_access_denied", ChannelRefused),
        ("something_that_slack_says_next_year", ChannelRefused),
        ("msg_too_long", MessageRefused),
        ("msg_blocks_too_long", MessageRefused),
        ("invalid_blocks", MessageRefused),
        ("invalid_blocks_format", MessageRefused),
        ("invalid_arguments", MessageRefused),
        ("invalid_metadata_format", MessageRefused),
        ("metadata_too_large", MessageRefused),
        ("no_text", MessageRefused),
        ("too_many_attachments", MessageRefused),
        ("message_not_found", MessageGone),
        ("cant_update_message", MessageGone),
        ("edit_window_closed", MessageGone),
        ("is_inactive", MessageGone),
        ("ratelimited", PlatformError),
        ("rate_limited", PlatformError),
        ("request_timeout", PlatformError),
        ("internal_error", Unanswered),
        ("fatal_error", Unanswered),
        ("service_unavailable", Unanswered),
        ("team_added_to_org", Unanswered),
    ],
)
def test_each_refusal_is_told_for_what_it_is(code: str, kind: type[PlatformError]) -> None:
    error = platform_error(answered(code))
    assert type(error) is kind
    assert code in str(error) or "wait" in str(error)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("code", ["", "internal_error", "channel_not_found"])
def test_a_server_that_has_trouble_may_have_done_it(status: int, code: str) -> None:
    assert type(platform_error(answered(code, status=status))) is Unanswered


def test_an_answer_that_is_no_json_may_hide_anything() -> None:
    assert type(platform_error(answered(status=200))) is Unanswered
    assert type(platform_error(SlackApiError("Received a response in a non-JSON format", ""))) is Unanswered


@pytest.mark.parametrize(
    ("headers", "wait"),
    [({"Retry-After": "12"}, 12.0), ({"retry-after": "1.5"}, 1.5), ({}, 5.0), ({"Retry-After": "soon"}, 5.0)],
)
def test_too_many_requests_say_how_long_to_wait(headers: dict[str, str], wait: float) -> None:
    error = platform_error(answered("ratelimited", status=429, headers=headers))
    assert type(error) is PlatformError
    assert error.wait == wait


def test_a_missing_right_is_named() -> None:
    error = platform_error(answered("missing_scope", needed="chat:write", provided="commands"))
    assert str(error) == "Slack refuses the channel (missing_scope: the app needs the right chat:write)."


def test_what_is_wrong_with_blocks_is_told() -> None:
    told = answered("invalid_blocks", response_metadata={"messages": ["[ERROR] must be less than 3001 characters"]})
    assert "must be less than 3001" in str(platform_error(told))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TimeoutError(), Unanswered),
        (aiohttp.ServerDisconnectedError(), Unanswered),
        (aiohttp.ClientOSError(104, "Connection reset by peer"), Unanswered),
        (aiohttp.ClientPayloadError(), Unanswered),
        (ConnectionResetError(), Unanswered),
        (AttributeError("'str' object has no attribute 'get'"), Unanswered),
        (aiohttp.ClientConnectorError(None, OSError(111, "refused")), PlatformError),  # type: ignore[arg-type]  # of no use
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_silence_is_unsure_unless_nothing_was_sent(error: Exception, kind: type[PlatformError]) -> None:
    assert type(platform_error(error)) is kind


def exceptions(module: Any) -> list[type[Exception]]:
    """Return the exceptions that a library raises of requests."""
    every = [each for _, each in inspect.getmembers(module, inspect.isclass) if issubclass(each, Exception)]
    return [each for each in every if not issubclass(each, Warning) and each not in NOT_OF_REQUESTS]


@pytest.mark.parametrize("kind", [*exceptions(errors), *exceptions(aiohttp)], ids=lambda kind: kind.__name__)
def test_every_exception_of_the_libraries_is_translated(kind: type[Exception]) -> None:
    assert issubclass(kind, Foreign)


async def test_what_is_no_fault_of_slacks_passes_through() -> None:
    with pytest.raises(KeyError):
        async with translated():
            raise KeyError("ours")
