"""A part that is more than its whole is noted; nothing else of the two is compared."""

from collections.abc import Sequence

import pytest

from bot.alerts import alerts_of
from bot.ledger import excesses, judge_article
from bot.model import AlertLevel, Claim, Entry, Kind, Series
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic

DEAD = a_claim(Series.CUMULATIVE, "dead")
CHILDREN = a_claim(Series.CUMULATIVE, "children", part_of="dead")
Line = tuple[str, str]
"""Claim and statement."""


def noted(lines: Sequence[Line], *claims: Claim) -> list[list[tuple[str, str]]]:
    """Judge the lines, each in an article of its own; return the pairs of figures that each was noted for."""
    history: list[Entry] = []
    found = []
    for claim, line in lines:
        topic = a_topic(*(claims or (DEAD, CHILDREN)))
        entries = judge_article([a_statement(line, claim)], history, topic, NOW)
        pairs = excesses(entries, history, topic)
        found.append([(one.figure.surface, other.figure.surface) for one, other in pairs])
        history.extend(entries)
    return found


@pytest.mark.parametrize(
    "lines",
    [
        (("dead", "1 ministry 40"), ("children", "1 mayor 61")),
        (("children", "1 mayor 61"), ("dead", "1 ministry 40")),
        (("children", "1 mayor 61"), ("dead", "5 ministry 40")),
        (("dead", "2 ministry about 40"), ("children", "1 mayor at least 61")),
    ],
)
def test_whichever_comes_second_is_noted(lines: Sequence[Line]) -> None:
    first, second = lines
    pair = (second[1].split(" ", 2)[2], first[1].split(" ", 2)[2])
    assert noted(lines) == [[], [pair]]


@pytest.mark.parametrize(
    "lines",
    [
        (("dead", "1 ministry 40"), ("children", "1 ministry 40")),
        (("dead", "1 ministry at least 40"), ("children", "1 ministry 50")),
        (("dead", "1 ministry dozens"), ("children", "1 ministry 61")),
        # The whole has had time to grow.
        (("dead", "1 ministry 40"), ("children", "4 mayor 61")),
        # Somebody's whole has room for it.
        (("dead", "1 ministry 40"), ("dead", "1 union 90"), ("children", "1 mayor 61")),
        # An outlet's own voice weighs nothing beside somebody who is named.
        (("dead", "1 :Herald 40"), ("dead", "1 union 90"), ("children", "1 mayor 61")),
        # What the part's own source says of the whole counts first.
        (("dead", "1 ministry 40"), ("dead", "1 mayor 90"), ("children", "1 mayor 61")),
        (("dead", "1 ministry 40"), ("children", "1 mayor 61 [background]")),
        (("dead", "1 ministry 40"), ("children", "1 mayor 61 [denied]")),
    ],
)
def test_what_may_both_be_right_is_not_noted(lines: Sequence[Line]) -> None:
    assert not [pairs for pairs in noted(lines) if pairs]


def test_a_source_that_contradicts_itself_is_noted_whatever_others_say() -> None:
    lines = (("dead", "1 ministry 40"), ("dead", "1 union 90"), ("children", "1 ministry 61"))
    assert noted(lines)[-1] == [("61", "40")]


def test_a_number_is_noted_once_and_a_new_one_again() -> None:
    lines = (
        ("dead", "1 ministry 40"),
        ("children", "1 mayor 61"),
        ("children", "1 mayor 61"),
        ("children", "1 mayor/Post about 61"),
        ("dead", "2 ministry 50"),
        ("dead", "3 ministry 70"),
    )
    assert noted(lines) == [[], [("61", "40")], [], [], [("50", "61")], []]


@pytest.mark.parametrize(
    "part",
    [
        a_claim(Series.CUMULATIVE, "families", part_of="dead", unit="families"),
        a_claim(Series.CUMULATIVE, "families", part_of="dead", compare=False),
        a_claim(Series.CUMULATIVE, "families", part_of="elsewhere"),
        a_claim(Series.CUMULATIVE, "families"),
    ],
)
def test_claims_that_count_other_things_or_are_never_compared_are_left_alone(part: Claim) -> None:
    assert noted((("dead", "1 ministry 40"), ("families", "1 mayor 61")), DEAD, part) == [[], []]


@pytest.mark.parametrize(("day", "is_noted"), [(1, True), (2, True), (9, False)])
def test_a_stock_is_held_against_one_of_its_own_time(day: int, is_noted: bool) -> None:
    held, women = a_claim(Series.STOCK, "held"), a_claim(Series.STOCK, "women", part_of="held")
    assert bool(noted((("held", "1 camp 40"), ("women", f"{day} mayor 61")), held, women)[-1]) is is_noted


def test_it_is_told_as_a_note_beside_the_news() -> None:
    topic = a_topic(DEAD, CHILDREN)
    history = judge_article([a_statement("1 ministry 40", "dead")], (), topic, NOW)
    entries = judge_article([a_statement("1 mayor 61", "children")], history, topic, NOW)
    first, note = alerts_of(entries, history, topic)
    assert (first.kind, note.kind, note.level) == (Kind.FIRST, Kind.NOTE, AlertLevel.NOTE)
    assert (note.against, note.verdict.detail) == ((history[0].statement,), "more than its whole: Dead")
    lower = judge_article([a_statement("2 ministry 30", "dead")], (*history, *entries), topic, NOW)
    *_, note = alerts_of(lower, (*history, *entries), topic)
    assert note.verdict.detail == "less than its part: Children"
