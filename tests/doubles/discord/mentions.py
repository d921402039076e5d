"""Who is pinged by a message: mentions in its text, as far as `allowed_mentions` lets them; embeds never ping."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.doubles.wire.calls import Json

EVERYONE = re.compile(r"@(everyone|here)\b")
USER = re.compile(r"<@!?(\d{15,20})>")
ROLE = re.compile(r"<@&(\d{15,20})>")
TEXT_DISPLAY = 10
SILENT = 1 << 12
DEFAULT = {"parse": ["everyone", "users", "roles"]}
DEFAULT_OF_INTERACTIONS = {"parse": ["users"]}


@dataclass(frozen=True, slots=True)
class Pings:
    """Whom a message pings. `everyone` holds the words used: everyone, here."""

    everyone: frozenset[str] = frozenset()
    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.everyone or self.users or self.roles)


@dataclass(slots=True)
class Ping:
    """One message of the bot that pinged, for tests to ask what pinged whom."""

    message_id: str
    channel_id: str
    content: str
    everyone: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


def texts(message: Json) -> Iterator[str]:
    """Yield the texts that may ping: content and text displays. Code blocks count, so that nothing relies on them."""
    yield message.get("content") or ""
    waiting = list(message.get("components") or [])
    while waiting:
        each = waiting.pop()
        if each.get("type") == TEXT_DISPLAY:
            yield each.get("content") or ""
        waiting += each.get("components") or []


def pings(message: Json, default: Json, *, may_ping_everyone: bool, mentionable: frozenset[int]) -> Pings:
    """Return whom a request to send this pings; `default` holds where the request says nothing of it."""
    allowed = message.get("allowed_mentions")
    if allowed is None:
        allowed = default
    parse = set(allowed.get("parse") or [])
    written = "\n".join(texts(message))
    users = {int(found) for found in USER.findall(written)}
    roles = {int(found) for found in ROLE.findall(written)}
    words = frozenset(EVERYONE.findall(written))
    if not may_ping_everyone:
        roles &= mentionable
        words = frozenset()
    return Pings(
        everyone=words if "everyone" in parse else frozenset(),
        users=frozenset(users if "users" in parse else users & _ids(allowed, "users")),
        roles=frozenset(roles if "roles" in parse else roles & _ids(allowed, "roles")),
    )


def _ids(allowed: Json, key: str) -> set[int]:
    return {int(each) for each in allowed.get(key) or []}
