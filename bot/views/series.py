"""A claim's ledger as rows for a spreadsheet."""

from collections.abc import Iterable, Iterator

from bot.ledger import overruled
from bot.model import Entry, Number, Topic
from bot.views.wording import visible

Cell = str | Number | None

HEADINGS = (
    "id",
    "recorded",
    "published",
    "as_of",
    "dated",
    "kind",
    "rule",
    "figure",
    "value",
    "low",
    "high",
    "hedge",
    "unit",
    "source",
    "source_name",
    "said_by",
    "via",
    "outlet",
    "url",
    "quote",
    "against",
    "corrects",
    "counts",
)
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may take for a formula (OWASP, CSV injection)."""


def series_rows(topic: Topic, entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row an entry, in order of arrival; `counts` is `no` for one that a later entry corrects."""
    ledger = tuple(entries)
    gone = overruled(ledger)
    names = {source.id: source.name for source in topic.sources}
    for entry in ledger:
        statement, verdict = entry.statement, entry.verdict
        figure = statement.figure
        yield tuple(
            text_cell(cell) if isinstance(cell, str) else cell
            for cell in (
                statement.id,
                entry.recorded.isoformat(timespec="seconds"),
                statement.published.isoformat(timespec="seconds"),
                statement.as_of.isoformat(),
                "yes" if statement.dated else "no",
                verdict.kind.value,
                verdict.rule,
                figure.surface,
                figure.value,
                figure.low,
                figure.high,
                figure.hedge.value,
                figure.unit,
                statement.source,
                names.get(statement.source or "", ""),
                statement.said_by,
                statement.via,
                statement.outlet,
                statement.url,
                statement.quote,
                " ".join(verdict.against),
                entry.corrects,
                "no" if statement.id in gone else "yes",
            )
        )


def text_cell(text: str) -> str:
    """Return text as one line that no spreadsheet takes for a formula: what a feed prints is nobody's program."""
    line = visible(text)
    return f"'{line}" if line.lstrip().startswith(FORMULAS) else line
