"""The standing figures that a statement is compared with, in order of weight."""

from collections.abc import Iterable, Sequence

from bot.ledger.intervals import distance
from bot.ledger.record import Record, Said


def others(said: Said, record: Record) -> list[Said]:
    """Return the standing figures of other sources: named ones before outlets' own voices, the nearest first."""
    rivals = [standing for source, standing in record.standing.items() if source != said.source]
    return sorted(rivals, key=lambda line: (not line.named, distance(said.span, line.span)))


def latest_first(line: Said) -> tuple[int, bool]:
    """Return a sort key: the latest as-of day, named sources first."""
    return (-line.as_of.toordinal(), not line.named)


def own_then_others(said: Said, record: Record) -> list[Said]:
    """Return the source's own standing figure, if any, then those of others."""
    own = record.standing.get(said.source)
    return [*([own] if own else []), *others(said, record)]


def ids(lines: Iterable[Said] | Sequence[Said]) -> tuple[str, ...]:
    """Return the statements' ids in the order given, each once."""
    return tuple(dict.fromkeys(line.statement.id for line in lines))
