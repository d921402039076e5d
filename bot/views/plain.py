"""Any view as plain text: for logs, files, terminals without colour, and as a platform's last resort."""

from collections.abc import Iterator
from itertools import zip_longest

from bot.model import AlertView, CardView, HistoryView, PostView, TableView, Text, View, WhyView

INDENT = "   "
STRUCK = "✖"


def flat(text: Text) -> str:
    """Return a line of a view without what sets its parts off."""
    return "".join(span.text for span in text)


def as_text(view: View) -> str:
    """Return the view as lines of plain text, without a newline at the end."""
    match view:
        case PostView():
            lines = _post(view)
        case CardView():
            lines = _card(view)
        case TableView():
            lines = _table(view)
        case HistoryView():
            lines = _history(view)
        case WhyView():
            lines = _why(view)
    return "\n".join(map(printable, lines))


def printable(text: str) -> str:
    """Return one line, with a blank for each character that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


def _post(view: PostView) -> Iterator[str]:
    for alert in view.alerts:
        yield from _alert(alert)
    yield " · ".join(part.text for part in view.footer)
    if view.url:
        yield view.url


def _alert(alert: AlertView) -> Iterator[str]:
    if alert.struck:
        yield f"{STRUCK} {alert.struck}"
    yield f"{'struck: ' if alert.struck else ''}{alert.dot} {alert.word} {alert.headline}"
    for line in alert.lines:
        yield INDENT + flat(line)
    for quote in alert.quotes:
        if quote:
            yield f"{INDENT}> {flat(quote)}"


def _card(view: CardView) -> Iterator[str]:
    yield view.title
    for section in view.sections:
        if section.heading:
            yield section.heading
        for line in section.lines:
            yield INDENT + flat(line)
    if view.note:
        yield flat(view.note)


def _table(view: TableView) -> Iterator[str]:
    yield view.title
    rows = [view.headings, *view.rows]
    widths = [max(len(cell) for cell in column) for column in zip_longest(*rows, fillvalue="")]
    for row in rows if view.rows else ():
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
    if view.note:
        yield view.note


def _history(view: HistoryView) -> Iterator[str]:
    yield view.title
    yield view.question
    for change in view.changes:
        struck = "struck: " if change.struck else ""
        yield f"{struck}{change.dot} {change.word} {flat(change.line)} · {change.when} · {change.id}"
        if change.quote:
            yield f"{INDENT}> {flat(change.quote)}"
    if view.note:
        yield view.note


def _why(view: WhyView) -> Iterator[str]:
    yield view.title
    for label, text in view.facts:
        yield f"{INDENT}{label}: {flat(text)}"
    if view.url:
        yield view.url
