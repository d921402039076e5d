"""What a person asks, and what comes back, on any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Button, Place, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something asked in a channel: free words, or a command with its arguments by name.

    Rights are the platform's to find out, on the server's side: what a client hides is no protection.
    """

    platform: str
    channel: str
    person: str
    server: str = ""
    is_desk: bool = False
    """Whether the person may change what this channel hears."""
    is_operator: bool = False
    """Whether the settings name the person as one who runs this bot."""
    words: str = ""
    """What was typed, or a button's words."""
    command: str = ""
    """The command's name where the platform has typed arguments; `words` is then not looked at."""
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where it is asked."""
        return Place(platform=self.platform, server=self.server, channel=self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside an answer."""

    name: str
    """ASCII, with its suffix."""
    alt: str
    """What it shows, for who cannot see it."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person is shown. Only the person sees it while it is private."""

    views: tuple[View, ...]
    files: tuple[Attachment, ...] = ()
    buttons: tuple[Button, ...] = ()
    """Beside those of the views: the next page, share, follow here."""
    private: bool = True

    def shared(self) -> "Answer":
        """Return the answer as the whole channel sees it: without buttons for the one who asked."""
        return replace(self, private=False, buttons=())
