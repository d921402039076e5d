"""One article and one topic: read, match, judge, alert."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.files.articles import load_articles
from adapters.files.topics import load_topic
from bot.analysis import News, Watch, analyse, find, known_from, sources_of, watch
from bot.matching.record import Known
from bot.model import Article, Entry, Kind, Reading, Statement, Topic, Unmatched
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read
from bot.steps import make_steps
from tests.newsroom import entry, statement

SEEDS = Path(__file__).parents[2] / "seeds"
TOPICS = ("isis-detainees-syria-iraq", "earthquake-mirvan")
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
FIRST = "At least 24 people were killed by the earthquake, the interior ministry said on Saturday."
THEN = "The earthquake killed at least 61 people, the interior ministry said on Saturday."
REBELS = "More than 400 people died in the earthquake, the Mirvan Liberation Front said on Saturday."


def topic(name: str) -> Topic:
    return load_topic(SEEDS / f"topics/{name}.yaml")


@pytest.fixture(scope="module")
def quake() -> Watch:
    return watch(topic("earthquake-mirvan"), ENGLISH)


def reading(text: str, name: str = "a1", hours: int = 0) -> Reading:
    printed = NOW + timedelta(hours=hours)
    article = Article(
        id=name, url=f"https://news.example/{name}", outlet="Herald", published=printed, title="", text=text
    )
    return read(article, ENGLISH)


def arrived(watched: Watch, *texts: str) -> list[News]:
    """Let articles arrive into an empty ledger, an hour apart."""
    history: list[Entry] = []
    news = []
    for hour, text in enumerate(texts):
        news.append(analyse(reading(text, f"a{hour}", hour), watched, history, NOW + timedelta(hours=hour)))
        history.extend(news[-1].entries)
    return news


def test_an_article_is_read_matched_judged_and_alerted(quake: Watch) -> None:
    (news,) = arrived(quake, FIRST)

    (found,) = news.found
    assert isinstance(found.result, Statement)
    assert (found.source, found.result.source, found.result.claim) == ("interior-ministry", "interior-ministry", "dead")
    assert [(each.statement, each.verdict.kind, each.recorded) for each in news.entries] == [
        (found.result, Kind.FIRST, NOW)
    ]
    assert [(each.claim, each.kind, each.key) for each in news.alerts] == [("dead", Kind.FIRST, True)]


def test_what_is_on_record_is_what_an_article_is_compared_with(quake: Watch) -> None:
    news = arrived(quake, FIRST, THEN, REBELS, REBELS)

    assert [[alert.kind for alert in each.alerts] for each in news] == [
        [Kind.FIRST],
        [Kind.UPDATE],
        [Kind.CONFLICT],
        [],
    ]
    assert [against.figure.surface for against in news[2].alerts[0].against] == ["at least 61"]


def test_every_figure_becomes_one_found_thing_and_every_statement_one_entry(quake: Watch) -> None:
    (news,) = arrived(quake, f"{FIRST} It had 19 aftershocks. Some 300 people were injured, doctors said. 3 dogs ran.")

    statements = [each.result for each in news.found if isinstance(each.result, Statement)]
    assert [each.mention.figure.surface for each in news.found] == ["At least 24", "19", "Some 300", "3"]
    assert [type(each.result) for each in news.found] == [Statement, Unmatched, Statement, Unmatched]
    assert sorted(each.id for each in statements) == sorted(each.statement.id for each in news.entries)


def test_news_is_the_same_for_the_same_input(quake: Watch) -> None:
    """Whatever was analysed before, and however often the topic was made ready."""
    again = watch(topic("earthquake-mirvan"), ENGLISH)
    text = f"{FIRST} Some 300 people were injured."

    assert arrived(quake, text, THEN) == arrived(again, text, THEN) == arrived(quake, text, THEN)


def test_the_ledger_that_is_handed_in_is_left_alone(quake: Watch) -> None:
    (before,) = arrived(quake, FIRST)
    history = list(before.entries)

    analyse(reading(REBELS), quake, history, NOW)

    assert tuple(history) == before.entries


def test_an_article_without_a_figure_is_no_news(quake: Watch) -> None:
    assert analyse(reading("The roads are blocked."), quake, (), NOW) == News(found=(), entries=(), alerts=())


def test_known_values_are_those_on_record_without_background_and_vague_words() -> None:
    told = [statement("24", 24), statement("some 36", 36), statement("61", 61), statement("dozens")]
    kinds = (Kind.FIRST, Kind.BACKGROUND, Kind.UPDATE, Kind.VAGUE)
    history = [entry(new, kind) for new, kind in zip(told, kinds, strict=True)]

    assert known_from(history) == Known.of({told[0].claim: [24, 61]})
    assert known_from([]) == Known()


def test_every_mention_has_its_source(quake: Watch) -> None:
    told = reading(f"{FIRST} Some 300 people were injured, farmer Ilan Voss said. 12 people are missing.")

    sources = sources_of(told, quake)

    assert sources == tuple(each.source for each in find(told, quake, Known()))
    assert sources[0] == "interior-ministry"
    assert str(sources[1]).startswith("other:")


def test_a_version_of_an_article_that_is_edited_has_statements_of_its_own(quake: Watch) -> None:
    old = reading(FIRST)
    new = replace(old, article=replace(old.article, version=2))

    ids = {each.statement.id for told in (old, new) for each in analyse(told, quake, (), NOW).entries}

    assert len(ids) == 2


@pytest.mark.parametrize("name", ["offtopic", "earthquake", "isis"])
def test_an_article_on_another_subject_gives_no_statements(name: str) -> None:
    """The gate holds it back, so that none of its numbers is ever matched."""
    steps = make_steps(map(topic, TOPICS))
    own = {"earthquake": ("earthquake-mirvan",), "isis": ("isis-detainees-syria-iraq",)}.get(name, ())

    about = {article.id: steps.gate(article).topics for article in load_articles(SEEDS / f"articles/{name}.jsonl")}

    assert set(about.values()) == {own}
