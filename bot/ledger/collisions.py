"""The same number under two claims within a day: one of them may be a slip."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.ledger.history import History
from bot.ledger.record import counts
from bot.model import Claim, Entry, Kind, Number, Statement, Topic

NEAR = timedelta(days=1)

TELLING_DIGITS = 3
"""Numbers with fewer significant digits (12; 1,500; 24,000) coincide all the time."""


def collisions(
    entries: Sequence[Entry], history: Sequence[Entry], topic: Topic
) -> tuple[tuple[Statement, Statement], ...]:
    """Return each number that these entries bring to a claim, beside the statement that has it under another claim.

    A pair is told once: when the number is new to the one claim. AP's account of a Philippine death toll gave the rule:
    4,460 dead had been 4,460 evacuation shelters.
    """
    claims = {claim.id: claim for claim in topic.claims}
    telling = [entry for entry in entries if is_telling(entry.statement.figure.value)]
    fresh = printed(telling)
    if not fresh:
        return ()
    before = printed(History.of(history).printing({statement.figure.value for statement in fresh}))
    known = {(statement.claim, statement.figure.value) for statement in before}
    pairs: dict[tuple[frozenset[str], Number | None], tuple[Statement, Statement]] = {}
    for statement in fresh:
        if (statement.claim, statement.figure.value) in known:
            continue
        for other in (*before, *fresh):
            if collide(statement, other, claims):
                pair = (frozenset((statement.claim, other.claim)), statement.figure.value)
                pairs.setdefault(pair, (statement, other))
    return tuple(pairs.values())


def printed(entries: Iterable[Entry]) -> tuple[Statement, ...]:
    """Return the statements that count on their claim, without those taken back."""
    return tuple(entry.statement for entry in entries if counts(entry) and entry.verdict.kind is not Kind.WITHDRAWN)


def is_telling(number: Number | None) -> bool:
    """Tell a number that two counts hardly share by chance."""
    if number is None or number != int(number):
        return False
    return len(str(abs(int(number))).rstrip("0")) >= TELLING_DIGITS


def collide(statement: Statement, other: Statement, claims: Mapping[str, Claim]) -> bool:
    """Tell whether two claims that count different things hold one number within a day."""
    one, two = claims.get(statement.claim), claims.get(other.claim)
    if one is None or two is None or one.id == two.id or statement.figure.value != other.figure.value:
        return False
    # A part may be all of its whole.
    if one.part_of == two.id or two.part_of == one.id or one.measure is not two.measure:
        return False
    return abs(statement.as_of - other.as_of) <= NEAR
