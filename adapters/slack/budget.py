"""Lines as blocks, within what Slack takes of one message."""

from collections.abc import Iterable
from typing import Any

from bot.views.budget import Fitted, Part, size

BLOCKS, SECTION, HEADER, TEXT = 50, 3_000, 150, 4_000
"""Blocks a message; characters a section, a header, and the `text` of an update (a new message takes 40,000)."""
TOTAL = 13_000
"""All blocks together: beyond some 13,200 characters Slack refuses blocks that are each in order."""
WRITTEN = 6_000
"""So much is written at most: what JSON puts around it is part of the total, and may double it."""
SENTENCE_ENDS = (".", "?", "!", "…")
"""A sentence in the size of a header shouts."""
_SPARE = 6
"""Blocks kept for pictures, buttons and small print."""

Json = dict[str, Any]


def stacked(lines: Iterable[Fitted]) -> list[Json]:
    """Return the lines as blocks: titles as headers, small print as context, figures and quotes in sections."""
    groups: list[list[Fitted]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, crowded=len(groups) >= BLOCKS - _SPARE):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group) for group in groups[:BLOCKS]]


def _goes_on(group: list[Fitted], line: Fitted, *, crowded: bool) -> bool:
    """Return whether a line stands in the same block as those before it."""
    last = group[-1].part
    if {last, line.part} & {Part.TITLE, Part.SMALL}:
        return False
    if sum(size(each.text) + 1 for each in group) + size(line.text) > SECTION:
        return False
    return crowded or (line.part is not Part.HEADING and (last is Part.QUOTE) == (line.part is Part.QUOTE))


def _block(group: list[Fitted]) -> Json:
    text = "\n".join(line.text for line in group)
    match group[0].part:
        case Part.TITLE:
            return header(text) or section(text)
        case Part.SMALL:
            return {"type": "context", "elements": [mrkdwn(text)]}
        case _:
            return section(text)


def section(text: str) -> Json:
    """Return a block of text that is shown whole."""
    return {"type": "section", "text": mrkdwn(text), "expand": True}


def header(text: str) -> Json | None:
    """Return a bold title as a header; None where it is too long for one, a sentence, or more than plain letters."""
    bare = text.removeprefix("*").removesuffix("*")
    if size(bare) > HEADER or any(sign in bare for sign in "&<>") or bare.endswith(SENTENCE_ENDS):
        return None
    return {"type": "header", "text": {"type": "plain_text", "text": bare, "emoji": False}}


def mrkdwn(text: str) -> Json:
    """Return text whose bare addresses and names stay text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
