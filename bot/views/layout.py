"""Views as lines of markup, in the order in which every platform shows them."""

from collections.abc import Iterable, Iterator, Sequence

from bot.model import (
    AlertView,
    Button,
    CardView,
    ChangeView,
    HistoryView,
    PostView,
    Section,
    Span,
    TableView,
    Text,
    View,
    WhyView,
)
from bot.views.budget import LONGEST_LINE, Gives, Line, Link, Markup, Part
from bot.views.lines import MORE, REST
from bot.views.posts import TO_BOARD

_BETWEEN = Span(" · ")
_LONGEST_TITLE = 1_500
"""A sentence about a problem may name many things."""


def view_lines(view: View, markup: Markup) -> Iterator[Line]:
    """Yield every line of a view."""
    layout = _Layout(markup)
    match view:
        case PostView():
            yield from post_lines(view, markup, headline=True)
        case CardView():
            yield layout.title(view.title)
            yield from card_lines(view, markup)
        case HistoryView():
            yield layout.title(view.title)
            yield layout.small((Span(view.question),))
            for change in view.changes:
                yield from layout.change(change)
            yield layout.small((Span(view.note),))
        case WhyView():
            yield layout.title(view.title, view.url)
            for label, text in view.facts:
                yield layout.line((Span(f"{label}:", strong=True), Span(" "), *text))
        case TableView():
            yield layout.title(view.title)
            for row in view.rows:
                yield layout.line(_row(row))
            yield layout.small((Span(view.note),))


def post_lines(view: PostView, markup: Markup, board: str = "", *, headline: bool) -> Iterator[Line]:
    """Yield each alert, then the footer, with a link to the channel's board; the first headline if it is wanted."""
    layout = _Layout(markup)
    for index, alert in enumerate(view.alerts):
        yield from layout.alert(alert, Gives.FIGURE if index else Gives.NEVER, headline=headline or index > 0)
    parts = _between(view.footer)
    if view.url and view.footer:
        parts = (Link(view.footer[0].text, view.url), *parts[1:])
    if board:
        parts = (*parts, Link(TO_BOARD, board, before=_BETWEEN.text))
    yield layout.small(parts)


def card_lines(view: CardView, markup: Markup) -> Iterator[Line]:
    """Yield a card's sections and its note."""
    layout = _Layout(markup)
    for section in view.sections:
        yield from layout.section(section)
    yield layout.small(view.note)


def more(view: View) -> str:
    """Return how figures that do not fit are counted."""
    return MORE if isinstance(view, PostView) else REST


def buttons_of(view: View) -> tuple[Button, ...]:
    """Return the buttons under a view."""
    return view.buttons if isinstance(view, PostView | CardView | WhyView) else ()


class _Layout:
    """Makes lines of one markup."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup

    def line(
        self,
        parts: tuple[Span | Link, ...],
        part: Part = Part.LINE,
        *,
        gives: Gives = Gives.FIGURE,
        bold: bool = False,
        struck: bool = False,
        most: int = LONGEST_LINE,
    ) -> Line:
        return Line(parts=parts, markup=self._markup, part=part, gives=gives, bold=bold, struck=struck, most=most)

    def title(self, text: str, url: str = "") -> Line:
        parts: tuple[Span | Link, ...] = (Link(text, url),) if url else (Span(text),)
        return self.line(parts, Part.TITLE, bold=True, gives=Gives.NEVER, most=_LONGEST_TITLE)

    def small(self, parts: tuple[Span | Link, ...]) -> Line:
        return self.line(parts, Part.SMALL, gives=Gives.NEVER)

    def section(self, section: Section) -> Iterator[Line]:
        if section.heading:
            yield self.line((Span(section.heading),), Part.HEADING, bold=True)
        for text in section.lines:
            yield self.line(text)

    def change(self, change: ChangeView) -> Iterator[Line]:
        text = (Span(f"{change.dot} {change.word} "), *change.line, Span(f" · {change.when} · {change.id}"))
        yield self.line(text, struck=change.struck)
        yield self.line(change.quote, Part.QUOTE, struck=change.struck, gives=Gives.QUOTE)

    def alert(self, alert: AlertView, lead: Gives, *, headline: bool) -> Iterator[Line]:
        struck = bool(alert.struck)
        if struck:
            yield self.line((Span(alert.struck),), Part.HEADING, bold=True, gives=lead)
        if headline:
            text = Span(f"{alert.dot} {alert.word} {alert.headline}")
            yield self.line((text,), Part.HEADING, bold=True, struck=struck, gives=lead)
        for text_line in alert.lines:
            yield self.line(text_line, struck=struck)
        for quote in alert.quotes:
            yield self.line(quote, Part.QUOTE, struck=struck, gives=Gives.QUOTE)


def _between(parts: Sequence[Span]) -> tuple[Span | Link, ...]:
    """Return a footer's parts with dots between them."""
    return tuple(each for part in parts for each in (_BETWEEN, part))[1:]


def _row(cells: Iterable[str]) -> Text:
    return (Span(" · ".join(cell for cell in cells if cell)),)
