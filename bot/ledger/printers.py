"""Who prints which figures of each source on a claim, gathered as its ledger grows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.ledger.intervals import Interval, interval, meets
from bot.ledger.record import overruled, source_key
from bot.ledger.rules import Rule
from bot.model import Claim, Entry, Hedge, Kind, Statement

Printing = tuple[str, Interval]
"""An outlet, and what the figure that it prints allows."""
PERSONS = frozenset({Rule.REJECTED, Rule.RESTORED})
"""A person's word on a statement is itself none."""


class Printers:
    """What is printed of a claim, without what a later entry corrects; a new correction needs it gathered anew."""

    def __init__(self, claim: Claim, history: Sequence[Entry] = ()) -> None:
        self.claim = claim
        self.vague: dict[str, Statement] = {}
        """Each source's last vague word, by source key."""
        self.counts: Counter[Kind] = Counter()
        """All entries by kind, without persons' words."""
        self._printed: defaultdict[str, dict[Printing, None]] = defaultdict(dict)
        gone = overruled(history)
        for entry in history:
            self._count(entry)
            if entry.statement.id not in gone:
                self._hear(entry)

    def add(self, entry: Entry) -> None:
        """Go on with an entry that corrects nothing."""
        self._count(entry)
        self._hear(entry)

    def outlets(self, statement: Statement, more: Iterable[Entry] = ()) -> tuple[str, ...]:
        """Return who prints a source's standing figure, the outlet that it is quoted from first.

        `more` are entries that are not on record yet.
        """
        source, span = source_key(statement), interval(statement.figure, self.claim)
        printed: dict[Printing, None] = dict(self._printed[source]) if source in self._printed else {}
        printed |= {printing(entry, self.claim): None for entry in more if is_printed_by(source, entry)}
        found = (outlet for outlet, allowed in printed if meets(allowed, span))
        return tuple(dict.fromkeys((statement.outlet, *found)))

    def _count(self, entry: Entry) -> None:
        if entry.verdict.rule not in PERSONS:
            self.counts[entry.verdict.kind] += 1

    def _hear(self, entry: Entry) -> None:
        if is_vague_word(entry):
            self.vague[source_key(entry.statement)] = entry.statement
        if entry.verdict.kind is not Kind.BACKGROUND:
            self._printed[source_key(entry.statement)][printing(entry, self.claim)] = None


def printing(entry: Entry, claim: Claim) -> Printing:
    """Return who prints an entry's figure, and what it allows."""
    return entry.statement.outlet, interval(entry.statement.figure, claim)


def is_printed_by(source: str, entry: Entry) -> bool:
    """Tell whether an entry prints a figure of this source."""
    return entry.verdict.kind is not Kind.BACKGROUND and source_key(entry.statement) == source


def is_vague_word(entry: Entry) -> bool:
    """Tell a vague word on the claim itself."""
    return entry.statement.figure.hedge is Hedge.VAGUE and entry.verdict.kind in {Kind.FIRST, Kind.VAGUE}
