"""Two versions of an article are read alike, and an edit of a number keeps its claim and source."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.files.topics import load_topics
from bot.model import Article, Entry, Kind
from bot.steps import Steps, make_steps
from tests.doubles.newsdesk import STORM
from tests.newsroom import NOW

TOLL = "The storm killed {} people, the disaster agency said on Thursday."


@pytest.fixture
def steps(tmp_path: Path) -> Steps:
    (tmp_path / "storm.yaml").write_text(STORM)
    return make_steps(load_topics(tmp_path))


def an_article(text: str, version: int = 1) -> Article:
    return Article(
        id="storm", url="", outlet="Herald", published=NOW, title="Storm in the north", text=text, version=version
    )


def first(steps: Steps, text: str) -> tuple[Entry, ...]:
    """Read a first version, and return the ledger it leaves."""
    return steps.analyse(steps.read(an_article(text), "en"), "storm", (), NOW).entries


def edited(steps: Steps, before: str, after: str, history: Sequence[Entry], *, fuller: bool = False) -> list[Entry]:
    """Read both versions, and return what the second adds to the ledger."""
    new = an_article(after, 2)
    printed = steps.find(new, an_article(before), {"storm": steps.on_record("storm", history, new.id)})
    return list(steps.revise(printed["storm"], new, "storm", history, NOW, fuller).entries)


@pytest.mark.parametrize("number", ["450", "12", "9,000", "1.5 million"])
def test_only_the_number_changes(steps: Steps, number: str) -> None:
    history = first(steps, TOLL.format(150))
    (entry,) = edited(steps, TOLL.format(150), TOLL.format(number), history)
    before = history[0].statement
    assert (entry.statement.claim, entry.statement.source) == (before.claim, before.source)
    assert entry.verdict.kind is Kind.REVISION
    assert entry.statement.quote == TOLL.format(number)
    assert entry.statement.id != before.id


def test_a_text_read_again_as_it_was_changes_nothing(steps: Steps) -> None:
    text = f"{TOLL.format(150)}\n{TOLL.format(150).replace('disaster agency', 'health ministry')}"
    assert edited(steps, text, text, first(steps, text)) == []


def test_a_version_before_that_nobody_read_leaves_everything_new(steps: Steps) -> None:
    new = an_article(TOLL.format(150), 2)
    printed = steps.find(new, None, {"storm": {}})["storm"]
    fuller = False
    entries = steps.revise(printed, new, "storm", (), NOW, fuller).entries
    assert [entry.verdict.kind for entry in entries] == [Kind.FIRST]


def test_what_a_fuller_text_lacks_was_not_dropped(steps: Steps) -> None:
    history = first(steps, TOLL.format(150))
    assert edited(steps, TOLL.format(150), "A storm is over the north.", history, fuller=True) == []
    dropped = edited(steps, TOLL.format(150), "A storm is over the north.", history)
    assert [entry.verdict.kind for entry in dropped] == [Kind.WITHDRAWN]
