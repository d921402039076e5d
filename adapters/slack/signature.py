"""Whether a request over HTTP was signed by Slack, and lately."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.signature import Clock, SignatureVerifier

TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
LONGEST_TIMESTAMP = 20


class _At(Clock):
    """A clock that stands still: Slack's verifier asks one."""

    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()

    def now(self) -> float:
        """Return seconds since 1970."""
        return self._now


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Return whether the body was signed with the secret, at most five minutes from now.

    `headers` are looked up as they are given: names in any case are the mapping's business.
    """
    timestamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    # What the verifier cannot take, it answers with an error instead of a no.
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= LONGEST_TIMESTAMP):
        return False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return signature.isascii() and SignatureVerifier(secret, _At(now)).is_valid(text, timestamp, signature)
