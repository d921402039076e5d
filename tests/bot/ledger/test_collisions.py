"""The same number under two claims within a day."""

import pytest

from bot.alerts import alerts_of
from bot.ledger import collisions, judge_article
from bot.model import AlertLevel, Claim, Entry, Kind, Measure, Series
from tests.bot.ledger.scenes import NOW, a_claim, a_topic, articles

DEAD = a_claim(Series.CUMULATIVE, "dead")
SHELTERS = a_claim(Series.STOCK, "shelters")


def entries_of(claims: tuple[Claim, ...], history: list[Entry], **lines: str) -> tuple[Entry, ...]:
    """Judge one article with a line a claim."""
    told = [articles([line], claim)[0][0] for claim, line in lines.items()]
    return judge_article(told, history, a_topic(*claims), NOW)


def pairs(history: list[Entry], entries: tuple[Entry, ...], *claims: Claim) -> list[tuple[str, str]]:
    """Return the claims of each pair."""
    return [(one.claim, other.claim) for one, other in collisions(entries, history, a_topic(*claims))]


def test_a_toll_that_is_also_the_number_of_shelters_is_noted() -> None:
    claims = (DEAD, SHELTERS)
    history = list(entries_of(claims, [], shelters="1 agency 4,460"))
    entries = entries_of(claims, history, dead="2 agency 4,460")
    assert pairs(history, entries, *claims) == [("dead", "shelters")]
    first, note = alerts_of(entries, history, a_topic(*claims))
    assert (first.kind, note.kind, note.level) == (Kind.FIRST, Kind.NOTE, AlertLevel.NOTE)
    assert note.against == (history[0].statement,)
    assert note.verdict.detail == "same number under Shelters"


def test_one_article_that_prints_it_under_both_claims_is_noted_once() -> None:
    entries = entries_of((DEAD, SHELTERS), [], dead="1 agency 4,460", shelters="1 mayor 4,460")
    assert len(pairs([], entries, DEAD, SHELTERS)) == 1


def test_a_collision_is_told_once_however_often_it_is_repeated() -> None:
    claims = (DEAD, SHELTERS)
    history = list(entries_of(claims, [], shelters="1 agency 4,460"))
    history += entries_of(claims, history, dead="1 agency 4,460")
    assert pairs(history, entries_of(claims, history, dead="2 mayor 4,460"), *claims) == []
    assert pairs(history, entries_of(claims, history, shelters="2 mayor 4,460"), *claims) == []


@pytest.mark.parametrize(
    ("shelters", "dead"),
    [
        ("1 agency 1,500", "1 agency 1,500"),
        ("1 agency 12", "1 agency 12"),
        ("1 agency 4,460", "3 agency 4,460"),
        ("1 agency 4,460", "1 agency 4,461"),
        ("1 agency 4,460 [background]", "1 agency 4,460"),
        ("1 agency 4,400 to 4,460", "1 agency 4,460"),
    ],
)
def test_round_numbers_other_days_and_background_are_no_collision(shelters: str, dead: str) -> None:
    claims = (DEAD, SHELTERS)
    history = list(entries_of(claims, [], shelters=shelters))
    assert pairs(history, entries_of(claims, history, dead=dead), *claims) == []


@pytest.mark.parametrize(
    "other",
    [a_claim(Series.CUMULATIVE, "shelters", part_of="dead"), a_claim(claim_id="shelters", measure=Measure.MONEY)],
)
def test_a_part_may_be_its_whole_and_measures_differ(other: Claim) -> None:
    entries = entries_of((DEAD, other), [], dead="1 agency 4,463", shelters="1 agency 4,463")
    assert pairs([], entries, DEAD, other) == []
