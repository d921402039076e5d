"""What fits: lines under a limit, where quotes give way before links, and links before figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from adapters.discord.markdown import linked, marked, size
from bot.model import Span

CONTENT, DESCRIPTION, EMBEDS_TOTAL, EMBEDS = 2_000, 4_096, 6_000, 10
POST_EMBED = 700
"""An alert is read at a glance: its embed is no longer than this."""
LONGEST_LINE = 400


class Gives(Enum):
    """When a line gives way."""

    QUOTE = auto()
    """First of all."""
    FIGURE = auto()
    """Last: from the end, and counted."""
    NEVER = auto()
    """It may be cut."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    label: str
    address: str
    before: str = ""
    """What separates it from the words before; with it, the link goes as a whole when links give way."""


@dataclass(frozen=True, kw_only=True)  # without slots: what it shows is kept
class Line:
    """One line, and what is set around it."""

    parts: tuple[Span | Link, ...]
    gives: Gives = Gives.FIGURE
    start: str = ""
    end: str = ""
    bare: bool = False
    """Whether its links have given way."""
    most: int = LONGEST_LINE
    """Its size at most."""

    @cached_property
    def text(self) -> str:
        """The line as Markdown, empty where it says nothing."""
        return self.shown(self.most)

    @cached_property
    def takes(self) -> int:
        """Its size, with the end of the line."""
        return size(self.text) + 1

    def shown(self, room: int) -> str:
        """Return the line as Markdown; a link is whole or not there, and text is cut to the room."""
        room = min(self.most, room) - size(self.start + self.end)
        said = [self._said(part) for part in self.parts]
        links = sum(map(size, said))
        text = ""
        for part, link in zip(self.parts, said, strict=True):
            if isinstance(part, Link):
                text += link
            else:
                text += marked((part,), max(room - links - size(text), 0), at_start=not text)
                continue
            links -= size(link)
        return f"{self.start}{text}{self.end}" if text.strip() else ""

    def _said(self, part: Span | Link) -> str:
        if isinstance(part, Span):
            return ""
        if not self.bare:
            return part.before + linked(part.label, part.address)
        return "" if part.before else linked(part.label, "")


def fitted(lines: Iterable[Line], limit: int, more: str) -> str:
    """Return the lines, one below the other, within a limit; `more` tells how many figures are left out."""
    left = [line for line in lines if line.text]
    if _total(left) > limit:
        left, _ = _without_last(left, Gives.QUOTE, limit)
    if _total(left) > limit:
        left = [shorter for line in left if (shorter := replace(line, bare=True)).text]
    if _total(left) > limit:
        left = _counted(left, limit, more)
    text = "\n".join(line.text for line in left)
    return text if size(text) <= limit else _squeezed(left, limit)


def _total(lines: Sequence[Line]) -> int:
    return sum(line.takes for line in lines) - 1


def _without_last(lines: Sequence[Line], gives: Gives, limit: int) -> tuple[list[Line], int | None]:
    """Leave lines that give way out, from the end, until the rest fits; return where the first of them stood."""
    excess = _total(lines) - limit
    gone: set[int] = set()
    for at in range(len(lines) - 1, -1, -1):
        if excess <= 0:
            break
        if lines[at].gives is gives:
            gone.add(at)
            excess -= lines[at].takes
    return [line for at, line in enumerate(lines) if at not in gone], min(gone, default=None)


def _counted(lines: Sequence[Line], limit: int, more: str) -> list[Line]:
    """Leave the last figures out, and count them where the first of them stood."""
    room = size(more.format(len(lines))) + 1
    left, at = _without_last(lines, Gives.FIGURE, limit - room)
    if at is None:
        return left
    count = Line(parts=(Span(more.format(len(lines) - len(left))),), gives=Gives.NEVER)
    return [*left[:at], count, *left[at:]]


def _squeezed(lines: Sequence[Line], limit: int) -> str:
    """Cut what never gives way: each line may take what the lines after it leave over, and at least its share."""
    texts: list[str] = []
    for index, line in enumerate(lines):
        left = len(lines) - index
        room = limit - sum(size(text) + 1 for text in texts)
        later = sum(min(other.takes - 1, room // left) + 1 for other in lines[index + 1 :])
        text = line.shown(max(room - later, 0))
        if text and size(text) <= room:
            texts.append(text)
    return "\n".join(texts)
