"""What is kept of the current figures beside the ledger, so that nobody has to read all of it for them.

A ledger is folded once, and then costs what each article adds. What is kept is right only while it ends with the
ledger's last entry and was folded by the rules of today: whoever reads it has to look, and reads the ledger otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.ledger.history import History
from bot.ledger.intervals import interval, is_numeric, meets
from bot.ledger.printers import Printers, is_vague_word
from bot.ledger.record import Record, Said, is_named, source_key
from bot.model import Claim, Entry, Kind, Standing, StandingLine, Statement, Topic, stable_id

FOLD = "1"
"""Another one for each change of the desk rules by which the same entries come to other figures."""


def rules_of(claim: Claim) -> str:
    """Return what the figures of a claim are folded by: with another unit the same entries come to other figures."""
    return stable_id("standing", FOLD, claim.series, str(claim.unit))


def kept_whole(claim: Claim, topic: str, entries: Sequence[Entry]) -> Standing:
    """Return what to keep of a claim's whole ledger, which is not empty."""
    return kept_from(Record(claim, entries), Printers(claim, entries), topic, entries[-1])


def kept_from(record: Record, printers: Printers, topic: str, last: Entry) -> Standing:
    """Return what to keep of a claim's whole ledger, which ends with an entry, once it is folded."""
    lines = tuple(_lines(record.standing, printers.vague, printers))
    return _standing(record.claim, topic, last, lines, printers, after=None)


def kept_after(entries: Sequence[Entry], history: Sequence[Entry], topic: Topic) -> tuple[Standing, ...]:
    """Return what the entries of one article change of what is kept, claim by claim.

    `history` is the topic's ledger before these entries.
    """
    past = History.of(history)
    told = {entry.statement.claim for entry in entries}
    return tuple(
        _kept(claim, topic.id, past, [entry for entry in entries if entry.statement.claim == claim.id])
        for claim in topic.claims
        if claim.id in told
    )


def lines_of(claim: Claim, entries: Sequence[Entry]) -> tuple[StandingLine, ...]:
    """Return what each source stands by; where nobody gave a number, each source's last vague word."""
    record, printers = Record(claim, entries), Printers(claim, entries)
    return tuple(_lines(record.standing, printers.vague, printers))


def _kept(claim: Claim, topic: str, past: History, new: Sequence[Entry]) -> Standing:
    before = past.on_claim(claim.id)
    if not before or any(entry.corrects is not None or entry.verdict.kind is Kind.WITHDRAWN for entry in new):
        # What a correction takes back or restores is only known from the beginning.
        return kept_whole(claim, topic, [*before, *new])
    record, printers = past.record(claim), past.printers(claim)
    was_numeric, known = bool(record.standing), dict(record.standing)
    for entry in new:
        record.add(entry)
    vague = printers.vague | {source_key(entry.statement): entry.statement for entry in new if is_vague_word(entry)}
    then = {line.source: line for line in _lines(known, printers.vague, printers, touched(new))}
    now = _lines(record.standing, vague, printers, touched(new), new)
    if bool(record.standing) == was_numeric:
        changed, after = tuple(line for line in now if line != then.get(line.source)), before[-1]
    else:
        # The first number takes the place of all vague words.
        changed, after = tuple(_lines(record.standing, vague, printers, None, new)), None
    return _standing(claim, topic, new[-1], changed, printers, after, new)


def touched(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the sources that entries quote."""
    return frozenset(source_key(entry.statement) for entry in entries)


def _lines(
    standing: Mapping[str, Said],
    vague: Mapping[str, Statement],
    printers: Printers,
    only: frozenset[str] | None = None,
    more: Sequence[Entry] = (),
) -> Iterable[StandingLine]:
    """Yield the lines of some sources, or of all, each with its place among all."""
    said = [(source, line.statement, line.as_of) for source, line in standing.items()]
    if not said:
        said = [(source, statement, statement.as_of) for source, statement in vague.items()]
    for place, (source, statement, as_of) in enumerate(said):
        if only is None or source in only:
            outlets = printers.outlets(statement, more)
            yield StandingLine(source=source, place=place, statement=statement, as_of=as_of, outlets=outlets)


def _standing(
    claim: Claim,
    topic: str,
    last: Entry,
    lines: tuple[StandingLine, ...],
    printers: Printers,
    after: Entry | None,
    more: Sequence[Entry] = (),
) -> Standing:
    counts = printers.counts.copy()
    for entry in more:
        counts[entry.verdict.kind] += 1
    return Standing(
        topic=topic,
        claim=claim.id,
        rules=rules_of(claim),
        last=last.statement.id,
        after=None if after is None else after.statement.id,
        counts=dict(counts),
        lines=lines,
    )


def is_of_today(standing: Standing, claim: Claim) -> bool:
    """Tell what can be believed of a claim: nothing is on record, or it was folded by today's rules."""
    return not standing.last or standing.rules == rules_of(claim)


def in_order_of_display(claim: Claim, lines: Sequence[StandingLine]) -> tuple[StandingLine, ...]:
    """Return the lines as `current` orders what a claim's whole ledger comes to; vague words as they came."""
    if not any(is_numeric(line.statement.figure) for line in lines):
        return tuple(lines)
    spans = {line.source: interval(line.statement.figure, claim) for line in lines}
    distinct = frozenset(spans.values())
    agreed = {span for span in distinct if all(meets(span, other) for other in distinct)}
    ordered = sorted(lines, key=lambda line: line.as_of, reverse=True)
    ordered.sort(key=lambda line: (spans[line.source] in agreed, not is_named(line.statement)))
    return tuple(ordered)
