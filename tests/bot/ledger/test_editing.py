"""A new version of an article is judged by what changes in its figures."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.ledger import Rule, judge_version, standing
from bot.model import Article, Claim, Entry, Kind, Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic, play

TOLL = a_claim(Series.CUMULATIVE)
ESCAPED = a_claim(Series.ONE_OFF)
HELD = a_claim(Series.STOCK)
EVERY_SERIES = [TOLL, ESCAPED, HELD]


class Page:
    """An article that is edited, and the ledger it leaves."""

    def __init__(self, claim: Claim, *earlier: str) -> None:
        self.claim = claim
        self.history: tuple[Entry, ...] = tuple(play(claim, *earlier))
        self.printed: list[Statement] = []
        self.version = 0

    def prints(self, *lines: str, fuller: bool = False) -> list[tuple[Kind, str]]:
        """Print a version with these figures; return what became of the changes."""
        return [(entry.verdict.kind, entry.verdict.rule) for entry in self.edit(*lines, fuller=fuller)]

    def edit(self, *lines: str, fuller: bool = False) -> Sequence[Entry]:
        """Print a version with these figures; return what enters the ledger."""
        self.version += 1
        printed = [a_statement(line, article="page", version=self.version) for line in lines]
        printed = [replace(statement, outlet="Herald") for statement in printed]
        article = Article(id="page", url="", outlet="Herald", published=NOW, title="", text="", version=self.version)
        entries = judge_version(
            self.printed, printed, self.history, a_topic(self.claim), NOW, article=article, fuller=fuller
        )
        self.history += entries
        self.printed = printed
        return entries

    def stands(self) -> dict[str, str]:
        """Return each source's standing figure as printed."""
        return {source: said.figure.surface for source, said in standing(self.history, self.claim).items()}


@pytest.mark.parametrize("claim", EVERY_SERIES)
@pytest.mark.parametrize(("before", "after"), [("150", "450"), ("450", "150"), ("150", "over 450")])
@pytest.mark.parametrize("source", ["agency", ":Herald"])
def test_a_changed_number_by_the_same_source_is_a_revision(claim: Claim, before: str, after: str, source: str) -> None:
    page = Page(claim)
    page.prints(f"1 {source} {before}")
    (entry,) = page.edit(f"1 {source} {after}")
    assert (entry.verdict.kind, entry.verdict.rule) == (Kind.REVISION, Rule.EDITED)
    assert entry.verdict.against == (page.history[0].statement.id,)
    assert list(page.stands().values()) == [after]


@pytest.mark.parametrize("claim", EVERY_SERIES)
def test_a_version_with_the_same_figures_adds_nothing(claim: Claim) -> None:
    page = Page(claim)
    page.prints("1 agency 150", "1 :Herald at least 80")
    assert page.prints("1 :Herald at least 80", "1 agency 150") == []


def test_one_of_two_equal_figures_may_go_in_silence() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150", "1 agency 150")
    assert page.prints("1 agency 150") == []


@pytest.mark.parametrize("claim", EVERY_SERIES)
def test_a_figure_that_is_gone_is_withdrawn_by_the_outlet(claim: Claim) -> None:
    page = Page(claim)
    page.prints("1 agency 150", "1 ministry 149")
    assert page.prints("1 agency 150") == [(Kind.WITHDRAWN, Rule.DROPPED)]
    assert page.stands() == {"agency": "150"}


def test_the_second_figure_of_a_source_is_withdrawn_where_its_first_stays() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    page.prints("1 agency 150", "1 agency 450")
    assert page.prints("1 agency 150") == [(Kind.WITHDRAWN, Rule.DROPPED)]
    assert page.stands() == {"agency": "150"}


def test_a_page_read_in_full_after_its_summary_withdraws_nothing() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 1,500")
    assert page.prints("1 ministry 1,499", fuller=True) == [(Kind.CORROBORATION, Rule.CORROBORATED)]
    assert page.stands() == {"agency": "1,500", "ministry": "1,499"}


def test_an_edit_that_is_undone_stands_again() -> None:
    """A watcher that only asks whether it has seen a text would be silent on the third version."""
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    page.prints("1 agency 450")
    assert page.prints("1 agency 150") == [(Kind.REINSTATED, Rule.EDITED_BACK)]
    assert page.stands() == {"agency": "150"}


def test_a_figure_that_was_dropped_and_is_printed_again_is_only_noted() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    page.prints()
    assert page.prints("1 agency 150") == [(Kind.NOTE, Rule.PRINTED_AGAIN)]
    assert page.stands() == {"agency": "150"}


@pytest.mark.parametrize("claim", [TOLL, HELD])
def test_a_figure_that_the_new_text_dates_later_is_an_update(claim: Claim) -> None:
    page = Page(claim)
    page.prints("1 agency 150")
    assert [kind for kind, _ in page.prints("1@3 agency 450")] == [Kind.UPDATE]


def test_an_edit_does_not_outdate_what_the_source_has_said_since() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    page.history = (*page.history, *play(ESCAPED, "5@4 agency 450")[:1])
    assert [kind for kind, _ in page.prints("1 agency 160")] == [Kind.STALE]


def test_an_edit_that_catches_up_with_what_its_source_says_elsewhere_is_a_repeat() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    page.history = (*page.history, *play(ESCAPED, "5@4 agency 450")[:1])
    assert [kind for kind, _ in page.prints("1@4 agency 450")] == [Kind.REPEAT]


def test_a_hedge_that_changes_is_recorded_in_silence() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency about 150")
    assert [kind for kind, _ in page.prints("1 agency 150")] == [Kind.REPEAT]


def test_what_only_stands_beside_the_text_is_no_edit() -> None:
    """Links and captions change with every look at a page."""
    page = Page(ESCAPED)
    page.prints("1 agency 150", "1 guards 1,500 [background]")
    assert page.prints("1 agency 150", "1 guards 2,500 [background]") == []


def test_a_source_that_takes_its_figure_back_in_a_new_version_is_an_alert_of_its_own() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    assert page.prints("1 agency 150 [denied]") == [(Kind.WITHDRAWN, Rule.WITHDRAWN)]


def test_a_figure_added_beside_those_that_stay_is_judged_like_any_other() -> None:
    page = Page(ESCAPED)
    page.prints("1 agency 150")
    assert [kind for kind, _ in page.prints("1 agency 150", "1 ministry 450")] == [Kind.CONFLICT]
