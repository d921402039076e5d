"""A route of the API: what answers it, what its body may hold, and which limits count it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.doubles.discord.checks import Path, Rule
from tests.doubles.wire.calls import Answer, Call, Json

Ids = dict[str, str]
NUMBER = r"(?P<{}>\d{{1,20}})"
TEXT = r"(?P<{}>[^/]+)"
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass(frozen=True, slots=True)
class Route:
    """`template` is as in Discord's document. `open` needs no token: the path carries one."""

    method: str
    template: str
    serve: Callable[[Call, Ids], Answer]
    bucket: str = "other"
    shape: Rule | None = None
    message: Callable[[Any], tuple[Path, Json] | None] | None = None
    """Finds the message in the body, with where it is, where the route takes one."""
    open: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return what its paths look like; a path with another id in it is no such path."""
        parts = []
        for step in self.template.split("/"):
            name = step[1:-1] if step.startswith("{") else ""
            ready = NUMBER if name.endswith("_id") else TEXT
            parts.append(ready.format(name) if name else re.escape(step))
        return re.compile("/".join(parts))


@dataclass(frozen=True, slots=True)
class Found:
    """A route with the ids of a call."""

    route: Route
    ids: Ids

    @property
    def major(self) -> str:
        """Return what limits are counted apart by."""
        return "/".join(self.ids[name] for name in MAJOR if name in self.ids)


def whole(body: Any) -> tuple[Path, Json]:
    """Find a message in a body that is one."""
    return (), body


class Routes:
    """All routes."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = [(route.pattern(), route) for route in routes]

    def known(self) -> list[Route]:
        """Return all."""
        return [route for _, route in self._routes]

    def find(self, call: Call) -> Found | int:
        """Return the route of a call, or the status that says why there is none."""
        known = False
        for pattern, route in self._routes:
            if found := pattern.fullmatch(call.path):
                known = True
                if route.method == call.method:
                    return Found(route, found.groupdict())
        return 405 if known else 404
