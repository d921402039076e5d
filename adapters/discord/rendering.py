"""Views as Discord messages: a line of content for the phone, and embeds without fields."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adapters.discord.budget import (
    CONTENT,
    DESCRIPTION,
    EMBEDS,
    EMBEDS_TOTAL,
    POST_EMBED,
    Gives,
    Line,
    Link,
    fitted,
)
from adapters.discord.markdown import cut
from bot.commands import Answer
from bot.model import (
    AlertView,
    Button,
    CardView,
    ChangeView,
    HistoryView,
    Kind,
    Message,
    PostView,
    Section,
    Span,
    TableView,
    Text,
    View,
    WhyView,
)
from bot.views.lines import MORE, REST
from bot.views.posts import TO_BOARD

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
SMALL = "-# "
QUOTED = "> "
BOLD = "**"
STRUCK = "~~"
_BETWEEN = Span(" · ")
_LONGEST_TITLE = 1_500
"""A sentence about a problem may name many things."""


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


def message(view: Message, board: str = "") -> Rendered:
    """Render what is put into a channel unasked; `board` is the address of the channel's board."""
    if isinstance(view, PostView):
        text = fitted(_post(view, board, headline=_says_more(view)), POST_EMBED, MORE)
        content, colour = view.preview, _colour(view)
    else:
        text = fitted(_card_body(view), DESCRIPTION, REST)
        content, colour = view.title, GREY
    embeds = (Embed(description=text, colour=colour),) if text else ()
    return Rendered(content=cut(content, CONTENT, at_start=True), embeds=embeds, buttons=view.buttons)


def answer(answered: Answer) -> Rendered:
    """Render an answer: an embed a view, all of them within the total."""
    views = answered.views[:EMBEDS]
    room = min(DESCRIPTION, EMBEDS_TOTAL // max(len(views), 1))
    embeds = tuple(Embed(description=fitted(_lines(view), room, _more(view)), colour=_colour(view)) for view in views)
    buttons = [button for view in views for button in _buttons(view)]
    return Rendered(
        content="",
        embeds=tuple(embed for embed in embeds if embed.description),
        buttons=(*buttons, *answered.buttons),
    )


def _lines(view: View) -> Iterator[Line]:
    match view:
        case PostView():
            yield from _post(view, "", headline=True)
        case CardView():
            yield _title(view.title)
            yield from _card_body(view)
        case HistoryView():
            yield _title(view.title)
            yield _line((Span(view.question),), start=SMALL, gives=Gives.NEVER)
            for change in view.changes:
                yield from _change(change)
            yield _small((Span(view.note),))
        case WhyView():
            yield _title(view.title, view.url)
            for label, text in view.facts:
                yield _line((Span(label, strong=True), Span("  "), *text))
        case TableView():
            yield _title(view.title)
            for row in view.rows:
                yield _line(_row(row))
            yield _small((Span(view.note),))


def _more(view: View) -> str:
    return MORE if isinstance(view, PostView) else REST


def _post(view: PostView, board: str, *, headline: bool) -> Iterator[Line]:
    """Yield each alert and the footer; the first headline only where the content does not say it."""
    for index, alert in enumerate(view.alerts):
        lead = Gives.FIGURE if index else Gives.NEVER
        if alert.struck:
            yield _line((Span(alert.struck),), start=BOLD, end=BOLD, gives=lead)
        if headline or index:
            yield from _headline(alert, lead)
        around = STRUCK if alert.struck else ""
        for text in alert.lines:
            yield _line(text, start=around, end=around)
        for text in alert.quotes:
            yield _line(text, start=QUOTED + around, end=around, gives=Gives.QUOTE)
    parts = _between(view.footer)
    if view.url and view.footer:
        parts = (Link(view.footer[0].text, view.url), *parts[1:])
    if board:
        parts = (*parts, Link(TO_BOARD, board, before=_BETWEEN.text))
    yield Line(parts=parts, start=SMALL, gives=Gives.NEVER)


def _headline(alert: AlertView, gives: Gives) -> Iterator[Line]:
    around = STRUCK + BOLD if alert.struck else BOLD
    text = Span(f"{alert.dot} {alert.word} {alert.headline}")
    yield _line((text,), start=around, end=around[::-1], gives=gives)


def _says_more(view: PostView) -> bool:
    """Return whether the first headline says more than the preview."""
    lead = view.alerts[0] if view.alerts else None
    return lead is not None and view.preview != f"{lead.dot} {lead.word} {lead.headline}"


def _card_body(view: CardView) -> Iterator[Line]:
    for section in view.sections:
        yield from _section(section)
    yield _small(view.note)


def _section(section: Section) -> Iterator[Line]:
    if section.heading:
        yield _line((Span(section.heading),), start=BOLD, end=BOLD)
    for text in section.lines:
        yield _line(text)


def _change(change: ChangeView) -> Iterator[Line]:
    around = STRUCK if change.struck else ""
    text = (Span(f"{change.dot} {change.word} "), *change.line, Span(f" · {change.when} · {change.id}"))
    yield _line(text, start=around, end=around)
    yield _line(change.quote, start=QUOTED + around, end=around, gives=Gives.QUOTE)


def _title(text: str, url: str = "") -> Line:
    parts: tuple[Span | Link, ...] = (Link(text, url),) if url else (Span(text),)
    return Line(parts=parts, start=BOLD, end=BOLD, gives=Gives.NEVER, most=_LONGEST_TITLE)


def _small(text: Text) -> Line:
    return _line(text, start=SMALL, gives=Gives.NEVER)


def _line(text: Text, *, start: str = "", end: str = "", gives: Gives = Gives.FIGURE) -> Line:
    return Line(parts=text, start=start, end=end, gives=gives)


def _between(parts: Sequence[Span]) -> tuple[Span | Link, ...]:
    """Return a footer's parts with dots between them."""
    return tuple(each for part in parts for each in (_BETWEEN, part))[1:]


def _row(cells: Iterable[str]) -> Text:
    return (Span(" · ".join(cell for cell in cells if cell)),)


def _colour(view: View) -> int:
    alerts = view.alerts if isinstance(view, PostView) else ()
    return COLOURS.get(alerts[0].kind, GREY) if alerts else GREY


def _buttons(view: View) -> tuple[Button, ...]:
    return view.buttons if isinstance(view, PostView | CardView | WhyView) else ()
