"""What holds for any statements in any order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import alerts_of
from bot.ledger import current, judge, judge_article, source_key, standing
from bot.ledger.rules import Rule
from bot.model import AlertLevel, Claim, Entry, Kind, Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic

NUMBERS = st.sampled_from(("0", "1", "5", "10", "12", "100", "101", "120", "137", "1,500", "24,000"))
FIGURES = st.one_of(
    st.builds("{} {}".format, st.sampled_from(("about", "over", "at least", "under", "up to", "nearly")), NUMBERS),
    NUMBERS,
    st.sampled_from(("dozens", "80 to 150", "100 to 100", "thousands")),
)
SOURCES = st.sampled_from(("mayor", "ministry", "guards", ":Herald", ":Post", "mayor/Herald"))
FLAGS = st.sampled_from(("", "", "", " [denied]", " [planned]", " [background]", " [title]", " [estimate]"))
DAYS = st.sampled_from(("1", "2", "3", "12", "4@1", "4@3", "12@2", "13@12"))
LINES = st.builds("{} {} {}{}".format, DAYS, SOURCES, FIGURES, FLAGS)
CLAIMS = st.builds(a_claim, st.sampled_from(Series))
ARTICLES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.lists(LINES, max_size=4)), max_size=8)


def articles(told: list[tuple[str, int, list[str]]]) -> list[list[Statement]]:
    """Make article versions of the drawn lines."""
    return [[a_statement(line, "dead", name, version) for line in lines] for name, version, lines in told]


def replay(claim: Claim, versions: list[list[Statement]]) -> list[Entry]:
    """Judge the versions in order from an empty ledger."""
    history: list[Entry] = []
    for statements in versions:
        history.extend(judge_article(statements, history, a_topic(claim), NOW))
    return history


@given(CLAIMS, ARTICLES)
def test_every_statement_gives_exactly_one_entry(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    versions = articles(told)
    entries = replay(claim, versions)
    recorded = [entry.statement.id for entry in entries if entry.verdict.rule != Rule.DROPPED]
    assert sorted(recorded) == sorted(statement.id for statements in versions for statement in statements)
    assert len({entry.statement.id for entry in entries}) == len(entries)


@given(CLAIMS, ARTICLES)
def test_replaying_the_same_history_gives_the_same_verdicts(
    claim: Claim, told: list[tuple[str, int, list[str]]]
) -> None:
    versions = articles(told)
    assert replay(claim, versions) == replay(claim, versions)


@given(CLAIMS, ARTICLES)
def test_verdicts_name_only_statements_on_record(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    seen: set[str] = set()
    history: list[Entry] = []
    for statements in articles(told):
        entries = judge_article(statements, history, a_topic(claim), NOW)
        seen |= {entry.statement.id for entry in entries}
        assert all(compared in seen for entry in entries for compared in entry.verdict.against)
        history.extend(entries)


@given(CLAIMS, ARTICLES, st.data())
def test_what_a_source_stands_by_is_never_news_when_it_is_said_again(
    claim: Claim, told: list[tuple[str, int, list[str]]], data: st.DataObject
) -> None:
    history = replay(claim, articles(told))
    stands = standing(history, claim)
    if not stands:
        return
    statement = data.draw(st.sampled_from(list(stands.values())))
    again = replace(statement, id="again", article="again", published=NOW)
    assert judge(again, history, claim).kind in {Kind.REPEAT, Kind.STALE}
    entries = judge_article([again], history, a_topic(claim), NOW)
    assert not [alert for alert in alerts_of(entries, history, a_topic(claim)) if alert.level is AlertLevel.ALERT]


@given(CLAIMS, ARTICLES)
def test_an_article_alerts_a_claim_at_most_once(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    history: list[Entry] = []
    for statements in articles(told):
        entries = judge_article(statements, history, a_topic(claim), NOW)
        assert len(alerts_of(entries, history, a_topic(claim))) <= 1
        history.extend(entries)


@given(CLAIMS, ARTICLES)
def test_current_figures_are_one_a_source(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    history = replay(claim, articles(told))
    shown = current(history, claim)
    assert len({source_key(statement) for statement in shown}) == len(shown)
    assert {statement.id for statement in shown} == {said.id for said in standing(history, claim).values()}
