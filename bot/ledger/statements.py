"""Before judging: statements of one source on one claim in one article that meet are one statement."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ledger.intervals import interval, is_numeric, looseness, meets
from bot.ledger.record import source_key
from bot.model import Claim, Field, Modality, Series, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One statement of an article: its most precise wording, and the wordings merged into it."""

    statement: Statement
    merged: tuple[Statement, ...] = ()


def in_order_of_print(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements as an article makes them: its text first, its title as a summary of it."""
    return sorted(statements, key=lambda statement: (statement.field is Field.TITLE, statement.figure.start))


def consolidate(statements: Sequence[Statement], claim: Claim) -> tuple[Statement, ...]:
    """Return the statements on one claim that are left once those that meet are merged, in order of print."""
    return tuple(wording.statement for wording in wordings(statements, claim))


def wordings(statements: Sequence[Statement], claim: Claim) -> tuple[Wording, ...]:
    """Merge statements of one source and article version that meet; what is never compared is left alone."""
    clusters: list[list[Statement]] = []
    open_clusters: dict[tuple[str, str, int], list[list[Statement]]] = defaultdict(list)
    for statement in in_order_of_print(statements):
        if not is_comparable(statement, claim):
            clusters.append([statement])
            continue
        said_so_far = open_clusters[(source_key(statement), statement.article, statement.version)]
        cluster = next((known for known in said_so_far if are_one(best(known, claim), statement, claim)), None)
        if cluster is None:
            cluster = []
            clusters.append(cluster)
            said_so_far.append(cluster)
        cluster.append(statement)
    return tuple(worded(cluster, claim) for cluster in clusters)


def is_comparable(statement: Statement, claim: Claim) -> bool:
    """Tell what rule 1 leaves for comparison."""
    if statement.background or statement.modality is Modality.DENIED or claim.sink or not claim.compare:
        return False
    return statement.modality is not Modality.PLANNED_CEILING or claim.series is Series.CEILING


def are_one(known: Statement, statement: Statement, claim: Claim) -> bool:
    """Tell whether two statements of one source say one thing; two days are two statements."""
    if known.dated and statement.dated and known.as_of != statement.as_of:
        return False
    if is_numeric(known.figure) != is_numeric(statement.figure):
        return False
    return meets(interval(known.figure, claim), interval(statement.figure, claim))


def best(cluster: Sequence[Statement], claim: Claim) -> Statement:
    """Return the most precise wording, the first printed among equals."""
    return min(cluster, key=lambda statement: looseness(interval(statement.figure, claim)))


def worded(cluster: Sequence[Statement], claim: Claim) -> Wording:
    """Make one statement of a cluster; it is of the day that any of its wordings gives."""
    chosen = best(cluster, claim)
    merged = tuple(statement for statement in cluster if statement is not chosen)
    dated = next((statement for statement in merged if statement.dated), None)
    if dated is not None and not chosen.dated:
        chosen = replace(chosen, as_of=dated.as_of, dated=True)
    return Wording(statement=chosen, merged=merged)
