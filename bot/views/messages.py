"""Whatever leaves the outbox, in words."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.model import Amendment, Button, CardView, Message, Notice, Outgoing, Post, PostView, Section, Span, Topic
from bot.views.lines import line
from bot.views.posts import post_view
from bot.views.wording import clean

MAY_REPEAT = "may repeat"


def message_view(outgoing: Outgoing, topics: Mapping[str, Topic], rejected: Collection[str], now: datetime) -> Message:
    """Put what goes out into words; `rejected` are the statements that its channel's server calls wrong readings."""
    match outgoing:
        case Post():
            return post_view(outgoing, topics, now, rejected)
        case Notice():
            return notice_view(outgoing)
        case Amendment():
            return post_view(outgoing.post, topics, now, rejected)


def notice_view(notice: Notice) -> CardView:
    """Put a notice into words; what it quotes from outside is cleaned here."""
    lines = tuple(line(clean(sentence)) for sentence in notice.lines)
    return CardView(
        title=clean(notice.title),
        sections=(Section(heading="", lines=lines),) if lines else (),
        buttons=(Button(label="Health", words="health"),),
    )


def may_repeat(view: Message) -> Message:
    """Say that the same may stand in the channel already, since nobody knows what came of sending it before."""
    if isinstance(view, PostView):
        return replace(view, footer=(*view.footer[:1], Span(MAY_REPEAT), *view.footer[1:]))
    return replace(view, note=(*view.note, Span(f" ({MAY_REPEAT})" if view.note else MAY_REPEAT)))
