"""What is on record for one claim: every statement that counts, and the standing figure of each source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.intervals import Interval, bounds, interval, is_numeric, looseness, meets
from bot.ledger.rules import Rule
from bot.model import Claim, Entry, Kind, Modality, Number, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A numeric statement as the rules see it."""

    statement: Statement
    printed: tuple[Number, Number] | None
    """The smallest and largest number printed, in the claim's unit."""
    span: Interval
    source: str
    """Source key: one for each named source, one for each outlet's own voice."""
    as_of: date
    """The latest day on which the source was quoted with this figure, dated or not."""
    known: date
    """The latest day for which a text dates it, else the day of its first printing.

    Others' undated copies keep a figure alive, but do not make the source's next dated statement an old one.
    """

    @property
    def named(self) -> bool:
        """Whether somebody other than the outlet is quoted, in words that its copies share."""
        return is_named(self.statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A figure that its own source took back."""

    id: str
    span: Interval
    as_of: date


def is_named(statement: Statement) -> bool:
    """Tell whether somebody other than the outlet is quoted, in words that its copies share."""
    return statement.source is not None and not statement.variant


def source_key(statement: Statement) -> str:
    """Return who speaks: five outlets that relay one source are one; each outlet's own voice is its own.

    A copy speaks with the voice of the outlet that printed the text first; where it prints another number, that number
    is its own outlet's.
    """
    return f"{voice(statement)} as printed by {statement.outlet}" if statement.variant else voice(statement)


def voice(statement: Statement) -> str:
    """Return who is quoted, else whose text it is."""
    if statement.source is not None:
        return statement.source
    return f"outlet:{statement.origin.outlet if statement.origin else statement.outlet}"


def counts(entry: Entry) -> bool:
    """Tell an entry of the claim's history from background, denials and wordings merged away."""
    if entry.verdict.kind is Kind.WITHDRAWN:
        return True
    return (
        entry.verdict.kind is not Kind.BACKGROUND
        and entry.statement.modality is not Modality.DENIED
        and entry.verdict.rule != Rule.MERGED
    )


def overruled(history: Sequence[Entry]) -> frozenset[str]:
    """Return the ids of entries that a later entry corrects; a correction that is itself corrected does nothing."""
    gone: set[str] = set()
    for entry in reversed(history):
        if entry.corrects is not None and entry.statement.id not in gone:
            gone.add(entry.corrects)
    return frozenset(gone)


class Record:
    """A claim's history, folded once; `add` extends it by one entry."""

    def __init__(self, claim: Claim, history: Iterable[Entry] = (), *, without: Iterable[str] = ()) -> None:
        self.claim = claim
        self.empty = True
        """Whether nobody has said anything yet, not even a vague word."""
        self.said: list[Said] = []
        """Numeric statements in order of arrival."""
        self.standing: dict[str, Said] = {}
        self.withdrawn: dict[str, Withdrawal] = {}
        self.edited_out: frozenset[str] = frozenset()
        """Ids of figures that the version at hand prints another figure for, by the same source."""
        self.put_back: frozenset[str] = frozenset()
        """Ids of statements of the version at hand that an earlier version had dropped."""
        self._by_source: dict[str, list[tuple[Said, Kind]]] = defaultdict(list)
        self._first_printed: dict[tuple[str, Interval], date] = {}
        entries = tuple(history)
        # A ledger may hold as many corrections as entries: dropping them one by one would be quadratic.
        corrected = {*without, *overruled(entries)}
        for entry in entries:
            if entry.statement.id not in corrected:
                self._count(entry)

    def copy(self) -> "Record":
        """Return a record that grows apart from this one."""
        twin = Record(self.claim)
        twin.empty, twin.said, twin.standing = self.empty, list(self.said), dict(self.standing)
        twin.withdrawn, twin.edited_out, twin.put_back = dict(self.withdrawn), self.edited_out, self.put_back
        twin._by_source = defaultdict(list, {source: list(lines) for source, lines in self._by_source.items()})
        twin._first_printed = dict(self._first_printed)
        return twin

    def add(self, entry: Entry) -> None:
        """Extend the record by an entry that has just been judged."""
        if entry.corrects is not None:
            self._drop(entry.corrects)
        self._count(entry)

    def hear(self, statement: Statement) -> Said:
        """Return the statement as the rules see it; a copy or new version keeps the day of its first printing."""
        span = interval(statement.figure, self.claim)
        as_of = statement.as_of
        if not statement.dated:
            for trace in traces(statement):
                as_of = min(as_of, self._first_printed.get((trace, span), as_of))
        if as_of != statement.as_of:
            statement = replace(statement, as_of=as_of)
        printed = bounds(statement.figure, self.claim)
        return Said(
            statement=statement, printed=printed, span=span, source=source_key(statement), as_of=as_of, known=as_of
        )

    def earlier(self, source: str) -> Iterable[Said]:
        """Return the figures of a source other than its standing one, latest first."""
        standing = self.standing.get(source)
        return (
            said
            for said, _ in reversed(self._by_source[source])
            if standing is None or said.statement.id != standing.statement.id
        )

    def has_swung(self, source: str, away: Interval, back: Interval) -> bool:
        """Tell whether a source went from the one figure to the other once before."""
        told = [said.span for said, kind in self._by_source[source] if kind is not Kind.STALE]
        began = next((number for number, span in enumerate(told) if meets(span, away)), len(told))
        return any(meets(span, back) for span in told[began:])

    def replaced(self, source: str) -> Said | None:
        """Return the source's figure that the version at hand no longer prints; the last of several."""
        gone = [said for said, _ in self._by_source[source] if said.statement.id in self.edited_out]
        return gone[-1] if gone else None

    def without(self, withdrawal: Said) -> Said | None:
        """Return what the source stands by once it has taken a figure back."""
        left = [pair for pair in self._by_source[withdrawal.source] if not meets(pair[0].span, withdrawal.span)]
        return latest(left)

    def is_disputed(self) -> bool:
        """Tell whether two standing figures cannot both be right."""
        spans = [said.span for said in self.standing.values()]
        # If any two do not meet, then the one that starts last and the one that ends first do not.
        return len(spans) > 1 and not meets(max(spans), min(spans, key=lambda span: (span[1], span[0])))

    def _count(self, entry: Entry) -> None:
        if not counts(entry):
            return
        said = self.hear(entry.statement)
        if entry.verdict.kind is Kind.WITHDRAWN:
            self._withdraw(entry, said)
            return
        self.empty = False
        # What lingers after its source took it back is nobody's figure.
        if not is_numeric(entry.statement.figure) or entry.verdict.rule == Rule.STILL_PRINTED:
            return
        if not entry.statement.dated:
            for trace in traces(entry.statement):
                self._first_printed.setdefault((trace, said.span), said.as_of)
        self.said.append(said)
        self._by_source[said.source].append((said, entry.verdict.kind))
        self.standing[said.source] = succeed(self.standing.get(said.source), said, entry.verdict.kind)
        if entry.verdict.kind is Kind.REINSTATED:
            self.withdrawn.pop(said.source, None)

    def _withdraw(self, entry: Entry, said: Said) -> None:
        if entry.verdict.rule == Rule.DROPPED:
            return
        self.withdrawn[said.source] = Withdrawal(id=entry.statement.id, span=said.span, as_of=said.as_of)
        self._keep(said.source, [pair for pair in self._by_source[said.source] if not meets(pair[0].span, said.span)])

    def _drop(self, entry_id: str) -> None:
        for source, lines in tuple(self._by_source.items()):
            kept = [pair for pair in lines if pair[0].statement.id != entry_id]
            if len(kept) < len(lines):
                self._keep(source, kept)

    def _keep(self, source: str, lines: Sequence[tuple[Said, Kind]]) -> None:
        self._by_source[source] = list(lines)
        kept = {said.statement.id for said, _ in lines}
        self.said = [said for said in self.said if said.source != source or said.statement.id in kept]
        self.standing.pop(source, None)
        standing = latest(lines)
        if standing is not None:
            self.standing[source] = standing


def traces(statement: Statement) -> tuple[str, ...]:
    """Return what a later printing of the same words would share: the article, the quote, what it is a copy of."""
    copied = (statement.origin.article,) if statement.origin else ()
    return (statement.article, statement.quote, *copied)


def latest(lines: Iterable[tuple[Said, Kind]]) -> Said | None:
    """Return the standing figure after these lines of one source in order of arrival."""
    standing: Said | None = None
    for said, kind in lines:
        standing = succeed(standing, said, kind)
    return standing


def succeed(standing: Said | None, said: Said, kind: Kind) -> Said:
    """Return the source's standing figure after it said this.

    An older day never replaces it; a repeat may tighten it, never loosen it.
    """
    if standing is None:
        return said
    if kind is Kind.STALE or said.as_of < standing.known:
        return standing
    if kind is not Kind.REPEAT:
        return said
    kept = standing if looseness(said.span) > looseness(standing.span) else said
    known = max(standing.known, said.as_of) if said.statement.dated else standing.known
    return replace(kept, as_of=max(standing.as_of, said.as_of), known=known)
