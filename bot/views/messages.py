"""Whatever leaves the outbox, in words."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.model import Amendment, CardView, Message, Notice, Outgoing, Post, Section, Topic
from bot.views.lines import line
from bot.views.posts import post_view
from bot.views.wording import clean


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
    return CardView(title=clean(notice.title), sections=(Section(heading="", lines=lines),) if lines else ())
