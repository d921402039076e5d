"""A person's word on a statement, as an entry of the ledger: nothing is removed, a correction points at the old one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.ledger.record import overruled
from bot.ledger.rules import Rule
from bot.model import Entry, Kind, Verdict, stable_id


def rejection(entry: Entry, history: Sequence[Entry], recorded: datetime) -> Entry | None:
    """Return the entry that takes a statement out of the record; None when it is out of it already."""
    if entry.statement.id in overruled(history):
        return None
    return _word(entry, entry, Rule.REJECTED, history, recorded)


def restoration(entry: Entry, history: Sequence[Entry], recorded: datetime) -> Entry | None:
    """Return the entry that puts a rejected statement back; None when it is not rejected."""
    gone = overruled(history)
    for word in reversed(history):
        if word.corrects == entry.statement.id and word.verdict.rule == Rule.REJECTED and word.statement.id not in gone:
            return _word(entry, word, Rule.RESTORED, history, recorded)
    return None


def _word(entry: Entry, corrected: Entry, rule: Rule, history: Sequence[Entry], recorded: datetime) -> Entry:
    statement = entry.statement
    words = sum(word.verdict.rule in {Rule.REJECTED, Rule.RESTORED} for word in history)
    known_as = stable_id(rule.name, statement.id, str(words))
    verdict = Verdict(kind=Kind.BACKGROUND, rule=rule, against=(statement.id,))
    corrects = corrected.statement.id
    return Entry(statement=replace(statement, id=known_as), verdict=verdict, recorded=recorded, corrects=corrects)
