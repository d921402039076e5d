"""Views as Slack messages: a line of text for the phone, and blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from adapters.slack.budget import TEXT, WRITTEN, stacked
from adapters.slack.buttons import actions
from adapters.slack.mrkdwn import MRKDWN, cut_plain
from bot.commands import Answer
from bot.model import Message, PostView, View
from bot.views.budget import POST, Line, fitted
from bot.views.layout import buttons_of, more, post_lines, view_lines

POST_ROOM = 2 * POST
"""Slack counts addresses and times as they are written out: as long to a reader as on other platforms."""
VIEWS = 10
LONGEST_ALT = 2_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message within every limit of Slack's."""

    text: str
    """What a phone shows, and what stands in for the blocks where they cannot be shown."""
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file that Slack holds already."""

    file: str
    """Its id."""
    alt: str
    """What it shows, for who cannot see it."""


def message(view: Message, board: str = "") -> Rendered:
    """Render what is put into a channel unasked; `board` is the address of the channel's board."""
    if isinstance(view, PostView):
        lines: Iterable[Line] = post_lines(view, MRKDWN, board, headline=True)
        room = POST_ROOM
    else:
        lines, room = view_lines(view, MRKDWN), WRITTEN
    blocks = (*stacked(fitted(lines, room, more(view))), *actions(view.buttons))
    return Rendered(text=preview(view), blocks=blocks)


def answer(answered: Answer, pictures: Iterable[Picture] = ()) -> Rendered:
    """Render an answer: its views one below the other, then pictures, then all buttons."""
    views = answered.views[:VIEWS]
    room = WRITTEN // max(len(views), 1)
    blocks = [block for view in views for block in stacked(fitted(view_lines(view, MRKDWN), room, more(view)))]
    buttons = [button for view in views for button in buttons_of(view)]
    return Rendered(
        text=preview(views[0]) if views else "",
        blocks=(*blocks, *map(image, pictures), *actions((*buttons, *answered.buttons))),
    )


def preview(view: View) -> str:
    """Return the one line that stands for a view."""
    return cut_plain(view.preview if isinstance(view, PostView) else view.title, TEXT)


def image(picture: Picture) -> Json:
    """Return a picture as a block."""
    return {
        "type": "image",
        "slack_file": {"id": picture.file},
        "alt_text": cut_plain(picture.alt, LONGEST_ALT) or "picture",
    }
