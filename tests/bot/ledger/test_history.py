"""A ledger indexed as it grows says what it says when it is read from the beginning."""

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import alerts_of
from bot.ledger import Histories, History, judge_article, rejection, restoration
from bot.ledger.record import Record
from bot.model import Claim, Entry, Series
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic, play
from tests.bot.ledger.test_promises import ARTICLES, CLAIMS, articles, replay

DEAD, HURT = a_claim(Series.CUMULATIVE, "dead"), a_claim(Series.CUMULATIVE, "hurt", part_of="dead")


def state(record: Record) -> tuple[object, ...]:
    """Return all that a record knows."""
    return (record.empty, record.said, record.standing, record.withdrawn, record.is_disputed())


@given(CLAIMS, ARTICLES)
def test_a_record_that_grew_is_the_record_of_the_whole(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    ledger = replay(claim, articles(told))
    history = History()
    for number, entry in enumerate(ledger, 1):
        history.extend([entry])
        assert state(history.record(claim)) == state(Record(claim, ledger[:number]))


@given(CLAIMS, ARTICLES)
def test_judging_against_a_history_that_grows_gives_the_ledger_that_a_plain_one_gives(
    claim: Claim, told: list[tuple[str, int, list[str]]]
) -> None:
    topic, histories, ledger = a_topic(claim), Histories(room=1000), list[Entry]()
    for statements in articles(told):
        history = histories.of(topic.id, ledger)
        entries = judge_article(statements, history, topic, NOW)
        assert entries == judge_article(statements, list(ledger), topic, NOW)
        assert alerts_of(entries, history, topic) == alerts_of(entries, list(ledger), topic)
        ledger.extend(entries)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=8))
def test_a_person_who_rejects_and_restores_is_heeded(words: list[tuple[int, bool]]) -> None:
    ledger = play(DEAD, "1 mayor 10", "2 mayor 20", "3 union 30", "4 mayor 40", "5 union 25", "6 guards 50")
    said, history = tuple(ledger), History()
    history.extend(ledger)
    for number, is_rejected in words:
        word = (rejection if is_rejected else restoration)(said[number], ledger, NOW)
        ledger.extend([word] if word else [])
        history.extend(ledger[len(history) :])
        assert state(history.record(DEAD)) == state(Record(DEAD, ledger))


def test_what_is_asked_for_is_for_the_caller_to_extend() -> None:
    ledger = play(DEAD, "1 mayor 10")
    history = History(ledger)
    before = state(history.record(DEAD))
    history.record(DEAD).add(play(DEAD, "2 mayor 20")[0])
    assert state(history.record(DEAD)) == before


def entries_on(*lines: tuple[str, str, str]) -> list[Entry]:
    """Judge lines of article, claim and statement, one after another."""
    ledger: list[Entry] = []
    for article, claim, line in lines:
        ledger.extend(judge_article([a_statement(line, claim, article)], ledger, a_topic(DEAD, HURT), NOW))
    return ledger


def test_values_on_record_are_told_once_each_and_teach_nothing_that_is_background() -> None:
    ledger = entries_on(
        ("a", "dead", "1 mayor 10"),
        ("b", "dead", "1 :Herald 10"),
        ("a", "hurt", "1 mayor 7"),
        ("c", "dead", "1 mayor dozens"),
        ("c", "dead", "2 mayor 90 [background]"),
        ("c", "dead", "2 mayor 12"),
    )
    history = History(ledger)
    assert history.values() == {"dead": (10, 12), "hurt": (7,)}
    assert history.values(without="a") == {"dead": (10, 12)}
    assert history.values(without="c") == {"dead": (10,), "hurt": (7,)}
    assert History().values() == {}


def test_entries_are_found_by_claim_article_and_number() -> None:
    ledger = entries_on(("a", "dead", "1 mayor 10"), ("b", "hurt", "1 mayor 10"), ("a", "dead", "2 mayor 20"))
    history = History(ledger)
    assert list(history) == [*history[:2], history[2]] == ledger
    assert History.of(history) is history
    assert history.on_claim("dead") == [ledger[0], ledger[2]]
    assert history.of_article("b") == history.of_article("b") == [ledger[1]]
    assert history.printing({10}) == ledger[:2]
    assert [*history.on_claim("?"), *history.of_article("?"), *history.printing({None, 3})] == []


def test_histories_used_last_are_kept_within_their_room_and_grow_with_their_ledgers() -> None:
    ledger = play(DEAD, "1 mayor 10", "2 mayor 20", "3 mayor 30")
    histories = Histories(room=5)
    first = histories.of("first", ledger[:2])
    assert histories.of("first", ledger) is first
    assert list(first) == ledger
    histories.of("second", ledger)
    assert histories.of("first", ledger) is not first
    long = histories.of("long", ledger * 3)
    assert histories.of("long", ledger * 3) is long


def test_another_ledger_is_never_taken_for_the_one_that_was_kept() -> None:
    one, other = play(DEAD, "1 mayor 10", "2 mayor 20"), play(DEAD, "1 mayor 10", "2 mayor 20", "3 mayor 30")
    histories = Histories(room=100)
    for ledger in (one, other, one[:1], [], one):
        assert list(histories.of("topic", ledger)) == ledger
