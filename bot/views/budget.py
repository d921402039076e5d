"""What fits: lines under a limit, where quotes give way before links, and links before figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from typing import Protocol

from bot.model import Span

POST = 700
"""An alert is read at a glance: no platform shows a post at greater length."""
LONGEST_LINE = 400


class Marked(Protocol):
    """Writes words as markup."""

    def __call__(self, span: Span, room: int, *, at_start: bool) -> str:
        """Return words as markup of at most that size, in which nothing from outside is more than text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How a platform writes text, and what sets it off."""

    bold: str
    struck: str
    small: str
    """What a line of small print starts with."""
    quoted: str
    """What a line of a quote starts with."""
    marked: Marked
    linked: Callable[[str, str], str]
    """Words that lead to an address, or the words alone where the address cannot be one."""


class Gives(Enum):
    """When a line gives way."""

    QUOTE = auto()
    """First of all."""
    FIGURE = auto()
    """Last: from the end, and counted."""
    NEVER = auto()
    """It may be cut."""


class Part(Enum):
    """Which part of a message a line is."""

    TITLE = auto()
    HEADING = auto()
    LINE = auto()
    QUOTE = auto()
    SMALL = auto()


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
    markup: Markup
    part: Part = Part.LINE
    gives: Gives = Gives.FIGURE
    bold: bool = False
    struck: bool = False
    bare: bool = False
    """Whether its links have given way."""
    most: int = LONGEST_LINE
    """Its size at most."""

    @cached_property
    def text(self) -> str:
        """The line as markup, empty where it says nothing."""
        return self.shown(self.most)

    @cached_property
    def takes(self) -> int:
        """Its size, with the end of the line."""
        return size(self.text) + 1

    def shown(self, room: int) -> str:
        """Return the line as markup; a link is whole or not there, and text is cut to the room."""
        start, end = self._around()
        room = min(self.most, room) - size(start + end)
        said = [self._said(part) for part in self.parts]
        links = sum(map(size, said))
        text = ""
        for part, link in zip(self.parts, said, strict=True):
            if isinstance(part, Link):
                text += link
            else:
                text += self.markup.marked(part, max(room - links - size(text), 0), at_start=not text)
                continue
            links -= size(link)
        return f"{start}{text.strip() if end else text}{end}" if text.strip() else ""

    def _around(self) -> tuple[str, str]:
        markup = self.markup
        start = {Part.SMALL: markup.small, Part.QUOTE: markup.quoted}.get(self.part, "")
        struck, bold = markup.struck if self.struck else "", markup.bold if self.bold else ""
        return start + struck + bold, bold + struck

    def _said(self, part: Span | Link) -> str:
        if isinstance(part, Span):
            return ""
        if not self.bare:
            return part.before + self.markup.linked(part.label, part.address)
        return "" if part.before else self.markup.linked(part.label, "")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A line that fits, as markup."""

    part: Part
    text: str


def size(text: str) -> int:
    """Return the length in UTF-16 units: no platform counts more than that."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitted(lines: Iterable[Line], limit: int, more: str) -> tuple[Fitted, ...]:
    """Return the lines that fit, one below the other, within a limit; `more` tells how many figures are left out."""
    left = [line for line in lines if line.text]
    if _total(left) > limit:
        left, _ = _without_last(left, Gives.QUOTE, limit)
    if _total(left) > limit:
        left = [shorter for line in left if (shorter := replace(line, bare=True)).text]
    if _total(left) > limit:
        left = _counted(left, limit, more)
    whole = tuple(Fitted(line.part, line.text) for line in left)
    return whole if size(joined(whole)) <= limit else tuple(_squeezed(left, limit))


def joined(lines: Iterable[Fitted]) -> str:
    """Return the lines one below the other."""
    return "\n".join(line.text for line in lines)


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
    told = (Span(more.format(len(lines) - len(left))),)
    count = Line(parts=told, markup=lines[at].markup, gives=Gives.NEVER)
    return [*left[:at], count, *left[at:]]


def _squeezed(lines: Sequence[Line], limit: int) -> Iterable[Fitted]:
    """Cut what never gives way: each line may take what the lines after it leave over, and at least its share."""
    used = 0
    for index, line in enumerate(lines):
        left = len(lines) - index
        room = limit - used
        later = sum(min(other.takes - 1, room // left) + 1 for other in lines[index + 1 :])
        text = line.shown(max(room - later, 0))
        if text and size(text) <= room:
            used += size(text) + 1
            yield Fitted(line.part, text)
