"""A claim's last changes, from all of its ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.ledger.printers import PERSONS
from bot.ledger.record import overruled
from bot.model import NEWS, Changes, Entry


def changes_of(history: Sequence[Entry], limit: int) -> Changes:
    """Return the last changes of a claim's whole ledger."""
    news = [entry for entry in history if entry.verdict.kind in NEWS][: -limit - 1 : -1]
    before = first_compared(news)
    gone = overruled(history)
    return Changes(
        news=tuple(news),
        before={entry.statement.id: entry.statement for entry in history if entry.statement.id in before},
        gone=frozenset(entry.statement.id for entry in news if entry.statement.id in gone),
        counts=dict(Counter(entry.verdict.kind for entry in history if entry.verdict.rule not in PERSONS)),
    )


def first_compared(news: Iterable[Entry]) -> frozenset[str]:
    """Return the ids of the statements that entries were compared with first."""
    return frozenset(old for entry in news for old in entry.verdict.against[:1])
