"""Views as Discord messages: a line of content for the phone, and embeds without fields."""

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.discord.markdown import MARKDOWN, cut
from bot.commands import Answer
from bot.model import Button, Kind, Message, PostView, View
from bot.views.budget import POST, Line, Part, fitted
from bot.views.layout import buttons_of, card_lines, more, post_lines, view_lines
from bot.views.wording import ELLIPSIS

CONTENT, DESCRIPTION, EMBEDS_TOTAL, EMBEDS = 2_000, 4_096, 6_000, 10
COLOURS = {
    Kind.FIRST: 0x3B82F6,
    Kind.CONFLICT: 0xDC2626,
    Kind.REVISION: 0xF97316,
    Kind.UPDATE: 0x16A34A,
    Kind.REINSTATED: 0x92400E,
    Kind.WITHDRAWN: 0x9333EA,
}
"""As the dots; a colour is never the only sign."""
GREY = 0x6B7280


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A block beside a colour."""

    description: str
    colour: int = GREY


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message within every limit of Discord's."""

    content: str
    embeds: tuple[Embed, ...]
    buttons: tuple[Button, ...] = ()
    silent: bool = False
    """Whether it appears without a sound."""


def message(view: Message, board: str = "") -> Rendered:
    """Render what is put into a channel unasked; `board` is the address of the channel's board."""
    if isinstance(view, PostView):
        text = _text(post_lines(view, MARKDOWN, board, headline=_says_more(view)), POST, more(view))
    else:
        text = _text(card_lines(view, MARKDOWN), DESCRIPTION, more(view))
    return Rendered(
        content=cut(view.preview if isinstance(view, PostView) else view.title, CONTENT, at_start=True),
        embeds=(Embed(description=text, colour=_colour(view)),) if text else (),
        buttons=view.buttons,
        silent=isinstance(view, PostView) and view.note,
    )


def answer(answered: Answer) -> Rendered:
    """Render an answer: an embed a view, all of them within the total."""
    views = answered.views[:EMBEDS]
    room = min(DESCRIPTION, EMBEDS_TOTAL // max(len(views), 1))
    texts = [_text(view_lines(view, MARKDOWN), room, more(view)) for view in views]
    embeds = [Embed(description=text, colour=_colour(view)) for text, view in zip(texts, views, strict=True)]
    buttons = [button for view in views for button in buttons_of(view)]
    return Rendered(
        content="",
        embeds=tuple(embed for embed in embeds if embed.description),
        buttons=(*buttons, *answered.buttons),
    )


def _text(lines: Iterable[Line], limit: int, more: str) -> str:
    """Return the lines that fit, with an empty one above each heading that does not come first."""
    every = tuple(lines)
    headings = sum(line.part is Part.HEADING for line in every)
    text, above = "", Part.HEADING
    for line in fitted(every, limit - headings, more):
        gap = "\n" if line.part is Part.HEADING and above is not Part.HEADING else ""
        text += f"\n{gap}{line.text}" if text else line.text
        above = line.part
    return text


def _says_more(view: PostView) -> bool:
    """Return whether the first headline says what the preview does not: figures and sources stand below anyway."""
    lead = view.alerts[0] if view.alerts else None
    if lead is None or lead.struck or ELLIPSIS in view.preview:
        return lead is not None
    told = f"{lead.dot} {lead.word} {lead.headline}"
    about, joint, _ = told.partition(": ")
    return view.preview != told and not (joint and view.preview.startswith(about + joint))


def _colour(view: View) -> int:
    alerts = view.alerts if isinstance(view, PostView) else ()
    return COLOURS.get(alerts[0].kind, GREY) if alerts else GREY
