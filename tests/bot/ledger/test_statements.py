"""Before judging: what one source says twice in one article is one statement, and nothing is lost."""

from datetime import date

from bot.ledger import Rule, consolidate, judge_article
from bot.model import Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_topic, articles, kinds, play

CLAIM = a_claim(Series.ONE_OFF)


def surfaces(*lines: str) -> list[str]:
    """Return what is left of one article's statements."""
    return [statement.figure.surface for statement in consolidate(article(*lines), CLAIM)]


def article(*lines: str) -> list[Statement]:
    """Read the lines as one article."""
    return articles([lines[0], *(f"+ {line}" for line in lines[1:])])[0]


def test_wordings_that_meet_are_one_statement_in_the_most_precise_wording() -> None:
    assert surfaces("1 us over 150", "1 us 150", "1 us about 150") == ["150"]


def test_the_text_speaks_before_the_title() -> None:
    kept = consolidate(article("1 us 150 [title]", "1 us 150"), CLAIM)
    assert [statement.field for statement in kept] == ["text"]


def test_a_precise_title_is_kept_where_the_text_is_looser() -> None:
    assert surfaces("1 us at least 36", "1 us 36 [title]") == ["36"]


def test_sources_are_never_merged() -> None:
    assert surfaces("1 us 150", "1 iraq 150", "1 :Herald 150") == ["150", "150", "150"]


def test_figures_that_do_not_meet_stay_apart() -> None:
    assert surfaces("1 un at least 100,000", "1 un over 300,000", "1 un 310,000") == ["at least 100,000", "310,000"]


def test_two_days_are_two_statements() -> None:
    assert surfaces("5@3 mayor at least 24", "5@4 mayor at least 29") == ["at least 24", "at least 29"]


def test_background_and_vague_words_are_left_alone() -> None:
    assert surfaces("1 us 150", "1 us 150 [background]", "1 us dozens", "1 us dozens") == ["150", "150", "dozens"]


def test_the_day_that_one_wording_gives_holds_for_all() -> None:
    kept = consolidate(article("5 us 150 [title]", "5@3 us over 150"), CLAIM)
    assert [(statement.figure.surface, statement.as_of, statement.dated) for statement in kept] == [
        ("150", date(2026, 1, 3), True)
    ]


def test_wordings_merged_away_are_recorded_and_weigh_nothing() -> None:
    """The loose title meets 2,562: had it counted as superseded, that number would pass for an old one."""
    entries = play(
        a_claim(Series.CUMULATIVE),
        "1 ministry 2,059",
        "+ 1 ministry over 2,000 [title]",
        "2 ministry 2,501",
        "2 tv 2,562",
    )
    assert kinds(entries) == ["first", "repeat", "update", "conflict"]
    assert entries[1].verdict.rule == Rule.MERGED
    assert entries[1].verdict.against == (entries[0].statement.id,)


def test_later_statements_of_an_article_see_earlier_ones() -> None:
    entries = play(CLAIM, "1 mayor 120", "+ 1 guards 1,500")
    assert kinds(entries) == ["first", "conflict"]


def test_claims_of_one_article_do_not_see_each_other() -> None:
    other = a_claim(Series.ONE_OFF, "hurt")
    told = [*articles(["1 mayor 120"], "dead")[0], *articles(["1 mayor 300"], "hurt")[0]]
    assert kinds(judge_article(told, (), a_topic(CLAIM, other), NOW)) == ["first", "first"]
