"""Names while somebody types: what changed last comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import ArgumentKind, find_target, last_changes, suggest
from bot.commands.suggesting import LABEL
from bot.ledger import Rule
from bot.model import Kind
from tests.bot.commands.room import Room
from tests.newsroom import DEAD, ESCAPED, HOMES, MISSING, NOW, TOPIC, TOPICS, entry, statement

HOUR = timedelta(hours=1)
CHANGED = {(TOPIC.id, HOMES.id): NOW, (TOPIC.id, MISSING.id): NOW - HOUR}


def labels(typed: str, kind: ArgumentKind = ArgumentKind.CLAIM, limit: int = 25) -> list[str]:
    """Return what is offered."""
    return [choice.label for choice in suggest(kind, typed, TOPICS, CHANGED, limit)]


def test_what_changed_last_comes_first_then_the_names() -> None:
    assert labels("") == ["Homes destroyed", "Missing", "Beds planned", "Harbour prison escapees", "Storm dead"]
    assert labels("", limit=2) == ["Homes destroyed", "Missing"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("de", ["Homes destroyed", "Storm dead"]),
        ("storm", ["Missing", "Storm dead"]),
        ("dead sto", ["Storm dead"]),
        ("PRISON", ["Harbour prison escapees"]),
        ("xyz", []),
    ],
)
def test_every_word_typed_begins_a_word_of_the_name(typed: str, offered: list[str]) -> None:
    assert labels(typed) == offered


def test_topics_are_offered_where_they_may_be_named() -> None:
    assert labels("the", ArgumentKind.TARGET) == ["The storm (all claims)"]
    assert labels("the") == []


def test_a_topic_is_as_recent_as_its_last_claim() -> None:
    old = replace(TOPIC, id="old", title="Another storm", claims=(ESCAPED,))
    offered = suggest(ArgumentKind.TARGET, "storm", {"old": old, **TOPICS}, CHANGED)
    assert [choice.label for choice in offered][:2] == ["The storm (all claims)", "Missing"]


def test_what_is_chosen_is_understood() -> None:
    for choice in suggest(ArgumentKind.TARGET, "", TOPICS, CHANGED):
        target = find_target(TOPICS, choice.value)
        assert choice.label in {target.title, f"{target.title} (all claims)"}
        assert len(choice.value) <= 10


def test_labels_fit_every_platform_and_sinks_are_not_offered() -> None:
    long = replace(TOPIC, title="T" * 300, claims=(replace(DEAD, title="C" * 300), replace(HOMES, sink=True)))
    offered = suggest(ArgumentKind.TARGET, "", {long.id: long}, {})
    assert len(offered) == 2
    assert all(len(choice.label) <= LABEL for choice in offered)


async def test_the_last_change_of_a_claim_is_its_last_news() -> None:
    room = Room()
    first = statement("24", 24)
    await room.write(
        entry(first, Kind.FIRST, rule=Rule.FIRST, recorded=NOW - 2 * HOUR),
        entry(statement("24", 24), Kind.REPEAT, first, rule=Rule.REPEATED, recorded=NOW),
    )
    assert await last_changes(room.desk()) == {(TOPIC.id, DEAD.id): NOW - 2 * HOUR}


def test_of_many_names_twenty_five_are_offered_within_every_platforms_lengths() -> None:
    many = tuple(
        replace(DEAD, id=f"dead-{n:03}", title=f"Dead in district {n:03} {'and others ' * 20}") for n in range(60)
    )
    topics = {TOPIC.id: replace(TOPIC, title="T" * 300, claims=many)}
    changed = {(TOPIC.id, f"dead-{n:03}"): NOW - n * HOUR for n in (59, 7)}
    offered = suggest(ArgumentKind.TARGET, "", topics, changed)
    assert len(offered) == 25
    assert all(1 <= len(choice.label) <= LABEL and 1 <= len(choice.value) <= 100 for choice in offered)
    titles = [choice.label[:20] for choice in offered]
    assert (titles[0], titles[1][:3], titles[2]) == ("Dead in district 007", "TTT", "Dead in district 059")
    assert len({choice.value for choice in offered}) == 25
