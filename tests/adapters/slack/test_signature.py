"""Requests that are not Slack's, or not of just now, are told from those that are."""

import hashlib
import hmac

import pytest
from multidict import CIMultiDict

from adapters.slack.signature import is_signed
from tests.newsroom import NOW

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - made up
BODY = b"token=x&team_id=T1&text=figures+%26+more"


def signature(body: bytes = BODY, *, age: int = 0, secret: str = SECRET, version: str = "v0") -> dict[str, str]:
    """Sign a body as Slack's documentation says."""
    at = int(NOW.timestamp()) - age
    digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"{version}={digest}"}


@pytest.mark.parametrize("age", [0, 299, -299])
def test_a_request_of_the_last_five_minutes_is_taken(age: int) -> None:
    assert is_signed(SECRET, CIMultiDict(signature(age=age)), BODY, NOW)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (signature(age=301), BODY),
        (signature(age=-301), BODY),
        (signature(secret="another"), BODY),  # noqa: S106 - made up
        (signature(), BODY + b" "),
        (signature(version="v1"), BODY),
        (signature() | {"X-Slack-Signature": ""}, BODY),
        (signature() | {"X-Slack-Signature": "v0=é"}, BODY),
        (signature() | {"X-Slack-Request-Timestamp": ""}, BODY),
        (signature() | {"X-Slack-Request-Timestamp": "soon"}, BODY),
        (signature() | {"X-Slack-Request-Timestamp": "nan"}, BODY),
        (signature() | {"X-Slack-Request-Timestamp": "1" * 5_000}, BODY),
        ({}, BODY),
        (signature(b"\xff"), b"\xff"),
    ],
)
def test_any_other_is_not(headers: dict[str, str], body: bytes) -> None:
    assert not is_signed(SECRET, CIMultiDict(headers), body, NOW)
