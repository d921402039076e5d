"""The current figures of claims, from the ledger."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from bot.ledger import current, interval, meets, overruled, source_key
from bot.ledger.verdicts import STOCK_LIFE
from bot.model import Claim, ClaimFigures, Entry, Hedge, Kind, Series, SourceFigure, Statement, Topic, TopicFigures


def topic_figures(topic: Topic, entries: Sequence[Entry], claims: Sequence[Claim]) -> TopicFigures:
    """Return what each source stands by, disputed claims first, then headline claims, then in the topic's order.

    `entries` are the topic's, in order of arrival.
    """
    by_claim: dict[str, list[Entry]] = {claim.id: [] for claim in claims}
    for entry in entries:
        if entry.statement.claim in by_claim:
            by_claim[entry.statement.claim].append(entry)
    every = [claim_figures(claim, by_claim[claim.id]) for claim in claims]
    answered = [figures for figures in every if figures.figures]
    answered.sort(key=lambda figures: (not figures.disputed, not figures.claim.key))
    return TopicFigures(topic=topic, claims=tuple(answered), unanswered=len(every) - len(answered))


def claim_figures(claim: Claim, history: Sequence[Entry]) -> ClaimFigures:
    """Return a claim's standing figures; where nobody gave a number, each source's last vague word."""
    corrected = overruled(history)
    live = [entry for entry in history if entry.statement.id not in corrected]
    standing = current(history, claim) or _vague(live)
    outlets = _outlets(claim, standing, live)
    return ClaimFigures(
        claim=claim,
        disputed=_is_disputed(claim, standing),
        figures=tuple(SourceFigure(statement=statement, outlets=outlets[statement.id]) for statement in standing),
    )


def _vague(history: Collection[Entry]) -> tuple[Statement, ...]:
    said = {
        source_key(entry.statement): entry.statement
        for entry in history
        if entry.statement.figure.hedge is Hedge.VAGUE and entry.verdict.kind in {Kind.FIRST, Kind.VAGUE}
    }
    return tuple(said.values())


def _is_disputed(claim: Claim, standing: Sequence[Statement]) -> bool:
    return any(_clash(claim, one, other) for one, other in combinations(standing, 2))


def _clash(claim: Claim, one: Statement, other: Statement) -> bool:
    """Whether two standing figures cannot both be right for their days.

    A running count that was lower on an earlier day has only risen; a stock of another week may have moved.
    """
    low, high = sorted((one, other), key=lambda statement: interval(statement.figure, claim))
    if meets(interval(low.figure, claim), interval(high.figure, claim)):
        return False
    if claim.series is Series.CUMULATIVE:
        return low.as_of >= high.as_of
    return claim.series is not Series.STOCK or abs(low.as_of - high.as_of) < STOCK_LIFE


def _outlets(claim: Claim, standing: Sequence[Statement], history: Collection[Entry]) -> Mapping[str, tuple[str, ...]]:
    """Return who prints each standing figure, by statement id."""
    spans = {source_key(statement): (statement.id, interval(statement.figure, claim)) for statement in standing}
    printed: dict[str, dict[str, None]] = {statement.id: {statement.outlet: None} for statement in standing}
    for entry in history:
        statement = entry.statement
        held = spans.get(source_key(statement))
        if held and entry.verdict.kind is not Kind.BACKGROUND and meets(interval(statement.figure, claim), held[1]):
            printed[held[0]].setdefault(statement.outlet)
    return {statement: tuple(outlets) for statement, outlets in printed.items()}
