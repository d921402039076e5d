"""The current figures of claims, from the ledger."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from bot.ledger import Interval, in_order_of_display, interval, is_of_today, lines_of, meets
from bot.ledger.verdicts import STOCK_LIFE
from bot.model import (
    Claim,
    ClaimFigures,
    Entry,
    Series,
    SourceFigure,
    StandingLine,
    Statement,
    Topic,
    TopicFigures,
)
from bot.ports import Store

_Given = tuple[Interval, date]
"""What a standing figure allows, and of which day it is."""


def topic_figures(topic: Topic, entries: Sequence[Entry], claims: Sequence[Claim]) -> TopicFigures:
    """Return what each source stands by, disputed claims first, then headline claims, then in the topic's order.

    `entries` are the topic's, in order of arrival.
    """
    by_claim: dict[str, list[Entry]] = {claim.id: [] for claim in claims}
    for entry in entries:
        if entry.statement.claim in by_claim:
            by_claim[entry.statement.claim].append(entry)
    return _together(topic, [claim_figures(claim, by_claim[claim.id]) for claim in claims])


async def figures_seen(topic: Topic, claims: Sequence[Claim], store: Store, rejected: frozenset[str]) -> TopicFigures:
    """Return what `topic_figures` does, as a server sees it that rejects some statements.

    What is kept beside the ledger is taken; the ledger of a claim is read only where nothing right is kept of it.
    """
    kept = await store.standing(topic.id, [claim.id for claim in claims], rejected)
    every = []
    for claim in claims:
        found = kept.get(claim.id)
        if found is not None and is_of_today(found, claim):
            every.append(figures_from(claim, found.lines))
        else:
            entries = await store.entries(topic.id, claim.id)
            every.append(claim_figures(claim, [entry for entry in entries if entry.statement.id not in rejected]))
    return _together(topic, every)


def _together(topic: Topic, every: Sequence[ClaimFigures]) -> TopicFigures:
    answered = [figures for figures in every if figures.figures]
    answered.sort(key=lambda figures: (not figures.disputed, not figures.claim.key))
    return TopicFigures(topic=topic, claims=tuple(answered), unanswered=len(every) - len(answered))


def claim_figures(claim: Claim, history: Sequence[Entry]) -> ClaimFigures:
    """Return a claim's standing figures; where nobody gave a number, each source's last vague word."""
    return figures_from(claim, lines_of(claim, history))


def figures_from(claim: Claim, kept: Sequence[StandingLine]) -> ClaimFigures:
    """Return a claim's figures of what is kept of them."""
    lines = in_order_of_display(claim, kept)
    return ClaimFigures(
        claim=claim,
        disputed=_is_disputed(claim, [line.statement for line in lines]),
        figures=tuple(SourceFigure(statement=line.statement, outlets=line.outlets) for line in lines),
    )


def _is_disputed(claim: Claim, standing: Sequence[Statement]) -> bool:
    said = {(interval(statement.figure, claim), statement.as_of) for statement in standing}
    return any(_clash(claim, one, other) for one, other in combinations(said, 2))


def _clash(claim: Claim, one: _Given, other: _Given) -> bool:
    """Whether two standing figures cannot both be right for their days.

    A running count that was lower on an earlier day has only risen; a stock of another week may have moved.
    """
    (low, then), (high, later) = sorted((one, other))
    if meets(low, high):
        return False
    if claim.series is Series.CUMULATIVE:
        return then >= later
    return claim.series is not Series.STOCK or abs(then - later) < STOCK_LIFE
