"""Current figures as cards: a page of claims for who asks, and the board of a channel."""

from collections.abc import Sequence
from datetime import datetime

from bot.model import Button, CardView, ClaimFigures, Kind, Section, SourceFigure, Span, Text, Topic, TopicFigures
from bot.views.kinds import dot
from bot.views.lines import line
from bot.views.naming import NO_SOURCE, dated, source_name, surface, topic_key
from bot.views.wording import clean, counted, day, listed, shorten, time_ago

PAGE = 5
"""Claims a page."""
BOARD_CLAIMS = 10
LINES = 8
"""Sources a claim on a page."""
_OUTLETS = 3
_NONE = "No figure on record yet."
_QUOTES = (Span(" Machine-read: "), Span("why CLAIM", strong=True), Span(" shows the quotes."))
_TITLE = 100


def figures_page(found: Sequence[TopicFigures], page: int, asked: str, now: datetime) -> CardView:
    """Return five claims, disputed first, a line a source; `asked` are the words that ask for them again.

    A page beyond the last is the last.
    """
    rows = [(topic.topic, claim) for topic in found for claim in topic.claims]
    rows.sort(key=lambda row: not row[1].disputed)
    pages = max(-(-len(rows) // PAGE), 1)
    page = min(page, pages)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    many = len(found) > 1
    return CardView(
        title=shorten(clean(found[0].topic.title), _TITLE) if len(found) == 1 else "Current figures",
        sections=tuple(_section(topic, claim, now, named=many) for topic, claim in shown),
        note=(Span(_summary(found, page, pages)), *_QUOTES) if any(each.claims for each in found) else line(_NONE),
        buttons=page_buttons(asked, page, pages),
    )


def page_buttons(asked: str, page: int, pages: int) -> tuple[Button, ...]:
    """Return the ways to the pages before and after."""
    before = (Button(label="Previous", words=f"{asked} page {page - 1}"),) if page > 1 else ()
    after = (Button(label="Next", words=f"{asked} page {page + 1}"),) if page < pages else ()
    return before + after


def board_view(figures: TopicFigures, now: datetime) -> CardView:
    """Return a channel's board of a topic: the disputed claims alone."""
    disputed = [claim for claim in figures.claims if claim.disputed]
    more = len(disputed) - BOARD_CLAIMS
    rest = f"+{more} in figures. " if more > 0 else ""
    state = f"{counted(len(disputed), 'claim')} disputed. " if disputed else "Nothing is disputed at the moment. "
    return CardView(
        title=f"Board: {shorten(clean(figures.topic.title), _TITLE)}",
        sections=tuple(_section(figures.topic, claim, now, named=False) for claim in disputed[:BOARD_CLAIMS]),
        note=(Span(f"{state}{rest}Machine-read, edited in place. Last change "), time_ago(now, now), Span(".")),
        buttons=(Button(label="All figures", words=f"figures {topic_key(figures.topic.id)}"),),
    )


def _section(topic: Topic, figures: ClaimFigures, now: datetime, *, named: bool) -> Section:
    sign = f"{dot(Kind.CONFLICT)} DISPUTED " if figures.disputed else ""
    where = f" ({shorten(clean(topic.title), _TITLE // 2)})" if named else ""
    outlets = {outlet for figure in figures.figures for outlet in figure.outlets}
    count = f"{counted(len(figures.figures), 'origin')}, {counted(len(outlets), 'outlet')}"
    lines = [_line(figure, topic, now) for figure in figures.figures[:LINES]]
    if len(figures.figures) > LINES:
        lines.append(line(f"+{len(figures.figures) - LINES} more: history shows them"))
    return Section(
        heading=f"{sign}{shorten(clean(figures.claim.title), _TITLE)}{where} · {count}",
        lines=tuple(lines),
    )


def _line(figure: SourceFigure, topic: Topic, now: datetime) -> Text:
    statement = figure.statement
    source = NO_SOURCE if statement.source is None else source_name(statement.source, statement.outlet, topic)
    as_of = dated(statement, now)
    when = f"as of {as_of}" if as_of else f"printed {day(statement.published, now)}"
    outlets = listed([clean(outlet) for outlet in figure.outlets], _OUTLETS)
    return (
        Span(surface(statement), strong=True),
        Span(f" · {source} · {when} · {counted(len(figure.outlets), 'outlet')}: {outlets}"),
    )


def _summary(found: Sequence[TopicFigures], page: int, pages: int) -> str:
    answered = [claim for topic in found for claim in topic.claims]
    unanswered = sum(topic.unanswered for topic in found)
    disputed = sum(claim.disputed for claim in answered)
    parts = [f"{counted(disputed, 'claim')} disputed" if disputed else "Nothing disputed"]
    if unanswered:
        parts.append(f"{counted(unanswered, 'claim')} without a figure yet")
    if pages > 1:
        parts.append(f"page {page} of {pages}")
    return f"{'; '.join(parts)}."
