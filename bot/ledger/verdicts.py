"""Rules 1 to 7: what a statement does to its claim. The first rule that fits decides."""

from collections.abc import Callable
from datetime import timedelta

from bot.ledger.intervals import UPPER_BOUNDS, is_numeric, meets
from bot.ledger.record import Record, Said
from bot.ledger.reprints import edited, printed_again, varied
from bot.ledger.rivals import ids, latest_first, others, own_then_others
from bot.ledger.rules import Rule
from bot.model import Figure, Hedge, Kind, Modality, Number, Series, Verdict

ONE_PERCENT = 0.01
"""From this share on a count has risen, and a printed number is a new one."""

STOCK_LIFE = timedelta(days=7)
"""A stock that nobody counted for this long may have moved."""

POINTED = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.NEARLY})
"""Hedges that name one number."""

EVENTS = frozenset({Series.ONE_OFF, Series.CUMULATIVE})
"""Series that count something that happened: the first word of it is news even when it is vague."""


def decide(said: Said, record: Record) -> Verdict:
    """Return the verdict of the first rule that fits."""
    for rule in RULES:
        verdict = rule(said, record)
        if verdict is not None:
            return verdict
    return contradicted(said, record)


def unjudged(said: Said, record: Record) -> Verdict | None:
    """Record what belongs to a claim that is never compared."""
    del said
    if record.claim.sink:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.UNJUDGED, detail="sink")
    if not record.claim.compare:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.UNJUDGED, detail="not compared")
    return None


def withdrawn(said: Said, record: Record) -> Verdict | None:
    """Rule 7: a source that denies the very number it stands by takes it back.

    To deny "more than 120" is to stand by 120, so an open hedge takes nothing back, unless it is the standing wording.
    """
    if said.statement.modality is not Modality.DENIED:
        return None
    standing = record.standing.get(said.source)
    if standing is not None and takes_back(said.statement.figure, standing.statement.figure):
        fallback = record.without(said)
        against = [standing, *([fallback] if fallback else []), *others(said, record)]
        detail = "stands again" if fallback else ""
        return Verdict(kind=Kind.WITHDRAWN, rule=Rule.WITHDRAWN, against=ids(against), detail=detail)
    taken_back = record.withdrawn.get(said.source)
    pointed = said.statement.figure.hedge in POINTED
    if taken_back is not None and pointed and meets(said.span, taken_back.span):
        return Verdict(kind=Kind.REPEAT, rule=Rule.WITHDRAWN_AGAIN, against=(taken_back.id,))
    return None


def takes_back(denied: Figure, standing: Figure) -> bool:
    """Whether a denial points at the standing figure itself: the same number, and no open end but its own."""
    return denied.value is not None and denied.value == standing.value and denied.hedge in {*POINTED, standing.hedge}


def background(said: Said, record: Record) -> Verdict | None:
    """Rule 1: what is denied, past, beside the text or only planned is kept out of the comparison."""
    statement, claim = said.statement, record.claim
    if statement.modality is Modality.DENIED:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.DENIED)
    if statement.background:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.BACKGROUND)
    if statement.modality is Modality.PLANNED_CEILING and claim.series is not Series.CEILING:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.PLANNED)
    if claim.since is not None and said.as_of < claim.since:
        return Verdict(kind=Kind.BACKGROUND, rule=Rule.TOO_EARLY)
    return None


def vague(said: Said, record: Record) -> Verdict | None:
    """Rule 2: a vague word is news only as the first word of an event."""
    if is_numeric(said.statement.figure):
        return None
    if record.empty and record.claim.series in EVENTS:
        return Verdict(kind=Kind.FIRST, rule=Rule.VAGUE_FIRST)
    return Verdict(kind=Kind.VAGUE, rule=Rule.VAGUE)


def first(said: Said, record: Record) -> Verdict | None:
    """Rule 3: the first number on a claim."""
    del said
    return None if record.said else Verdict(kind=Kind.FIRST, rule=Rule.FIRST)


