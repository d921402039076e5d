"""Discord's errors: status, code and message, in its shape."""

from typing import Any

from tests.doubles.wire.calls import Answer, Json

UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
UNKNOWN_USER = (404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
TOO_MANY_COMMANDS = (400, 30032, "Maximum number of application commands reached (100)")
TOO_MANY_CREATES = (400, 30034, "Max number of daily application command creates has been reached (200)")
TOO_MANY_OLD_EDITS = (429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later")
TOO_LARGE = (413, 40005, "Request entity too large")
ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = (403, 50001, "Missing Access")
NOT_OURS = (403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
EXPIRED_TOKEN = (401, 50027, "Invalid Webhook Token")
INVALID_FORM = (400, 50035, "Invalid Form Body")
THREAD_ARCHIVED = (400, 50083, "Thread is archived")
INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")
THREAD_EXISTS = (400, 160004, "A thread has already been created for this message")

RATE_LIMITED = 429
BARE = {
    401: "401: Unauthorized",
    403: "403: Forbidden",
    404: "404: Not Found",
    405: "405: Method Not Allowed",
    500: "500: Internal Server Error",
    502: "502: Bad Gateway",
    503: "503: Service Unavailable",
    504: "504: Gateway Timeout",
}


class RefusedError(Exception):
    """Discord does not do what was asked; `answer` says why."""

    def __init__(self, error: tuple[int, int, str], errors: Json | None = None) -> None:
        super().__init__(error[2])
        status, code, message = error
        body: dict[str, Any] = {"message": message, "code": code}
        if errors is not None:
            body["errors"] = errors
        if code == TOO_MANY_OLD_EDITS[1]:
            body |= {"retry_after": 1.0, "global": False}
        self.answer = Answer(status, body)


VIA = {"Via": "1.1 google"}
"""On every answer of Discord's own; without it discord.py takes a 429 for a ban by the proxy in front."""


def bare(status: int) -> Answer:
    """Return the error that has no code of its own."""
    if status == RATE_LIMITED:
        body: Json = {"message": "You are being rate limited.", "retry_after": 0.1, "global": False}
        return Answer(status, body, {**VIA, "Retry-After": "1", "X-RateLimit-Scope": "user"})
    return Answer(status, {"message": BARE.get(status, f"{status}: Error"), "code": 0}, VIA)
