"""Lists of feeds as other programs keep them: OPML, in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from xml.parsers import expat  # declarations are refused below, so nothing can expand or be fetched
from xml.sax.saxutils import escape, quoteattr

from bot.errors import Fault, SettingsError
from bot.model import Feed, FullText

LARGEST = 5_000_000
"""Bytes; a list of ten thousand feeds has some two million."""
DEEPEST = 50
MOST_FAULTS = 50
OUTLET_LENGTH = 200
SPACE = "urn:tallywire:opml"
"""Names our own attributes, as OPML 2.0 asks of what it does not define."""
INTERVAL = f"{SPACE} interval"
FULL_TEXT = f"{SPACE} fulltext"
SEPARATOR = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What an OPML file lists."""

    feeds: tuple[Feed, ...]
    """Each address once, in the order of the file."""
    faults: tuple[Fault, ...] = ()
    """Entries that name no feed that can be polled; the others stand."""


def read_opml(path: Path) -> Subscriptions:
    """Return the feeds of a file; raise SettingsError for one that is no OPML, with the line."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise _refused(str(path), f"cannot be read: {error.strerror}; check its name and permissions") from error
    if len(content) > LARGEST:
        raise _refused(str(path), f"is larger than {LARGEST:,} bytes; split it")
    return parse_opml(content, str(path))


def parse_opml(content: bytes, place: str) -> Subscriptions:
    """Return the feeds of OPML text; `place` names it in faults. Raise SettingsError for what is no OPML."""
    reader = _Reader(place)
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.StartElementHandler = lambda name, given: reader.open(name, given, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _: reader.close()
    parser.StartDoctypeDeclHandler = lambda *_: reader.refuse_declaration(parser.CurrentLineNumber)
    try:
        parser.Parse(content.lstrip(), True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        problem = expat.errors.messages[error.code]
        raise _refused(
            f"{place}:{error.lineno}", f"is no OPML: {problem}; export it anew from where it came"
        ) from error
    if not reader.feeds and not reader.faults:
        raise _refused(place, "lists no feed; each is an outline element with an xmlUrl")
    return Subscriptions(feeds=tuple(reader.feeds.values()), faults=tuple(reader.faults))


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """Return feeds as OPML 2.0 that other programs read; when Tallywire reads it again, all of each feed comes back."""
    outlines = "".join(f"    {_outline(feed)}\n" for feed in feeds)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:tallywire={quoteattr(SPACE)}>\n'
        f"  <head>\n    <title>{escape(_printable(title))}</title>\n  </head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _outline(feed: Feed) -> str:
    outlet = _attribute(feed.outlet)
    interval = f' tallywire:interval="{feed.interval:g}"' if feed.interval is not None else ""
    full_text = f' tallywire:fullText="{feed.full_text}"' if feed.full_text is not FullText.AUTO else ""
    return f'<outline type="rss" text={outlet} title={outlet} xmlUrl={_attribute(feed.url)}{interval}{full_text}/>'


def _attribute(text: str) -> str:
    return quoteattr(_printable(text))


def _printable(text: str) -> str:
    """Return text as one line of characters that can be seen."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _refused(place: str, message: str) -> SettingsError:
    return SettingsError([Fault(place, "", message)])


@dataclass(slots=True)
class _Reader:
    """Hears elements as expat comes by them."""

    place: str
    feeds: dict[str, Feed] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    depth: int = 0

    def open(self, name: str, given: dict[str, str], line: int) -> None:
        """Take an element in."""
        self.depth += 1
        if self.depth == 1 and name.lower() != "opml":
            raise _refused(f"{self.place}:{line}", f"is no OPML: its outermost element is {name[:40]}, not opml")
        if self.depth > DEEPEST:
            raise _refused(f"{self.place}:{line}", f"is nested deeper than {DEEPEST} levels; no list of feeds is")
        if name.lower() == "outline":
            self._outline({key.lower(): value.strip() for key, value in given.items()}, line)

    def close(self) -> None:
        """Leave an element."""
        self.depth -= 1

    def refuse_declaration(self, line: int) -> None:
        """End the reading: OPML needs no declarations, and with them a small file can stand for a huge one."""
        raise _refused(f"{self.place}:{line}", "declares a document type, which OPML needs not; remove the line")

    def _outline(self, given: dict[str, str], line: int) -> None:
        """Take a feed in; an outline without an address is a folder, unless it says that it is a feed."""
        url = _plain_address(given.get("xmlurl", ""))
        if not url and given.get("type", "").lower() not in {"rss", "atom"}:
            return
        problem = _problem(url)
        if not problem:
            feed = Feed(url=url, outlet=_outlet(given, url), interval=_interval(given), full_text=_full_text(given))
            self.feeds.setdefault(url, feed)
        elif len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(f"{self.place}:{line}", "xmlUrl", problem))


def _plain_address(url: str) -> str:
    """Return an address without the `feed:` that some programs put before it."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() != "feed":
        return url
    return rest if rest.startswith(("http:", "https:")) else f"http://{rest.removeprefix('//')}"


def _problem(url: str) -> str:
    if not url:
        return "is missing; the outline says that it is a feed"
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or any(character.isspace() or not character.isprintable() for character in url):
        return "should be the address of a feed, such as https://example.org/feed.xml"
    return ""


def _outlet(given: dict[str, str], url: str) -> str:
    names: Sequence[str] = [given.get("title", ""), given.get("text", ""), urlsplit(url).hostname or url]
    return next(name for name in map(_printable, names) if name)[:OUTLET_LENGTH]


def _interval(given: dict[str, str]) -> float | None:
    try:
        seconds = float(given.get(INTERVAL, ""))
    except ValueError:
        return None
    return seconds if 0 < seconds < float("inf") else None


def _full_text(given: dict[str, str]) -> FullText:
    said = given.get(FULL_TEXT, "")
    return FullText(said) if said in tuple(FullText) else FullText.AUTO
