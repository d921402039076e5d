"""A dot and a word for every verdict: colour is never the only sign."""

from collections.abc import Mapping, Sequence

from bot.model import Alert, Entry, Kind, Number, Statement

DOTS: Mapping[Kind, str] = {
    Kind.FIRST: "🔵",
    Kind.CONFLICT: "🔴",
    Kind.REVISION: "🟠",
    Kind.UPDATE: "🟢",
    Kind.REINSTATED: "🟤",
    Kind.WITHDRAWN: "🟣",
    Kind.NOTE: "⚪",
}
SILENT_DOT = "·"
WORDS: Mapping[Kind, str] = {
    Kind.FIRST: "FIRST",
    Kind.CONFLICT: "CONFLICT",
    Kind.REVISION: "REVISED",
    Kind.UPDATE: "UPDATE",
    Kind.REINSTATED: "REINSTATED",
    Kind.WITHDRAWN: "WITHDRAWN",
    Kind.NOTE: "NOTE",
    Kind.CORROBORATION: "AGREES",
    Kind.REPEAT: "REPEAT",
    Kind.STALE: "OLDER",
    Kind.VAGUE: "VAGUE",
    Kind.BACKGROUND: "BACKGROUND",
}
_REVISION_WORDS = {"second figure": "SECOND FIGURE", "lower": "LOWER FIGURE"}
"""A revision is not called one where nobody dated both figures."""
_DIRECTIONS = {1: "UP", -1: "DOWN"}


def dot(kind: Kind) -> str:
    """Return the kind's dot; what is recorded in silence has none of the colours."""
    return DOTS.get(kind, SILENT_DOT)


def word(alert: Alert) -> str:
    """Return the word that a post shows for an alert."""
    return _told_word(alert.kind, alert.verdict.detail, alert.statement, alert.against[:1])


def entry_word(entry: Entry, known: Mapping[str, Statement]) -> str:
    """Return the word for a ledger entry, as its post shows it; `known` are statements by id."""
    before = [known[old] for old in entry.verdict.against[:1] if old in known]
    return _told_word(entry.verdict.kind, entry.verdict.detail, entry.statement, before)


def _told_word(kind: Kind, detail: str, new: Statement, before: Sequence[Statement]) -> str:
    if kind is Kind.UPDATE and before:
        return _DIRECTIONS.get(_step(new, before[0]), WORDS[Kind.UPDATE])
    return kind_word(kind, detail)


def kind_word(kind: Kind, detail: str) -> str:
    """Return the word for a kind, as the detail of its verdict asks for."""
    return _REVISION_WORDS.get(detail, WORDS[kind]) if kind is Kind.REVISION else WORDS[kind]


def _step(new: Statement, old: Statement) -> int:
    """Return 1 where the figure rose, -1 where it fell, 0 where that cannot be said."""
    now, then = (_printed_number(statement) for statement in (new, old))
    if now is None or then is None:
        return 0
    return (now > then) - (now < then)


def _printed_number(statement: Statement) -> Number | None:
    figure = statement.figure
    return next((number for number in (figure.value, figure.low, figure.high) if number is not None), None)
