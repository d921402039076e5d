"""What changed, one line each."""

from collections.abc import Sequence
from datetime import datetime

from bot.model import CardView, Entry, Section, Span, Text, Topic
from bot.views.figures import page_buttons
from bot.views.kinds import dot, kind_word
from bot.views.naming import attribution, setting, surface
from bot.views.wording import clean, counted, short_id, shorten, time_ago

CHANGES = 10
"""Lines a page."""
_TITLE = 80


def since_view(
    changes: Sequence[tuple[Topic, Entry]], then: datetime, page: int, asked: str, now: datetime
) -> CardView:
    """Return what changed since a time, newest first; a page beyond the last is the last."""
    pages = max(-(-len(changes) // CHANGES), 1)
    page = min(page, pages)
    shown = changes[(page - 1) * CHANGES : page * CHANGES]
    place = f"Page {page} of {pages}. " if pages > 1 else ""
    said = f"{place}why ID shows the quote." if changes else "Nothing changed."
    return CardView(
        title=f"{counted(len(changes), 'change')} in this time",
        sections=(Section(heading="", lines=tuple(change_line(entry, topic, now) for topic, entry in shown)),),
        note=(Span("Since "), time_ago(then, now), Span(f". {said}")),
        buttons=page_buttons(asked, page, pages),
    )


def change_line(entry: Entry, topic: Topic, now: datetime) -> Text:
    """Return a ledger entry in one line."""
    statement = entry.statement
    scene = setting(statement, topic, now)
    word = kind_word(entry.verdict.kind, entry.verdict.detail)
    return (
        Span(f"{dot(entry.verdict.kind)} {word} {shorten(clean(scene.claim.title), _TITLE)}: "),
        Span(surface(statement), strong=True),
        Span(f"{attribution(statement, scene)} · {clean(statement.outlet)} · "),
        time_ago(entry.recorded, now),
        Span(f" · {short_id(statement.id)}"),
    )
