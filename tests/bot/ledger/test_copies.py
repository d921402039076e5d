"""Copies of one text speak with one voice, and a number that only a copy has is a conflict."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ledger import Rule, judge_article, source_key, standing
from bot.model import Claim, Entry, Kind, Origin, Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic

TOLL = a_claim(Series.CUMULATIVE)
ESCAPED = a_claim(Series.ONE_OFF)
HELD = a_claim(Series.STOCK)
EVERY_SERIES = [TOLL, ESCAPED, HELD]
WIRE = Origin(article="wire", outlet="Wire")


def printed_first(line: str) -> Statement:
    """Print a figure in the text that others copy."""
    return replace(a_statement(line, article="wire"), outlet="Wire")


def copied(line: str, outlet: str, *, later: timedelta = timedelta(0)) -> Statement:
    """Print a figure in another outlet's copy of it."""
    statement = a_statement(line)
    return replace(statement, outlet=outlet, origin=WIRE, published=statement.published + later)


def recorded(claim: Claim, *statements: Statement) -> list[Entry]:
    """Judge statements, each in its own article, in order of arrival."""
    history: list[Entry] = []
    for statement in statements:
        history.extend(judge_article([statement], history, a_topic(claim), NOW))
    return history


def kinds(entries: Sequence[Entry]) -> list[Kind]:
    return [entry.verdict.kind for entry in entries]


@pytest.mark.parametrize("claim", EVERY_SERIES)
@pytest.mark.parametrize("source", ["agency", ":Wire"])
def test_copies_repeat_the_first_printing_and_corroborate_nothing(claim: Claim, source: str) -> None:
    copies = [copied(f"1 {source} 150", f"Site {number}") for number in range(40)]
    entries = recorded(claim, printed_first(f"1 {source} 150"), *copies)
    assert kinds(entries) == [Kind.FIRST] + [Kind.REPEAT] * 40
    assert len({source_key(entry.statement) for entry in entries}) == 1
    assert len({entry.statement.outlet for entry in entries}) == 41


@pytest.mark.parametrize("claim", EVERY_SERIES)
@pytest.mark.parametrize("number", ["450", "50"])
@pytest.mark.parametrize("source", ["agency", ":Wire"])
def test_a_copy_with_another_number_is_a_conflict_with_the_text_it_copies(
    claim: Claim, number: str, source: str
) -> None:
    entries = recorded(claim, printed_first(f"1 {source} 150"), copied(f"1 {source} {number}", "Site"))
    assert entries[1].verdict.kind is Kind.CONFLICT
    assert entries[1].verdict.rule == Rule.VARIED
    assert entries[1].verdict.against == (entries[0].statement.id,)
    assert {said.figure.surface for said in standing(entries, claim).values()} == {"150", number}


def test_a_second_copy_with_the_same_slip_is_no_second_conflict() -> None:
    entries = recorded(
        ESCAPED, printed_first("1 agency 150"), copied("1 agency 450", "Site"), copied("1 agency 450", "Other")
    )
    assert kinds(entries) == [Kind.FIRST, Kind.CONFLICT, Kind.REPEAT]


def test_a_slip_of_a_copy_neither_blocks_nor_hides_what_its_source_says_next() -> None:
    slip = recorded(TOLL, printed_first("1 agency 150"), copied("1 agency 450", "Site"))
    for line in ("2@2 agency 200", "2@2 agency 450"):
        entries = judge_article([a_statement(line)], slip, a_topic(TOLL), NOW)
        assert kinds(entries) == [Kind.UPDATE]


def test_a_wire_story_sent_again_with_a_higher_toll_is_an_update() -> None:
    hours = timedelta(hours=3)
    entries = recorded(TOLL, printed_first("1 agency 24"), copied("1 agency 29", "Site", later=hours))
    assert kinds(entries) == [Kind.FIRST, Kind.UPDATE]
    dated = recorded(TOLL, printed_first("1 agency 24"), copied("2@2 agency 29", "Site"))
    assert kinds(dated) == [Kind.FIRST, Kind.UPDATE]


def test_a_claim_that_only_the_copy_speaks_of_is_judged_like_any_other() -> None:
    entries = recorded(ESCAPED, printed_first("1 agency 150"), copied("1 mayor 450", "Site"))
    assert kinds(entries) == [Kind.FIRST, Kind.CONFLICT]
    assert entries[1].verdict.rule == Rule.CONTRADICTED


def test_an_outlet_that_prints_its_own_text_anew_is_no_copy_of_itself() -> None:
    again = replace(copied("1 agency 450", "Wire"), article="wire-again")
    entries = recorded(ESCAPED, printed_first("1 agency 150"), again)
    assert kinds(entries) == [Kind.FIRST, Kind.REVISION]
