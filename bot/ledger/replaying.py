"""A claim's ledger once more through the desk rules, in its stored order: each verdict should come out the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from bot.ledger.editing import put_back
from bot.ledger.intervals import interval, is_numeric, looseness, meets
from bot.ledger.judgement import withdrawal
from bot.ledger.record import Record, source_key
from bot.ledger.remarks import rejection, restoration
from bot.ledger.rules import Rule
from bot.ledger.verdicts import decide
from bot.model import Claim, Entry, Kind, Verdict

EDITS = frozenset({Rule.EDITED, Rule.EDITED_BACK})
WORDS = frozenset({Rule.REJECTED, Rule.RESTORED})
"""Rules of entries that a person made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """An entry that the desk rules would not have made so."""

    entry: Entry
    expected: Verdict | None
    """None where no verdict would make it right."""
    why: str
    """The rest of a sentence about the entry."""


def replay(claim: Claim, entries: Iterable[Entry]) -> Iterator[Mismatch]:
    """Yield what comes out otherwise; `entries` are all of the claim, in order of arrival.

    What an article's version changed is told by its entries alone: which figures it no longer printed is taken from
    the verdicts that say so. After a mismatch the replay goes on with the verdict it expected, so that one wrong
    verdict does not make those after it look wrong.
    """
    past: list[Entry] = []
    record = Record(claim)
    for _, group in groupby(entries, batch_key):
        batch = tuple(group)
        step = _said_by_person(batch, past) if batch[0].verdict.rule in WORDS else _Batch(batch, past, record).run()
        judged: list[Entry] = []
        for entry, mismatch in step:
            judged.append(entry)
            if mismatch is not None:
                yield mismatch
        past += judged
        if any(entry.corrects is not None for entry in judged):
            record = Record(claim, past)


def batch_key(entry: Entry) -> tuple[str, int, datetime, bool]:
    """Return what the entries have in common that one article version made at one time."""
    statement = entry.statement
    return statement.article, statement.version, entry.recorded, entry.verdict.rule in WORDS


Judged = tuple[Entry, Mismatch | None]
"""An entry as it should be, and what was wrong with it."""


class _Batch:
    """What one article version made of a claim at one time."""

    def __init__(self, entries: Sequence[Entry], past: Sequence[Entry], record: Record) -> None:
        self._entries = entries
        self._past = past
        self._record = record
        self._wording: Entry | None = None

    def run(self) -> Iterator[Judged]:
        """Judge the entries in order."""
        gone = {entry.corrects for entry in self._entries if entry.verdict.rule == Rule.DROPPED and entry.corrects}
        if gone:
            self._record = Record(self._record.claim, self._past, without=gone)
        self._record.edited_out = frozenset(
            entry.verdict.against[0] for entry in self._entries if entry.verdict.rule in EDITS and entry.verdict.against
        )
        self._record.put_back = self._put_back()
        for entry in self._entries:
            yield self._judged(entry)
        self._record.edited_out = self._record.put_back = frozenset()

    def _put_back(self) -> frozenset[str]:
        """Return the statements that an earlier version had, and dropped; a first version has none."""
        first = self._entries[0].statement
        if first.version == 1:
            return frozenset()
        told = [entry.statement for entry in self._entries if entry.verdict.rule != Rule.DROPPED]
        printed = [entry for entry in self._past if entry.statement.article == first.article]
        return put_back(told, printed, self._record.claim)

    def _judged(self, entry: Entry) -> Judged:
        if entry.verdict.rule == Rule.DROPPED:
            return self._dropped(entry)
        if entry.verdict.rule == Rule.MERGED:
            return self._merged(entry)
        said = self._record.hear(entry.statement)
        expected = decide(said, self._record)
        corrects = expected.against[0] if expected.kind is Kind.WITHDRAWN else None
        right = replace(entry, verdict=expected, corrects=corrects)
        self._record.add(replace(right, statement=said.statement))
        self._wording = right
        return right, compared(entry, right)

    def _dropped(self, entry: Entry) -> Judged:
        """Judge that an article no longer prints a figure."""
        was = next((known for known in self._past if known.statement.id == entry.corrects), None)
        if was is None or was.statement.article != entry.statement.article:
            return entry, Mismatch(entry=entry, expected=None, why="drops a figure that its article never printed")
        right = withdrawal(was, entry.statement.version, self._record, entry.recorded)
        return right, compared(entry, right)

    def _merged(self, entry: Entry) -> Judged:
        """Judge a wording that its article merged into a more precise one."""
        chosen = self._wording
        if chosen is None or entry.verdict.against != (chosen.statement.id,):
            why = "is merged into a wording that its article does not print before it"
            return entry, Mismatch(entry=entry, expected=None, why=why)
        right = replace(entry, verdict=Verdict(kind=Kind.REPEAT, rule=Rule.MERGED, against=(chosen.statement.id,)))
        if not is_same_thing(chosen, entry, self._record.claim):
            return right, Mismatch(entry=entry, expected=None, why="is merged into a wording that says something else")
        return right, compared(entry, right)


def is_same_thing(chosen: Entry, merged: Entry, claim: Claim) -> bool:
    """Tell whether two wordings may be one statement, the first of them the more precise."""
    one, other = chosen.statement, merged.statement
    if source_key(one) != source_key(other) or is_numeric(one.figure) != is_numeric(other.figure):
        return False
    spans = interval(one.figure, claim), interval(other.figure, claim)
    return meets(*spans) and looseness(spans[0]) <= looseness(spans[1])


def _said_by_person(batch: Sequence[Entry], past: Sequence[Entry]) -> Iterator[Judged]:
    """Judge a person's words: each takes a statement out of the record, or puts it back."""
    known = list(past)
    for entry in batch:
        meant = entry.verdict.against[0] if entry.verdict.against else None
        was = next((each for each in known if each.statement.id == meant), None)
        turn = rejection if entry.verdict.rule == Rule.REJECTED else restoration
        right = None if was is None else turn(was, known, entry.recorded)
        if right is None:
            why = "rejects or restores a statement that cannot be"
            yield entry, Mismatch(entry=entry, expected=None, why=why)
        else:
            yield right, compared(entry, right)
        known.append(right or entry)


def compared(entry: Entry, right: Entry) -> Mismatch | None:
    """Return how an entry differs from what the rules make of its statement."""
    if entry.verdict != right.verdict:
        return Mismatch(entry=entry, expected=right.verdict, why=f"is stored as {worded(entry.verdict)}")
    if entry.corrects != right.corrects:
        why = f"corrects {entry.corrects or 'nothing'}, where the rules make it correct {right.corrects or 'nothing'}"
        return Mismatch(entry=entry, expected=right.verdict, why=why)
    if entry.statement != right.statement:
        return Mismatch(entry=entry, expected=right.verdict, why="does not repeat the statement that it is about")
    return None


def worded(verdict: Verdict) -> str:
    """Return a verdict in short."""
    against = ", ".join(verdict.against) or "nothing"
    detail = f", {verdict.detail}" if verdict.detail else ""
    return f"{verdict.kind.value} (rule {verdict.rule}; against {against}{detail})"
