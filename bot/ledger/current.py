"""The current figures of a claim: what each source stands by."""

from collections.abc import Sequence

from bot.ledger.history import History
from bot.ledger.intervals import meets
from bot.ledger.record import Record, Said
from bot.model import Claim, Entry, Statement


def standing(history: Sequence[Entry], claim: Claim) -> dict[str, Statement]:
    """Return each source's standing figure by source key: a source id, or `outlet:` and the outlet's name."""
    return {source: said.statement for source, said in Record(claim, history).standing.items()}


def current(history: Sequence[Entry], claim: Claim) -> tuple[Statement, ...]:
    """Return the standing figures in order of display.

    Disputed ones come first, then named sources before outlets' own voices, then the latest as-of day.
    """
    record = history.record(claim) if isinstance(history, History) else Record(claim, history)
    lines = list(record.standing.values())
    lines.sort(key=lambda line: line.as_of, reverse=True)
    disputed = {line.source for line in lines if is_disputed(line, lines)}
    lines.sort(key=lambda line: (line.source not in disputed, not line.named))
    return tuple(line.statement for line in lines)


def is_disputed(line: Said, lines: Sequence[Said]) -> bool:
    """Tell whether another source stands by a figure that cannot be right as well."""
    return any(not meets(line.span, other.span) for other in lines)
