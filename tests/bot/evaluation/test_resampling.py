"""Intervals tell how far a score may be chance."""

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import Scores, Tally, intervals, mean, together


def article(right: int, false: int = 0, missed: int = 0) -> Scores:
    return Scores(statements=Tally(right=right, false=false, missed=missed))


ARTICLES = st.lists(st.builds(article, *[st.integers(0, 9)] * 3), min_size=1, max_size=8)


def test_articles_that_are_all_alike_leave_nothing_to_chance() -> None:
    found = intervals([[article(3, 1)] * 9])["statements"]

    assert found["precision"] == (0.75, 0.75)
    assert found["recall"] == (1.0, 1.0)


def test_fewer_articles_tell_less() -> None:
    few, many = (intervals([[article(4), article(0, 4)] * times])["statements"]["precision"] for times in (3, 60))

    assert many[1] - many[0] < few[1] - few[0]
    assert many[0] < 0.5 < many[1]


def test_each_event_weighs_the_same_whatever_its_size() -> None:
    small, large = [article(1)], [article(0, 1)] * 50

    assert intervals([small, large])["statements"]["precision"] == (0.5, 0.5)


def test_steps_where_nothing_happened_have_no_interval() -> None:
    assert set(intervals([[article(1)]])) == {"statements"}
    assert intervals([]) == intervals([[]]) == {}


@given(st.lists(ARTICLES, min_size=1, max_size=3))
def test_intervals_are_rates_and_the_same_each_time(events: list[list[Scores]]) -> None:
    found = intervals(events, resamples=40)

    assert found == intervals(events, resamples=40)
    for low, high in (bounds for step in found.values() for bounds in step.values()):
        assert 0 <= low <= high <= 1
    score = mean(together(articles).statements.f1 for articles in events)
    assert score is None or "f1" in found["statements"]
