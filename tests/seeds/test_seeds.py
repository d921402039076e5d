"""The seeded topics and sample articles hold together, and hold what the desk asks for."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.files.articles import load_articles
from adapters.files.topics import load_topic, load_topics
from bot.model import Article, Hedge, Kind, Topic

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "seeds/articles"
TOPICS = ROOT / "seeds/topics"
SHARED = ROOT / "../shared"
TOPIC_OF = {
    "isis": "isis-detainees-syria-iraq",
    "isis.record": "isis-detainees-syria-iraq",
    "earthquake": "earthquake-mirvan",
}

LOW = {Hedge.EXACT, Hedge.ABOUT, Hedge.OVER, Hedge.AT_LEAST}
HIGH = {Hedge.EXACT, Hedge.ABOUT, Hedge.UNDER, Hedge.UP_TO, Hedge.NEARLY}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def articles(name: str) -> dict[str, Article]:
    return {article.id: article for article in load_articles(ARTICLES / f"{name.removesuffix('.record')}.jsonl")}


def topic(name: str) -> Topic:
    return load_topic(TOPICS / f"{TOPIC_OF[name]}.yaml")


@pytest.mark.parametrize(("name", "least"), [("isis", 16), ("earthquake", 8), ("offtopic", 8)])
def test_there_are_enough_articles_in_order_of_printing(name: str, least: int) -> None:
    found = list(articles(name).values())

    assert len(found) >= least
    assert [article.published for article in found] == sorted(article.published for article in found)
    assert all(article.title and article.text and ".example.org/" in article.url for article in found)


def test_all_sample_articles_can_be_loaded_together() -> None:
    assert len(load_articles(ARTICLES)) == sum(len(articles(name)) for name in ("isis", "earthquake", "offtopic"))


def test_all_seeded_topics_can_be_loaded_together() -> None:
    assert {found.id for found in load_topics(TOPICS)} == set(TOPIC_OF.values())


@pytest.mark.parametrize("name", sorted(TOPIC_OF))
def test_alerts_wanted_name_articles_claims_and_kinds_that_exist(name: str) -> None:
    wanted = lines(ARTICLES / f"{name}.alerts.jsonl")

    claims = {claim.id for claim in topic(name).claims if not claim.sink and claim.compare}
    loud = {Kind.FIRST, Kind.CONFLICT, Kind.REVISION, Kind.UPDATE, Kind.REINSTATED, Kind.WITHDRAWN, Kind.NOTE}
    assert {line["article"] for line in wanted} <= set(articles(name))
    assert {line["claim"] for line in wanted} <= claims
    assert {line["kind"] for line in wanted} <= {str(kind) for kind in loud}
    assert len({(line["article"], line["claim"]) for line in wanted}) == len(wanted)


def test_what_is_on_record_only_takes_alerts_away() -> None:
    empty, record = (
        {(line["article"], line["claim"], line["kind"]) for line in lines(ARTICLES / f"{name}.alerts.jsonl")}
        for name in ("isis", "isis.record")
    )

    assert record < empty


@pytest.mark.parametrize("name", ["isis", "earthquake"])
def test_labels_stand_on_whole_words_where_they_say(name: str) -> None:
    texts = articles(name)

    for label in lines(ARTICLES / f"{name}.labels.jsonl"):
        field = getattr(texts[label["article"]], label["field"])
        start, end = label["start"], label["end"]
        assert field[start:end] == label["surface"]
        assert not field[max(start - 1, 0) : start].isalnum()
        assert not field[end : end + 1].isalnum()


@pytest.mark.parametrize("name", ["isis", "earthquake"])
def test_labels_name_claims_and_sources_of_their_topic_and_keep_the_bounds_of_their_hedge(name: str) -> None:
    watched = topic(name)
    claims = {claim.id for claim in watched.claims}
    sources = {source.id for source in watched.sources}

    for label in lines(ARTICLES / f"{name}.labels.jsonl"):
        hedge, value = Hedge(label["hedge"]), label["value"]
        assert label["claim"] is None or label["claim"] in claims
        assert label["source"] is None or label["source"] in sources or label["source"].startswith("other:")
        assert (label["kind"] in ("figure", "vague_figure")) == (label["claim"] is not None)
        if value is not None:
            assert label["low"] == (value if hedge in LOW else None)
            assert label["high"] == (value if hedge in HIGH else None)


def test_every_alert_wanted_has_a_labelled_figure() -> None:
    for name in ("isis", "earthquake"):
        labelled = {(label["article"], label["claim"]) for label in lines(ARTICLES / f"{name}.labels.jsonl")}

        assert {(line["article"], line["claim"]) for line in lines(ARTICLES / f"{name}.alerts.jsonl")} <= labelled


def test_every_kind_of_news_is_shown() -> None:
    shown = {line["kind"] for name in ("isis", "earthquake") for line in lines(ARTICLES / f"{name}.alerts.jsonl")}

    assert shown == {"first", "conflict", "revision", "update", "withdrawn", "note"}


def test_the_seeded_topic_has_every_claim_and_source_of_the_desk() -> None:
    if not SHARED.is_dir():
        pytest.skip("shared: the desk's claims are not beside this checkout")
    watched = topic("isis")
    desk_claims = {claim["id"]: claim for claim in json.loads((SHARED / "desk/claims.json").read_text())["claims"]}
    desk_sources = json.loads((SHARED / "desk/sources.json").read_text())["sources"]
    ours = {claim.id: claim for claim in watched.claims if not claim.sink}

    assert set(ours) == set(desk_claims)
    assert {name: (str(claim.series), claim.title) for name, claim in ours.items()} == {
        name: (claim["series"], claim["title"]) for name, claim in desk_claims.items()
    }
    assert [(source.id, source.name, source.aliases) for source in watched.sources] == [
        (source["id"], source["name"], tuple(source["aliases"])) for source in desk_sources
    ]


def test_every_figure_on_record_was_printed_in_an_article_of_the_desk() -> None:
    if not SHARED.is_dir():
        pytest.skip("shared: the desk's articles are not beside this checkout")
    index = {entry["id"]: entry for entry in json.loads((SHARED / "seeds/index.json").read_text())}
    printed = {
        (
            label["claim"],
            label["source"],
            index[label["article"]]["outlet"],
            label["value"],
            label["hedge"],
            label["low"],
            label["high"],
            date.fromisoformat(label["as_of"] or index[label["article"]]["published"]),
        )
        for label in lines(SHARED / "seeds/labels.jsonl")
        if label["kind"] == "figure"
    }

    for claim in topic("isis").claims:
        for one in claim.on_record:
            figure = one.figure
            statement = (
                claim.id,
                one.source,
                one.outlet,
                figure.value,
                str(figure.hedge),
                figure.low,
                figure.high,
                one.as_of,
            )
            assert statement in printed
