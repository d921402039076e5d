"""The workspaces that let us in, each with the token to speak there."""

from dataclasses import dataclass, field
from typing import Protocol

NAME = "slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Ourselves in a workspace."""

    token: str = field(repr=False)
    server: str
    organisation: str = ""
    user: str = ""
    """Our user there."""
    everywhere: bool = False
    """Whether the token is an organisation's: some methods then want to be told which workspace is meant."""


class Bots(Protocol):
    """Finds us in a workspace."""

    async def bot(self, server: str, organisation: str = "") -> Bot | None:
        """Return us in a workspace; None where we are not, or no longer. An empty `server` is the only one there is.

        Raise PlatformError where it cannot be found out just now.
        """
        ...


class Workspaces(Bots, Protocol):
    """All that let us in. Every method raises PlatformError where it cannot be found out just now."""

    async def knows(self, server: str, organisation: str = "") -> bool:
        """Return whether we are in a workspace, without asking anybody where that can be helped."""
        ...

    async def bots(self) -> tuple[Bot, ...]:
        """Return us in every workspace and organisation that let us in."""
        ...

    async def end(self, server: str, organisation: str = "") -> tuple[str, ...]:
        """Take note that a workspace, or with none named an organisation, took us out; return which workspaces."""
        ...
