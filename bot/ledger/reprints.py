"""Texts that are printed more than once: edited in place, or copied by other outlets."""

from dataclasses import replace
from datetime import timedelta

from bot.ledger.intervals import bounds, interval, is_numeric, meets
from bot.ledger.record import Record, Said, voice
from bot.ledger.rivals import ids, others, own_then_others
from bot.ledger.rules import Rule
from bot.model import Kind, Series, Statement, Verdict

SENT_AGAIN = timedelta(hours=1)
"""A wire story with a higher toll that comes this much later is a new sending of it; sooner, a copy is at fault."""


def printed_again(said: Said, record: Record) -> Verdict | None:
    """Rule 7: the outlet dropped this figure and prints it again: as little news as its absence was."""
    if said.statement.id not in record.put_back:
        return None
    against = ids(own_then_others(said, record))
    return Verdict(kind=Kind.NOTE, rule=Rule.PRINTED_AGAIN, against=against, detail="printed again")


def edited(said: Said, record: Record) -> Verdict | None:
    """Rule 7: a later version prints another figure by the same source, and does not date it later."""
    was = record.replaced(said.source)
    if was is None or meets(said.span, was.span) or said.as_of > was.known:
        return None
    own = record.standing.get(said.source, was)
    if meets(said.span, own.span) or said.as_of < own.known:
        return None
    if any(meets(said.span, standing.span) for standing in others(said, record)):
        return None  # catching up with another source: rule 5
    against = ids([was, own, *others(said, record)])
    if any(is_of_same_article(line, said) and meets(line.span, said.span) for line in record.earlier(said.source)):
        return Verdict(kind=Kind.REINSTATED, rule=Rule.EDITED_BACK, against=against)
    return Verdict(kind=Kind.REVISION, rule=Rule.EDITED, against=against, detail="edited")


def is_of_same_article(line: Said, said: Said) -> bool:
    """Tell figures of one article's versions."""
    return line.statement.article == said.statement.article


def varied(said: Said, record: Record) -> Verdict | None:
    """Rule 6: a copy prints another number than the text it copies; neither of them is the source's own word."""
    if not said.statement.variant:
        return None
    standing = others(said, record)
    alike = [line for line in standing if meets(said.span, line.span)]
    twins = [line for line in alike if line.statement.variant and text_of(line.statement) == text_of(said.statement)]
    if twins:
        return Verdict(kind=Kind.REPEAT, rule=Rule.VARIED_ALIKE, against=ids(twins))
    if alike:
        return None
    copied = [line for line in standing if line.source == voice(said.statement)]
    return Verdict(kind=Kind.CONFLICT, rule=Rule.VARIED, against=ids([*copied, *standing]))


def with_variant(statement: Statement, record: Record) -> Statement:
    """Return the statement, marked where a copy gives a number that no other printing of its text has."""
    if statement.origin is None or statement.origin.outlet == statement.outlet or not is_numeric(statement.figure):
        return statement
    printings = [line for line in record.said if is_other_printing(line.statement, statement)]
    span = interval(statement.figure, record.claim)
    if not printings or any(meets(span, line.span) for line in printings):
        return statement
    return statement if is_sent_again(statement, printings, record) else replace(statement, variant=True)


def is_other_printing(known: Statement, statement: Statement) -> bool:
    """Tell what the same speaker says in another printing of the same text."""
    return (
        not known.variant
        and known.article != statement.article
        and text_of(known) == text_of(statement)
        and voice(known) == voice(statement)
    )


def is_sent_again(statement: Statement, printings: list[Said], record: Record) -> bool:
    """Tell a wire story that was sent again with news from a copy in which a number went wrong."""
    if statement.as_of > max(line.known for line in printings):
        return True
    if record.claim.series is not Series.CUMULATIVE:
        return False
    first = min(line.statement.published for line in printings)
    rises = all(bounds(line.statement.figure) < bounds(statement.figure) for line in printings)  # type: ignore[operator]  # both are numeric, so neither is None
    return rises and statement.published - first >= SENT_AGAIN


def text_of(statement: Statement) -> str:
    """Return the article in which the statement's text was printed first."""
    return statement.origin.article if statement.origin else statement.article
