"""An app let into a workspace or a whole organisation."""

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Install:
    """Where a platform lets us in, and what it gave us for that."""

    platform: str
    server: str
    """The workspace; empty where a whole organisation let us in at once."""
    organisation: str = ""
    """The organisation that the workspace belongs to, if it does."""
    name: str = ""
    """What people call it."""
    sealed: str = field(default="", repr=False)
    """The tokens, encrypted; empty once they were taken back."""
    bot: str = ""
    """Our own user there."""
    app: str = ""
    scopes: tuple[str, ...] = ()
    person: str = ""
    """Who let us in."""
    installed: datetime
    revoked: datetime | None = None
    """Since when we are let in no more."""

    @property
    def everywhere(self) -> bool:
        """Whether it holds for every workspace of the organisation."""
        return not self.server

    def revoke(self, now: datetime) -> "Install":
        """Return it without tokens; a newer installation takes its place."""
        return replace(self, sealed="", revoked=now)
