"""Figures that are taken back: by their source, or by a later version of an article."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.ledger import Rule, current, judge_article, standing
from bot.model import Article, Entry, Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic, kinds, play

TOLL = a_claim(Series.CUMULATIVE)
ESCAPED = a_claim(Series.ONE_OFF)


def judged(history: Sequence[Entry], *statements: Statement) -> tuple[Entry, ...]:
    """Judge statements of one article against a history of the toll."""
    return judge_article(statements, history, a_topic(TOLL), NOW)


def test_a_toll_is_withdrawn_and_reinstated() -> None:
    """The Philippine toll that the AP wrote up: the higher number was taken back, then confirmed by a spokesman."""
    entries = play(
        TOLL,
        "1 agency/AP 2,357",
        "2 agency/AP 4,460",
        "3 agency/AP 4,460 [denied]",
        "4 agency/Post 4,460",
        "4@3 agency/Post 4,460",
        "4@3 agency/Post 4,460 [denied]",
        "6@5 agency/AP 4,460",
        "7 agency/Post 4,460",
    )
    assert [entry.verdict.kind for entry in entries[:3]] == ["first", "update", "withdrawn"]
    assert [(entry.verdict.kind, entry.verdict.rule) for entry in entries[3:]] == [
        ("stale", Rule.STILL_PRINTED),
        ("stale", Rule.STILL_PRINTED),
        ("repeat", Rule.WITHDRAWN_AGAIN),
        ("reinstated", Rule.STANDS_AGAIN),
        ("repeat", Rule.REPEATED),
    ]
    stands = [
        {source: said.figure.surface for source, said in standing(entries[:length], TOLL).items()}
        for length in range(1, 9)
    ]
    tolls = ("2,357", "4,460", "2,357", "2,357", "2,357", "2,357", "4,460", "4,460")
    assert stands == [{"agency": toll} for toll in tolls]


def test_what_stands_again_is_told_first_after_what_was_withdrawn() -> None:
    entries = play(TOLL, "1 agency 2,357", "1 :Herald 2,400", "2 agency 4,460", "3 agency 4,460 [denied]")
    by_id = {entry.statement.id: entry.statement.figure.surface for entry in entries}
    assert [by_id[compared] for compared in entries[-1].verdict.against] == ["4,460", "2,357", "2,400"]
    assert entries[-1].verdict.detail == "stands again"
    assert entries[-1].corrects == entries[2].statement.id


def test_a_withdrawal_takes_back_every_printing() -> None:
    entries = play(TOLL, "1 agency 2,357", *(f"{day} agency 4,460" for day in (2, 3, 4)), "5 agency 4,460 [denied]")
    assert [said.figure.surface for said in current(entries, TOLL)] == ["2,357"]


@pytest.mark.parametrize("series", [Series.CUMULATIVE, Series.ONE_OFF, Series.STOCK])
def test_the_only_figure_taken_back_is_no_first_figure_where_it_lingers_and_none_when_it_returns(
    series: Series,
) -> None:
    claim = a_claim(series)
    entries = play(claim, "1 agency 4,460", "2 agency 4,460 [denied]", "3 agency/Post 4,460")
    assert kinds(entries) == ["first", "withdrawn", "stale"]
    assert not standing(entries, claim)
    again = play(claim, "1 agency 4,460", "2 agency 4,460 [denied]", "3 agency/Post 4,460", "5@4 agency 4,460")
    assert kinds(again)[-1] == "reinstated"
    assert again[-1].verdict.against == (again[1].statement.id,)
    assert set(standing(again, claim)) == {"agency"}


def test_a_copy_that_lingers_does_not_bring_back_what_was_taken_back() -> None:
    """Whatever else its source gives up later."""
    entries = play(
        ESCAPED,
        "1 agency 120",
        "2 agency 400",
        "3 agency 400 [denied]",
        "3 agency/Post 400",
        "4 agency 120 [denied]",
        "5 mayor 400",
    )
    assert kinds(entries)[2:] == ["withdrawn", "stale", "withdrawn", "first"]
    assert set(standing(entries, ESCAPED)) == {"mayor"}


def test_nobody_takes_back_the_figure_of_another() -> None:
    entries = play(ESCAPED, "1 guards 1,500", "2 ministry 1,500 [denied]")
    assert kinds(entries) == ["first", "background"]
    assert set(standing(entries, ESCAPED)) == {"guards"}


def test_to_deny_more_than_a_number_is_to_stand_by_it() -> None:
    entries = play(ESCAPED, "1 ministry 120", "2 ministry over 120 [denied]", "3 ministry 1,500 [denied]")
    assert kinds(entries) == ["first", "background", "background"]


def test_a_source_may_take_back_an_open_figure_in_its_own_wording() -> None:
    assert kinds(play(TOLL, "1 front over 400", "2 front over 400 [denied]")) == ["first", "withdrawn"]


def test_a_withdrawn_figure_is_free_for_others_to_give() -> None:
    entries = play(TOLL, "1 agency 2,357", "2 agency 4,460", "3 agency 4,460 [denied]", "4 mayor 4,460")
    assert kinds(entries)[-1] == "update"


def first_printing(line: str = "1 mayor 154") -> tuple[Statement, tuple[Entry, ...]]:
    """Return an article's first version and what came of it."""
    statement = a_statement(line, article="live")
    return statement, judged((), statement)


