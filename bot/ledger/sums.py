"""A part that exceeds its whole: one of the two counts is old, or wrong."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from bot.ledger.history import History
from bot.ledger.intervals import interval, meets
from bot.ledger.record import Said
from bot.model import Claim, Entry, Kind, Series, Statement, Topic

NEWS = frozenset({Kind.FIRST, Kind.CONFLICT, Kind.REVISION, Kind.UPDATE, Kind.REINSTATED, Kind.NOTE})
"""Kinds that bring a claim another number; a number is checked once, when it comes."""

NEAR = timedelta(days=1)
"""A count that moves is held against one of its own time."""


def excesses(
    entries: Sequence[Entry], history: Sequence[Entry], topic: Topic
) -> tuple[tuple[Statement, Statement], ...]:
    """Return each new figure of a part or a whole that is at odds with the other's standing one, beside that one.

    A part is held against what its own source gives for the whole, else against everybody who counts it. Parts are not
    added up: the topic file does not say which of them overlap.
    """
    fresh = {entry.statement.id for entry in entries if entry.verdict.kind in NEWS}
    told = {entry.statement.claim for entry in entries if entry.statement.id in fresh}
    claims = {claim.id: claim for claim in topic.claims}
    pairs = [(claim, claims[claim.part_of]) for claim in topic.claims if claim.part_of in claims]
    past = History.of(history)
    found: dict[str, tuple[Statement, Statement]] = {}
    for part, whole in pairs:
        if not told & {part.id, whole.id} or not are_alike(part, whole):
            continue
        parts, wholes = (standing_after(entries, past, claim) for claim in (part, whole))
        for over, under in at_odds(parts, wholes, part, whole):
            new, other = (over, under) if over.id in fresh else (under, over)
            if new.id in fresh:
                found.setdefault(new.id, (new, other))
    return tuple(found.values())


def are_alike(part: Claim, whole: Claim) -> bool:
    """Tell whether both are compared at all, and count the same things."""
    judged = all(claim.compare and not claim.sink for claim in (part, whole))
    return judged and part.measure is whole.measure and part.unit == whole.unit


def standing_after(entries: Iterable[Entry], past: History, claim: Claim) -> Mapping[str, Said]:
    """Return each source's standing figure once these entries are on record."""
    record = past.record(claim)
    for entry in entries:
        if entry.statement.claim == claim.id:
            record.add(entry)
    return record.standing


def at_odds(
    parts: Mapping[str, Said], wholes: Mapping[str, Said], part: Claim, whole: Claim
) -> Iterator[tuple[Statement, Statement]]:
    """Yield each part's figure that exceeds all that it is held against, with the nearest of them."""
    for said in parts.values():
        rivals = [line for line in held_against(said, wholes) if are_of_one_time(said, line, whole)]
        if rivals and all(exceeds(said, line, part, whole) for line in rivals):
            yield said.statement, max(rivals, key=lambda line: line.span).statement


def held_against(said: Said, wholes: Mapping[str, Said]) -> Collection[Said]:
    """Return the source's own figure for the whole, else those of named sources, else all."""
    if said.source in wholes:
        return [wholes[said.source]]
    return [line for line in wholes.values() if line.named] or wholes.values()


def are_of_one_time(said: Said, line: Said, whole: Claim) -> bool:
    """Tell whether the whole was counted when the part was; a running count holds for later parts, not for earlier."""
    if whole.series is Series.CUMULATIVE:
        return line.as_of >= said.as_of - NEAR
    return whole.series is not Series.STOCK or abs(line.as_of - said.as_of) <= NEAR


def exceeds(said: Said, line: Said, part: Claim, whole: Claim) -> bool:
    """Tell whether the least that the part allows is more than the most that the whole allows."""
    least, most = interval(said.statement.figure, part), interval(line.statement.figure, whole)
    return least[0] > most[1] and not meets(least, most)
