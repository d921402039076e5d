"""What holds for any statements in any order."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import alerts_of
from bot.ledger import current, interval, judge, judge_article, meets, source_key, standing
from bot.ledger.rules import Rule
from bot.model import Alert, AlertLevel, Claim, Entry, Kind, Series, Statement
from tests.bot.ledger.scenes import NOW, a_claim, a_figure, a_statement, a_topic

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


@given(CLAIMS, FIGURES, FIGURES)
def test_intervals_meet_either_way_round_and_every_figure_meets_itself(claim: Claim, one: str, other: str) -> None:
    spans = interval(a_figure(one), claim), interval(a_figure(other), claim)
    assert meets(*spans) == meets(*reversed(spans))
    assert meets(spans[0], spans[0])


@given(CLAIMS, ARTICLES, st.randoms(use_true_random=False))
def test_the_order_in_which_an_articles_statements_are_handed_in_changes_nothing(
    claim: Claim, told: list[tuple[str, int, list[str]]], chance: Random
) -> None:
    versions = articles(told)
    shuffled = [chance.sample(statements, len(statements)) for statements in versions]
    assert replay(claim, versions) == replay(claim, shuffled)


@given(CLAIMS, ARTICLES)
def test_the_statements_of_a_ledger_judged_anew_in_stored_order_give_the_same_ledger(
    claim: Claim, told: list[tuple[str, int, list[str]]]
) -> None:
    """As stored: dated by their first printing, and in the wording that was kept."""
    versions = articles(told)
    ledger = replay(claim, versions)
    place = {statement.id: number for number, statements in enumerate(versions) for statement in statements}
    stored: list[list[Statement]] = [[] for _ in versions]
    for entry in ledger:
        if entry.statement.id in place:
            stored[place[entry.statement.id]].append(entry.statement)
    assert replay(claim, stored) == ledger


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


TOLD_ONCE = st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=6).map(
    lambda told: [(f"a{number}", 1, lines) for number, lines in enumerate(told)]
)
"""Articles without later versions: a figure that others repeat outlives the article that drops it."""


@given(CLAIMS, TOLD_ONCE, st.lists(LINES, min_size=1, max_size=3), st.data())
def test_a_repeat_changes_no_later_alert(
    claim: Claim, told: list[tuple[str, int, list[str]]], last: list[str], data: st.DataObject
) -> None:
    """A repeat of the same day: a later one tells that the figure still stood then, which may be news to others."""
    history = replay(claim, articles(told))
    stands = standing(history, claim)
    if not stands:
        return
    statement = data.draw(st.sampled_from(list(stands.values())))
    repeat = judge_article([replace(statement, id="again", article="again")], history, a_topic(claim), NOW)
    assert [entry.verdict.kind for entry in repeat] == [Kind.REPEAT]
    (news,) = articles([("last", 1, last)])
    assert alerts(news, history, claim) == alerts(news, [*history, *repeat], claim)


def alerts(statements: list[Statement], history: list[Entry], claim: Claim) -> list[tuple[object, ...]]:
    """Return what is alerted, in all that a reader sees; which printing of a figure is cited may differ."""
    topic = a_topic(claim)
    found = alerts_of(judge_article(statements, history, topic, NOW), history, topic)
    return [(alert.kind, alert.level, alert.verdict.rule, alert.verdict.detail, *said(alert)) for alert in found]


def said(alert: Alert) -> list[tuple[str, str]]:
    """Return the figures of an alert with their sources."""
    return [(each.figure.surface, source_key(each)) for each in (alert.statement, *alert.against)]


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