def new_version(line: str) -> Statement:
    """Return a statement of the article's second version."""
    return a_statement(line, article="live", version=2)


def test_a_figure_that_a_later_version_drops_is_withdrawn_by_the_outlet_alone() -> None:
    statement, history = first_printing()
    dropped, corrected = judged(history, new_version("1 ministry 139"))
    assert (dropped.verdict.kind, dropped.verdict.rule) == ("withdrawn", Rule.DROPPED)
    assert dropped.corrects == statement.id
    assert dropped.statement.id != statement.id
    assert corrected.verdict.kind == "first"
    assert set(standing((*history, dropped, corrected), TOLL)) == {"ministry"}


def test_a_version_without_any_figure_drops_them_all() -> None:
    statement, history = first_printing()
    article = Article(
        id="live", url=statement.url, outlet=statement.outlet, published=NOW, title="", text="", version=2
    )
    entries = judge_article((), history, a_topic(TOLL), NOW, article=article)
    assert kinds(entries) == ["withdrawn"]
    assert not standing((*history, *entries), TOLL)
    assert judge_article((), (*history, *entries), a_topic(TOLL), NOW, article=replace(article, version=3)) == ()


def test_a_source_that_moves_on_within_an_article_has_not_dropped_anything() -> None:
    _, history = first_printing("1 mayor at least 24")
    assert kinds(judged(history, new_version("1 mayor at least 29"))) == ["update"]


def test_a_new_version_may_revise_what_its_outlet_said_in_its_own_voice() -> None:
    _, history = first_printing("1 :Herald 820")
    assert kinds(judged(history, new_version("2 :Herald 296"))) == ["revision"]


def test_a_figure_that_others_print_too_outlives_its_article() -> None:
    _, history = first_printing("1 mayor 154")
    history = (*history, *judged(history, a_statement("2 mayor 154")))
    entries = judged(history, new_version("3 ministry 160"))
    assert kinds(entries) == ["withdrawn", "update"]
    assert set(standing((*history, *entries), TOLL)) == {"mayor", "ministry"}


def test_a_new_version_inherits_the_day_of_its_first_printing() -> None:
    """An edit on the 5th of what was printed on the 1st does not outdate what the mayor said on the 3rd."""
    _, history = first_printing("1 mayor 53")
    history = (*history, *judged(history, a_statement("4@3 mayor 93")))
    (edited,) = judged(history, replace(new_version("5 mayor 53"), quote="changed"))
    assert edited.statement.as_of == history[0].statement.as_of
    assert edited.verdict.kind == "stale"


def test_a_copy_inherits_the_day_of_its_first_printing() -> None:
    original = replace(a_statement("1 mayor 53"), quote="The same words.")
    copy = replace(a_statement("9 mayor 53"), quote="The same words.")
    history = judged((), original)
    assert judged(history, copy)[0].statement.as_of == original.as_of
