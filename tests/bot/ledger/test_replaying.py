"""A ledger replays to the verdicts that are stored in it, and to no others."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import judge_article, judge_version, rejection, restoration
from bot.ledger.replaying import replay
from bot.ledger.rules import Rule
from bot.model import Article, Claim, Entry, Kind, Series, Statement, Verdict
from tests.bot.ledger.scenes import NOW, a_claim, a_figure, a_statement, a_topic, play
from tests.bot.ledger.test_promises import CLAIMS, LINES

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("print"), st.sampled_from("abc"), st.lists(LINES, max_size=4), st.booleans()),
        st.tuples(st.sampled_from(("reject", "restore")), st.integers(0, 30), st.just(()), st.booleans()),
    ),
    max_size=10,
)


class Ledger:
    """A claim's ledger as articles, their edits and persons make it."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.entries: list[Entry] = []
        self.printed: dict[str, list[Statement]] = {}
        self.versions: dict[str, int] = {}

    def print(self, name: str, lines: Sequence[str], *, fuller: bool = False) -> None:
        """Print an article, or its next version."""
        version = self.versions[name] = self.versions.get(name, 0) + 1
        told = [a_statement(line, "dead", name, version) for line in lines]
        told = [replace(each, outlet="Herald") for each in told]
        topic = a_topic(self.claim)
        if version == 1:
            self.entries += judge_article(told, self.entries, topic, NOW)
        else:
            article = Article(id=name, url="", outlet="Herald", published=NOW, title="", text="", version=version)
            before = self.printed[name]
            self.entries += judge_version(before, told, self.entries, topic, NOW, article=article, fuller=fuller)
        self.printed[name] = told

    def turn(self, turn: Callable[..., Entry | None], number: int) -> None:
        """Let a person reject or restore a statement."""
        if self.entries:
            word = turn(self.entries[number % len(self.entries)], self.entries, NOW)
            self.entries += [word] if word is not None else []


@given(CLAIMS, STEPS)
def test_whatever_articles_edits_and_persons_made_replays_to_itself(
    claim: Claim, steps: list[tuple[str, str | int, list[str], bool]]
) -> None:
    ledger = Ledger(claim)
    for step, what, lines, fuller in steps:
        if isinstance(what, str):
            ledger.print(what, lines, fuller=fuller)
        else:
            ledger.turn(rejection if step == "reject" else restoration, what)
    assert list(replay(claim, ledger.entries)) == []


def a_long_ledger() -> Ledger:
    """Make a ledger with every sort of entry."""
    ledger = Ledger(a_claim(Series.ONE_OFF))
    ledger.print("a", ["1 agency 150", "1 agency about 150", "1 ministry 90"])
    ledger.print("b", ["2 guards at least 300", "2 :Herald dozens"])
    ledger.print("a", ["1 agency 450"])
    ledger.print("c", ["3@3 guards 300 [denied]"])
    ledger.turn(rejection, 3)
    ledger.turn(restoration, 3)
    ledger.print("d", ["4 ministry 120"])
    return ledger


def altered(entry: Entry, **verdict: object) -> Entry:
    """Return the entry with another verdict."""
    return replace(entry, verdict=replace(entry.verdict, **verdict))  # type: ignore[arg-type]  # keys of Verdict


@pytest.mark.parametrize("number", range(len(a_long_ledger().entries)))
@pytest.mark.parametrize(
    "damage",
    [
        {"kind": Kind.CORROBORATION},
        {"rule": "6 new source, meets a standing figure"},
        {"against": ("NOBODY",)},
        {"detail": "made up"},
    ],
    ids=str,
)
def test_an_altered_verdict_is_told_first(number: int, damage: dict[str, object]) -> None:
    ledger = a_long_ledger()
    entries = list(ledger.entries)
    entries[number] = altered(entries[number], **damage)
    found = list(replay(ledger.claim, entries))
    assert found[0].entry == entries[number]


def test_an_altered_figure_is_told_where_it_changes_a_verdict() -> None:
    claim = a_claim(Series.ONE_OFF)
    entries = play(claim, "1 agency 150", "2 agency 150", "3 ministry 90")
    statement = replace(entries[1].statement, figure=a_figure("900"))
    (found,) = replay(claim, [entries[0], replace(entries[1], statement=statement), entries[2]])
    assert found.entry.statement == statement
    assert found.expected is not None
    assert found.expected.rule == Rule.REVISED


def test_entries_that_change_places_are_told() -> None:
    claim = a_claim(Series.ONE_OFF)
    first, second = play(claim, "1 agency 150", "2 agency 450")
    assert list(replay(claim, [second, first]))


def test_a_correction_that_points_elsewhere_is_told() -> None:
    ledger = a_long_ledger()
    number = next(place for place, entry in enumerate(ledger.entries) if entry.verdict.rule == Rule.WITHDRAWN)
    entries = [*ledger.entries]
    entries[number] = replace(entries[number], corrects=None)
    assert "corrects nothing" in next(each.why for each in replay(ledger.claim, entries))


def test_the_replay_says_what_the_rules_expected() -> None:
    claim = a_claim(Series.ONE_OFF)
    (entry,) = play(claim, "1 agency 150")
    (found,) = replay(claim, [altered(entry, kind=Kind.REPEAT)])
    assert found.expected == Verdict(kind=Kind.FIRST, rule=Rule.FIRST)
    assert "repeat" in found.why