def said_again(said: Said, record: Record) -> Verdict | None:
    """Rule 7: a withdrawn figure stands again only when its source says so on a later day; copies linger."""
    taken_back = record.withdrawn.get(said.source)
    if taken_back is None or not meets(said.span, taken_back.span):
        return None
    if said.statement.dated and said.as_of > taken_back.as_of:
        against = ids(own_then_others(said, record)) or (taken_back.id,)
        return Verdict(kind=Kind.REINSTATED, rule=Rule.STANDS_AGAIN, against=against)
    return Verdict(kind=Kind.STALE, rule=Rule.STILL_PRINTED, against=(taken_back.id,))


def grown(said: Said, record: Record) -> Verdict | None:
    """Rule 4: a cumulative count that rose above everyone, later than everyone."""
    claim, own = record.claim, record.standing.get(said.source)
    if claim.series is not Series.CUMULATIVE or (claim.closed is not None and said.as_of > claim.closed):
        return None
    rivals = binding(said, record)
    if not all(is_above(said, standing) for standing in (*rivals, *([own] if own else []))):
        return None
    if any(said.as_of <= standing.as_of for standing in rivals) or (own is not None and not is_later(said, own)):
        return None
    return Verdict(kind=Kind.UPDATE, rule=Rule.GROWN, against=ids(own_then_others(said, record)))


def same_source(said: Said, record: Record) -> Verdict | None:
    """Rule 5: the source has a standing figure of its own."""
    own = record.standing.get(said.source)
    if own is None:
        return None
    if meets(said.span, own.span):
        return Verdict(kind=Kind.REPEAT, rule=Rule.REPEATED, against=ids([own]))
    if said.as_of < own.known:
        return Verdict(kind=Kind.STALE, rule=Rule.OLDER, against=ids([own]))
    company = [standing for standing in others(said, record) if meets(said.span, standing.span)]
    if company:
        return Verdict(kind=Kind.NOTE, rule=Rule.CATCHING_UP, against=ids([*company, own]), detail="catching up")
    return returned(said, own, record) or moved(said, own, record)


def returned(said: Said, own: Said, record: Record) -> Verdict | None:
    """Rule 5: the source is back at a figure that it gave up before.

    Where it went to and fro already, two of its offices each repeat their own: only the first return is news.
    """
    earlier = next((line for line in record.earlier(said.source) if meets(said.span, line.span)), None)
    if earlier is None:
        return None
    if not said.statement.dated or said.as_of <= own.known:
        return Verdict(kind=Kind.STALE, rule=Rule.EARLIER, against=ids([earlier, own]))
    against = ids([own, *others(said, record)])
    if record.claim.series is not Series.STOCK and record.has_swung(said.source, own.span, said.span):
        return Verdict(kind=Kind.NOTE, rule=Rule.ALTERNATING, against=against, detail="back and forth")
    return Verdict(kind=Kind.REINSTATED, rule=Rule.RETURNED, against=against)


def moved(said: Said, own: Said, record: Record) -> Verdict:
    """Rule 5: the source has another figure than before."""
    if is_aside(said, own, record):
        return Verdict(kind=Kind.STALE, rule=Rule.ASIDE, against=ids([own]))
    against = ids([own, *others(said, record)])
    if record.claim.series is Series.CUMULATIVE and most(own) < least(said) and is_behind(said, record):
        return Verdict(kind=Kind.CONFLICT, rule=Rule.BEHIND, against=against, detail="behind")
    if record.claim.series is Series.STOCK and said.as_of > own.known:
        return Verdict(kind=Kind.UPDATE, rule=Rule.MOVED, against=against)
    return Verdict(kind=Kind.REVISION, rule=Rule.REVISED, against=against, detail=revision_wording(said, own))


def revision_wording(said: Said, own: Said) -> str:
    """Return how a revision may be told: nothing is called later that nobody dated."""
    if most(said) < least(own):
        return "lower"
    return "now says" if said.statement.dated and own.statement.dated else "second figure"


def new_source(said: Said, record: Record) -> Verdict | None:
    """Rule 6: a source that has not spoken on this claim agrees with somebody, now or before."""
    standing = others(said, record)
    given = (line for rival in standing for line in (rival, *second_figures(rival, record)))
    company = ids(line for line in given if meets(said.span, line.span))
    if company:
        return in_company(said, record, company)
    superseded = next((line for line in reversed(record.said) if meets(said.span, line.span)), None)
    if superseded is not None:
        return Verdict(kind=Kind.STALE, rule=Rule.SUPERSEDED, against=ids([superseded]))
    if record.claim.series is Series.STOCK and all(said.as_of - line.as_of >= STOCK_LIFE for line in standing):
        return Verdict(kind=Kind.UPDATE, rule=Rule.WEEK_OLD, against=ids(sorted(standing, key=latest_first)))
    return None


