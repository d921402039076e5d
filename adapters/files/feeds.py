"""Loads the list of feeds to poll."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from adapters.files.document import Document
from adapters.files.faults import schema_faults
from adapters.files.toml import read_toml
from bot.errors import SettingsError
from bot.model import Feed, FullText


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or any(character.isspace() for character in url):
        raise ValueError("should be the address of a feed, such as https://example.org/feed.xml")
    return url


def _full_text(given: Any) -> Any:
    """Read the words of the file; `true` and `false` are what a person writes who knows of two of them."""
    if isinstance(given, bool):
        return FullText.ALWAYS if given else FullText.NEVER
    if given not in tuple(FullText):
        raise ValueError('should be "auto", "always" or "never"')
    return FullText(given)


class FeedDraft(BaseModel):
    """One `[[feeds]]` table."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    url: Annotated[str, AfterValidator(_web_address)]
    outlet: Annotated[str, Field(min_length=1, max_length=200)]
    interval: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    full_text: Annotated[FullText, BeforeValidator(_full_text)] = FullText.AUTO


class FeedsDraft(BaseModel):
    """A whole file of feeds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feeds: list[FeedDraft] = []
    feed: list[FeedDraft] = []
    """The singular is what a person writes who has one feed."""


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """Return the feeds of a file, or raise SettingsError with all faults."""
    given, document = read_toml(path)
    draft = _validate(given, document)
    if not document.faults and not draft.feeds + draft.feed:
        document.add_file("names no feed; add one as [[feeds]] with url and outlet")
    _check_addresses(given, document)
    if document.faults:
        raise SettingsError(document.faults)
    return tuple(
        Feed(url=feed.url, outlet=feed.outlet, interval=feed.interval, full_text=feed.full_text)
        for feed in draft.feeds + draft.feed
    )


def _validate(given: dict[str, Any], document: Document) -> FeedsDraft:
    try:
        return FeedsDraft.model_validate(given)
    except ValidationError as error:
        document.faults += schema_faults(error, FeedsDraft, document.place)
        return FeedsDraft()


def _check_addresses(given: dict[str, Any], document: Document) -> None:
    first: dict[str, str] = {}
    for name in FeedsDraft.model_fields:
        entries = given.get(name)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            url = entry.get("url") if isinstance(entry, dict) else None
            if not isinstance(url, str):
                continue
            place = (name, number, "url")
            if url in first:
                document.add(place, f"{url} is a feed already ({first[url]}); name each once")
            first.setdefault(url, document.place(place))
