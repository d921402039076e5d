"""Slack's way to say no: status 200 and `ok: false` with a word, except for limits and for failures of its own."""

from typing import Any

from tests.doubles.wire.calls import Answer, Json

RATE_LIMITED = 429
SERVER_WORDS = {500: "internal_error", 502: "bad_gateway", 503: "service_unavailable", 504: "gateway_timeout"}


class RefusedError(Exception):
    """Slack does not do what was asked; `error` is its word, `more` what stands beside it."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.body: Json = {"ok": False, "error": error, **more}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in messages]}


def limited(wait: int) -> Answer:
    """Return the refusal of one request too many; Slack tells whole seconds."""
    return Answer(RATE_LIMITED, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)})


def bare(status: int) -> Answer:
    """Return what a status means by itself."""
    if status == RATE_LIMITED:
        return limited(1)
    return Answer(status, {"ok": False, "error": SERVER_WORDS.get(status, "fatal_error")})
