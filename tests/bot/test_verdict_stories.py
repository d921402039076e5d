"""Edge cases of the desk rules as articles tell them: read, matched and judged."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.topics import load_topics
from bot.analysis import News
from bot.model import AlertLevel, Article, Entry, Kind, Statement, Unmatched
from bot.steps import Steps, make_steps

FLOOD = """
topic: flood
about: [[flood]]
sources:
  agency: {name: Disaster agency, aliases: [disaster agency]}
  government: {name: The government, aliases: [interior ministry, health ministry, government]}
  mayor: {name: Mayor of Sarn, aliases: [mayor]}
claims:
  - {id: dead, title: Dead, question: How many people did the flood kill?, counts: [person], event: [kill, die],
     series: cumulative, key: true}
  - {id: children, title: Children dead, question: How many children did the flood kill?, counts: [child],
     event: [kill, die], series: cumulative, part_of: dead}
  - {id: shelters, title: Shelters, question: How many shelters are open?, counts: [shelter], event: [open],
     series: stock, unit: shelters}
  - {id: swept, title: Cars swept away, question: How many cars were swept away?, counts: [car],
     event: [sweep away], unit: cars}
"""
SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
Told = tuple[int, str]
"""Day of March, and the text of an article of that day."""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    folder = tmp_path_factory.mktemp("topics")
    (folder / "flood.yaml").write_text(FLOOD)
    return make_steps(load_topics(folder))


def arrived(steps: Steps, *told: Told) -> list[News]:
    """Let articles of different outlets arrive into an empty ledger."""
    history: list[Entry] = []
    news = []
    for number, (day, text) in enumerate(told):
        printed = SUNDAY + timedelta(days=day - 1)
        article = Article(
            id=f"a{number}", url="", outlet=f"Outlet {number}", published=printed, title="Flood in Sarn", text=text
        )
        news.append(steps.analyse(steps.read(article, "en"), "flood", history, printed))
        history.extend(news[-1].entries)
    return news


def alerted(news: Sequence[News]) -> list[list[Kind]]:
    """Return the kinds of what interrupts, an article a list."""
    return [[alert.kind for alert in each.alerts if alert.level is AlertLevel.ALERT] for each in news]


def notes(news: Sequence[News]) -> list[str]:
    """Return how the notes are worded."""
    return [alert.verdict.detail for each in news for alert in each.alerts if alert.level is AlertLevel.NOTE]


TOLL = "The flood killed {} people, the disaster agency said."
CARS = "The flood swept away {} cars, {}."


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        pytest.param(
            (
                (1, TOLL.format("2,357")),
                (2, TOLL.format("4,460")),
                (3, "The disaster agency denied that the flood killed 4,460 people."),
                (3, TOLL.format("4,460")),
                (5, "The flood killed 4,460 people, the disaster agency said on Thursday."),
            ),
            [[Kind.FIRST], [Kind.UPDATE], [Kind.WITHDRAWN], [], [Kind.REINSTATED]],
            id="withdrawn, still printed, reinstated",
        ),
        pytest.param(
            ((1, TOLL.format("115")), (2, TOLL.format("97")), (2, TOLL.format("97")), (4, TOLL.format("101"))),
            [[Kind.FIRST], [Kind.REVISION], [], [Kind.UPDATE]],
            id="corrected downwards, and on from there",
        ),
        pytest.param(
            (
                (1, CARS.format(120, "the mayor said")),
                (2, CARS.format(190, "the mayor said on Monday")),
                (3, "The mayor said the flood swept away 120 cars."),
                (4, CARS.format(120, "the mayor said on Wednesday")),
            ),
            [[Kind.FIRST], [Kind.REVISION], [], [Kind.REINSTATED]],
            id="reverts on a later day",
        ),
        pytest.param(
            (
                (1, CARS.format(120, "the interior ministry said")),
                (1, CARS.format(200, "the health ministry said")),
                (3, CARS.format(120, "the interior ministry said on Tuesday")),
                (4, CARS.format(200, "the health ministry said on Wednesday")),
                (5, CARS.format(120, "the interior ministry said on Thursday")),
            ),
            [[Kind.FIRST], [Kind.REVISION], [Kind.REINSTATED], [], []],
            id="two offices of one government",
        ),
    ],
)
def test_what_interrupts_the_desk(steps: Steps, told: Sequence[Told], kinds: list[list[Kind]]) -> None:
    assert alerted(arrived(steps, *told)) == kinds


def test_a_falling_count_is_worded_as_lower(steps: Steps) -> None:
    _, lower = arrived(steps, (1, TOLL.format("115")), (2, TOLL.format("97")))
    assert [entry.verdict.detail for entry in lower.entries] == ["lower"]


def test_a_toll_that_is_the_number_of_shelters_is_noted(steps: Steps) -> None:
    shelters = "Some 4,460 shelters are open, the disaster agency said."
    assert notes(arrived(steps, (1, shelters), (2, TOLL.format("4,460")), (2, TOLL.format("4,460")))) == [
        "same number under Shelters"
    ]


def test_a_part_above_its_whole_is_noted_and_is_no_conflict(steps: Steps) -> None:
    news = arrived(steps, (1, "The flood killed 61 children, the mayor said."), (1, TOLL.format("40")))
    assert alerted(news) == [[Kind.FIRST], [Kind.FIRST]]
    assert notes(news) == ["less than its part: Children dead"]


NUMBERS = st.sampled_from(
    ("12", "some 40", "at least 1,500", "80 to 150", "dozens of", "no", "3.5 million", "2019", "-7")
)
FRAGMENTS = (
    "The flood killed {} people, the mayor said.",
    "{} children died, including {} of one family.",
    "Of {} shelters {} are open; the toll rose from {} to {}, the disaster agency said on Monday.",
    "The government denied that {} cars were swept away.",
    "It cost $ {} m, or {} per cent, in {}.",
    "{}, {} and {}!",
    "“{}",
)
TEXTS = st.lists(
    st.sampled_from(FRAGMENTS).flatmap(
        lambda fragment: st.tuples(*[NUMBERS] * fragment.count("{}")).map(lambda numbers: fragment.format(*numbers))
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_every_figure_ends_with_a_verdict_or_a_reason(steps: Steps, texts: list[str]) -> None:
    for news in arrived(steps, *enumerate(texts, 1)):
        judged = [entry.statement.id for entry in news.entries]
        stated = [found.result.id for found in news.found if isinstance(found.result, Statement)]
        left = [found.result.reason for found in news.found if isinstance(found.result, Unmatched)]
        assert sorted(judged) == sorted(stated)
        assert all(entry.verdict.rule for entry in news.entries)
        assert all(left)
        assert len(stated) + len(left) == len(news.found)
