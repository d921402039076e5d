"""Events: somebody opens their page, or a workspace takes us out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from adapters.slack.asked import at, call_of, text_at
from adapters.slack.home import Homes
from adapters.slack.told import TakenOut, Told
from adapters.slack.workspaces import Workspaces
from bot.connection import AnswerFailed
from bot.underway import Underway

OPENED, REVOKED, UNINSTALLED = "app_home_opened", "tokens_revoked", "app_uninstalled"

Body = Mapping[str, Any]


class Events:
    """Takes events that were acknowledged already, each once."""

    def __init__(
        self,
        *,
        workspaces: Workspaces,
        homes: Homes,
        is_first: Callable[[str], Awaitable[bool]],
        left: Callable[[str], Awaitable[int]],
        tell: Callable[[Told], None],
    ) -> None:
        """Ask `is_first` whether an event was heard of before; `left` lets a workspace's channels wait."""
        self._workspaces = workspaces
        self._homes = homes
        self._is_first = is_first
        self._left = left
        self._tell = tell
        self.underway = Underway(lambda crash: tell(AnswerFailed(asked="event", crash=crash)))

    def start(self, body: Body) -> None:
        """Begin what an event asks for; most ask for nothing."""
        kind = text_at(body, "event", "type")
        if kind == OPENED and text_at(body, "event", "tab") in {"home", ""}:
            self.underway.start(self._opened(body))
        elif kind == UNINSTALLED or (kind == REVOKED and at(body, "event", "tokens", "bot")):
            self.underway.start(self._taken_out(body))

    async def _opened(self, body: Body) -> None:
        if await self._is_first(call_of(body)):
            await self._homes.visit(server_of(body), text_at(body, "event", "user"))

    async def _taken_out(self, body: Body) -> None:
        if not await self._is_first(call_of(body)):
            return
        for server in await self._workspaces.end(server_of(body), text_at(body, "enterprise_id")):
            self._tell(TakenOut(server=server, channels=await self._left(server)))


def server_of(body: Body) -> str:
    """Return the workspace that an event is about."""
    return text_at(body, "team_id") or text_at(body, "context_team_id")
