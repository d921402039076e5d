"""A feed's body cut at its items, so that only those that changed are parsed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from adapters.syndication.identity import content_mark

Span = tuple[int, int]
TAG = re.compile(rb"<(?:(!\[CDATA\[|!--)|(/?)(?:[A-Za-z_][\w.-]*:)?(item|entry)(?=[\s/>]))", re.IGNORECASE)
ENDS = {b"![CDATA[": b"]]>", b"!--": b"-->"}
CLOSED_ROOT = re.compile(rb"</\s*(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
OPENED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)", re.IGNORECASE)
TAIL = 1_000
"""Bytes behind the last item in which the end of the feed is looked for; publishers sign there in comments."""


@dataclass(frozen=True, slots=True)
class Split:
    """Where the items of a body stand. `spans` lie apart and in order."""

    body: bytes
    spans: tuple[Span, ...]
    marks: tuple[str, ...]
    """What tells the content of each item from another's."""

    def holding(self, chosen: Collection[int]) -> bytes:
        """Return the body with the items of these numbers only, and all that stands around items."""
        kept, end = [], 0
        for number, (start, stop) in enumerate(self.spans):
            kept.append(self.body[end : stop if number in chosen else start])
            end = stop
        kept.append(self.body[end:])
        return b"".join(kept)


def split(body: bytes) -> Split | None:
    """Return where items stand; None where that cannot be told for sure, as in a damaged feed."""
    spans: list[Span] = []
    opened, name, at = -1, b"", 0
    while found := TAG.search(body, at):
        passage, slash, kind = found.groups()
        end = _behind(body, ENDS[passage.upper()] if passage else b">", found.end())
        if end is None:
            return None
        at = end
        if slash and opened >= 0 and kind == name:
            spans.append((opened, at))
            opened = -1
        elif kind and not slash and opened < 0:
            opened, name = found.start(), kind
        elif kind:
            return None
    if opened >= 0 or not spans:
        return None
    return Split(body, tuple(spans), tuple(content_mark(body[start:stop]) for start, stop in spans))


def _behind(body: bytes, mark: bytes, at: int) -> int | None:
    """Return where the next mark ends; None where there is none."""
    found = body.find(mark, at)
    return None if found < 0 else found + len(mark)


def beginning(body: bytes, items: int) -> bytes:
    """Return the body up to where more items than that begin, however damaged: each costs a parser time."""
    beyond = next(islice(OPENED.finditer(body), items, None), None)
    return body if beyond is None else body[: beyond.start()]


def is_complete(body: bytes) -> bool:
    """Return whether the feed's end is there; what stands last in a body that was cut may be half an item."""
    tail = body[-TAIL:]
    ends = [found.end() for found in CLOSED_ROOT.finditer(tail)]
    return bool(ends) and not OPENED.search(tail, ends[-1])  # in RSS 1.0 the items stand behind the closed channel