def in_company(said: Said, record: Record, company: tuple[str, ...]) -> Verdict:
    """Rule 6: a new source that meets a standing figure is worth a note when it adds a number or takes a side."""
    if record.claim.series is Series.ONE_OFF and said.named and record.is_disputed():
        return Verdict(kind=Kind.NOTE, rule=Rule.JOINED, against=company, detail="joins a side")
    if is_new_number(said, record):
        return Verdict(kind=Kind.NOTE, rule=Rule.NEW_NUMBER, against=company, detail="new number")
    return Verdict(kind=Kind.CORROBORATION, rule=Rule.CORROBORATED, against=company)


def contradicted(said: Said, record: Record) -> Verdict:
    """Rule 6: a new source that meets nobody."""
    against = [line for rival in others(said, record) for line in (rival, *second_figures(rival, record))]
    return Verdict(kind=Kind.CONFLICT, rule=Rule.CONTRADICTED, against=ids(against))


def second_figures(standing: Said, record: Record) -> list[Said]:
    """Return what a named source said for the same day and never took back: nobody knows which of them is later.

    Of a count that only rises everybody knows.
    """
    if not standing.named or record.claim.series is Series.CUMULATIVE:
        return []
    found: list[Said] = []
    for line in record.earlier(standing.source):
        fresh = line.as_of == standing.as_of and not any(meets(line.span, other.span) for other in (standing, *found))
        found.extend([line] if fresh else [])
    return found


RULES: tuple[Callable[[Said, Record], Verdict | None], ...] = (
    unjudged,
    withdrawn,
    background,
    vague,
    printed_again,
    said_again,
    first,
    varied,
    edited,
    grown,
    same_source,
    new_source,
)


def binding(said: Said, record: Record) -> list[Said]:
    """Return the standing figures of others that an update has to exceed: an outlet's own voice never blocks it."""
    rivals = [standing for source, standing in record.standing.items() if source != said.source]
    if any(standing.named for standing in record.standing.values()):
        return [standing for standing in rivals if standing.named]
    return rivals


def least(said: Said) -> Number | float:
    """Return the smallest number that the words stand for: an upper bound says nothing about how much has happened."""
    printed = said.printed
    if printed is None or said.statement.figure.hedge in UPPER_BOUNDS:
        return said.span[0]
    return printed[0]


def most(said: Said) -> Number | float:
    """Return the largest number printed."""
    printed = said.printed
    return said.span[1] if printed is None else printed[1]


def is_above(said: Said, standing: Said) -> bool:
    """Tell whether a count exceeds another by one percent or more, in the numbers printed."""
    now, then = least(said), most(standing)
    return now > then and now * 100 >= then * 101


def is_later(said: Said, own: Said) -> bool:
    """Tell whether a source speaks after its standing figure, by as-of day or printing time."""
    if said.as_of != own.known:
        return said.as_of > own.known
    return said.statement.published >= own.statement.published


def is_aside(said: Said, own: Said, record: Record) -> bool:
    """Tell a figure printed beside a first one that its article does not mean to revise.

    One article that prints two totals of a running count, or contradicts itself in its own voice, prints an earlier or
    a partial count second: among 1,138 labelled figures of 14 events no such pair was a revision.
    """
    if own.statement.article != said.statement.article or own.statement.version != said.statement.version:
        return False
    falls = most(said) < least(own)
    return not said.named or (record.claim.series is Series.CUMULATIVE and falls)


def is_behind(said: Said, record: Record) -> bool:
    """Tell whether somebody else already stands by a larger number."""
    return any(most(said) < least(line) for line in others(said, record) if not line.statement.variant)


def is_new_number(said: Said, record: Record) -> bool:
    """Tell whether nobody has printed this number, within one percent, on the claim."""
    on_record = {number for line in record.said for number in line.printed or ()}
    return any(
        all(abs(number - known) >= ONE_PERCENT * max(number, known) for known in on_record)
        for number in said.printed or ()
    )
