"""What changed, one line each."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import CardView, Entry, Section, Span, Statement, Text, Topic
from bot.views.figures import page_buttons
from bot.views.kinds import dot, entry_word
from bot.views.naming import entry_line, setting
from bot.views.wording import clean, counted, short_id, shorten, time_ago

CHANGES = 10
"""Lines a page."""
_TITLE = 80


def since_view(
    changes: Sequence[tuple[Topic, Entry]],
    known: Mapping[str, Statement],
    then: datetime,
    page: int,
    asked: str,
    now: datetime,
) -> CardView:
    """Return what changed since a time, newest first; a page beyond the last is the last.

    `known` are the statements that the changes were judged against, by id.
    """
    pages = max(-(-len(changes) // CHANGES), 1)
    page = min(page, pages)
    shown = changes[(page - 1) * CHANGES : page * CHANGES]
    place = f"Page {page} of {pages}. " if pages > 1 else ""
    why = (Span("why ID", strong=True), Span(" shows the quote."))
    return CardView(
        title=f"{counted(len(changes), 'change')} in this time",
        sections=(Section(heading="", lines=tuple(change_line(entry, topic, known, now) for topic, entry in shown)),),
        note=(
            Span("Since "),
            time_ago(then, now),
            Span(f". {place}" if changes else ". Nothing changed."),
            *(why if changes else ()),
        ),
        buttons=page_buttons(asked, page, pages),
    )


def change_line(entry: Entry, topic: Topic, known: Mapping[str, Statement], now: datetime) -> Text:
    """Return a ledger entry in one line."""
    statement = entry.statement
    scene = setting(statement, topic, now)
    word = entry_word(entry, known)
    outlet = "" if statement.source is None else f" · {clean(statement.outlet)}"
    return (
        Span(f"{dot(entry.verdict.kind)} {word} {shorten(clean(scene.claim.title), _TITLE)}: "),
        *entry_line(entry, scene),
        Span(f"{outlet} · "),
        time_ago(entry.recorded, now),
        Span(f" · {short_id(statement.id)}"),
    )
