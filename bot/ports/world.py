"""The world outside: the clock, the web, platforms and pictures."""

from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.model import Entry, ParsedFeed, Topic

T = TypeVar("T")


class Clock(Protocol):
    """The one place where the time comes from."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer to a conditional GET. `body` is empty when `changed` is false."""

    url: str
    """Where the body came from, after redirects."""
    changed: bool
    body: bytes
    content_type: str
    etag: str | None
    """With `last_modified`: what to ask with next time. None where another address gave it than is asked then."""
    last_modified: str | None
    status: int = 200
    moved_to: str | None = None
    """The address to ask from now on, where only permanent redirects led to it."""
    max_age: float | None = None
    """Seconds that the answer stays fresh, by Cache-Control or Expires."""
    retry_after: float | None = None
    """Seconds that the server asks to be left alone."""
    size: int = 0
    """Bytes received, packed as they came."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses that its Link headers name, by relation, such as `hub` and `self`; the first of each."""


class Fetcher(Protocol):
    """Gets a URL, within limits of time and size."""

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """Return the answer, or raise FaultyResource with a sentence that names the URL."""
        ...


class Forms(Protocol):
    """Sends forms, within limits of time and size."""

    async def submit(self, url: str, form: Mapping[str, str]) -> int:
        """Send a form and return the status of the answer; raise FaultyResource when there was none."""
        ...


class Run(Protocol):
    """Runs a module's function beside the event loop, in a process that can be killed."""

    def __call__(self, function: Callable[..., T], *arguments: object) -> Coroutine[Any, Any, T]:
        """Return what the function returns, or raise what it raises; TooCostly where it had to be stopped."""
        ...


class Syndication(Protocol):
    """Reads what feeds hold."""

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """Return what a body says; raise FaultyResource when this is no feed.

        `known` are the fingerprints that the last reading of this feed returned: items that have not changed since
        are left out, which saves nearly all of the work.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article that a web page shows. What the page does not say is empty or None."""

    title: str
    text: str
    """Its main text, a line a paragraph."""
    byline: str
    published: datetime | None
    modified: datetime | None


class PageReader(Protocol):
    """Reads the article that a web page shows."""

    async def read(self, body: bytes, *, content_type: str, url: str) -> Page:
        """Return the article at `url`, where the body came from after redirects.

        Raise UnreadablePage, with the reason, for a paywall, a consent notice or another page without an article;
        another FaultyResource when it could not be looked at.
        """
        ...


class Charts(Protocol):
    """Draws a claim's history."""

    def draw(self, topic: Topic, claim: str, entries: Sequence[Entry]) -> bytes:
        """Return a PNG: a step line a source, range bars, verdict marks."""
        ...
