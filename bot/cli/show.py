"""Views on a terminal: tables and set-off figures for a person, plain text for a pipe."""

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from bot.model import HistoryView, TableView, Text, View, WhyView
from bot.views import as_text
from bot.views.plain import printable

INDENT = "   "


def show(views: Iterable[View], console: Console | None = None) -> None:
    """Print views, with a blank line between two."""
    screen = console or Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for index, view in enumerate(views):
        if index:
            screen.print()
        for part in _parts(view) if screen.is_terminal else [as_text(view)]:
            screen.print(part)


def _parts(view: View) -> Iterator[RenderableType]:
    match view:
        case TableView():
            yield from _table(view)
        case HistoryView():
            yield from _history(view)
        case WhyView():
            yield from _why(view)
        case _:
            yield RichText(as_text(view))


def _table(view: TableView) -> Iterator[RenderableType]:
    yield RichText(printable(view.title), style="bold")
    if view.rows:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for heading in view.headings:
            table.add_column(printable(heading), overflow="fold")
        for row in view.rows:
            table.add_row(
                *(
                    RichText(printable(cell), style="bold" if cell and not index else "")
                    for index, cell in enumerate(row)
                )
            )
        yield table
    if view.note:
        yield _dim(view.note)


def _history(view: HistoryView) -> Iterator[RenderableType]:
    yield RichText(printable(view.title), style="bold")
    yield _dim(view.question)
    for change in view.changes:
        head = RichText(f"{'struck: ' if change.struck else ''}{change.dot} {change.word} ")
        yield head.append_text(_line(change.line)).append(printable(f" · {change.when} · {change.id}"), style="dim")
        if change.quote:
            yield RichText(f"{INDENT}> ").append_text(_line(change.quote))
    if view.note:
        yield _dim(view.note)


def _why(view: WhyView) -> Iterator[RenderableType]:
    yield RichText(printable(view.title), style="bold")
    for label, text in view.facts:
        yield RichText(printable(f"{INDENT}{label}: "), style="dim").append_text(_line(text))
    if view.url:
        yield _dim(view.url)


def _dim(text: str) -> RichText:
    return RichText(printable(text), style="dim")


def _line(text: Text) -> RichText:
    return RichText.assemble(*((printable(span.text), "bold" if span.strong else "not dim") for span in text))
