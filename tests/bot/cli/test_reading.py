"""`tallywire read` and `replay`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.errors import ArticlesError, Misuse, TopicError

TOPIC = """
topic: storm
title: The storm
about: [[storm]]
sources:
  ministry: {name: Health ministry, aliases: [health ministry]}
  agency: {name: Disaster agency, aliases: [disaster agency]}
claims:
  - id: dead
    title: Storm dead
    question: How many people did the storm kill?
    counts: [person]
    event: [kill, die]
    series: cumulative
    key: true
    figures:
      - {value: 30, source: agency, outlet: Daily, as_of: 2026-01-19}
"""
ARTICLES = (
    ("late", "2026-01-22", "The storm killed at least 61 people, the disaster agency said."),
    ("early", "2026-01-20", "The storm killed 24 people, the health ministry said on Monday. It began on 19 January."),
    ("none", "2026-01-21", "The storm has passed."),
)
KEYS = {
    *("article", "field", "start", "end", "surface", "value", "low", "high", "hedge", "unit", "claim", "source"),
    *("said_by", "via", "as_of", "modality", "background", "quote"),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(line(*each)) for each in ARTICLES), encoding="utf-8")
    return path


@pytest.fixture
def topic(tmp_path: Path) -> Path:
    path = tmp_path / "storm.yaml"
    path.write_text(TOPIC, encoding="utf-8")
    return path


def line(name: str, printed: str, text: str, title: str = "A storm") -> dict[str, str]:
    url = f"https://news.example/{name}"
    return {"id": name, "url": url, "outlet": "Herald", "published": printed, "title": title, "text": text}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


def told(*words: str | Path) -> list[dict[str, Any]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.exception
    return [json.loads(each) for each in result.stdout.splitlines()]


def kinds(lines: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(each["article"], each["claim"], each["kind"]) for each in lines]


def test_read_prints_a_line_a_figure_in_order_of_printing_and_of_the_text(articles: Path, topic: Path) -> None:
    lines = told("read", "--topic", topic, articles)

    assert [(each["article"], each["surface"]) for each in lines] == [
        ("early", "24"),
        ("early", "19 January"),
        ("late", "at least 61"),
    ]
    assert all(set(each) >= KEYS for each in lines)


def test_read_tells_claim_source_day_and_place_of_a_figure(articles: Path, topic: Path) -> None:
    figure, day, _ = told("read", "--topic", topic, articles)

    text = next(text for name, _, text in ARTICLES if name == "early")
    assert text[figure["start"] : figure["end"]] == "24"
    assert (figure["value"], figure["low"], figure["high"], figure["hedge"]) == (24, 24, 24, "exact")
    assert (figure["claim"], figure["source"], figure["said_by"]) == ("dead", "ministry", "the health ministry")
    assert (figure["as_of"], figure["modality"], figure["background"]) == ("2026-01-19", "actual", False)
    assert text.startswith(figure["quote"])
    assert (day["claim"], day["reason"]) == (None, "a date, which answers no claim")


def test_without_a_topic_every_figure_is_printed_with_its_speaker_and_no_claim(articles: Path) -> None:
    lines = told("read", articles)

    assert [each["surface"] for each in lines] == ["24", "19 January", "at least 61"]
    assert {each["claim"] for each in lines} == {None}
    assert lines[0]["source"] == "other:the health ministry"


def test_an_article_without_a_figure_prints_nothing_that_a_program_might_stumble_over(tmp_path: Path) -> None:
    path = tmp_path / "calm.jsonl"
    path.write_text(json.dumps(line("calm", "2026-01-20", "The storm has passed.")), encoding="utf-8")

    assert run("read", path, "--json").stdout == ""


def test_a_person_gets_a_table(articles: Path, topic: Path) -> None:
    shown = run("read", "--topic", topic, articles).stdout

    assert all(words in shown for words in ("article", "figure", "quote", "ministry", "at least 61", "dead"))


def test_what_an_article_says_is_text_and_neither_markup_nor_a_command_to_the_terminal(
    tmp_path: Path, topic: Path
) -> None:
    path = tmp_path / "odd.jsonl"
    text = "The storm killed 24 [/red] people :skull: \x1b[31m\x9b, the health ministry said."
    path.write_text(json.dumps(line("odd", "2026-01-20", text, title="[/b] 24")), encoding="utf-8")

    shown = run("read", "--topic", topic, path).stdout
    posted = run("replay", "--topic", topic, path).stdout

    assert ("[/red]" in shown, ":skull:" in shown) == (True, True)
    assert "[/red] people :skull:" in posted
    assert not {"\x1b", "\x9b"} & set(shown + posted)


def test_replay_lets_articles_arrive_in_order_of_printing_and_prints_a_line_an_alert(
    articles: Path, topic: Path
) -> None:
    lines = told("replay", "--topic", topic, articles)

    assert kinds(lines) == [("early", "dead", "first"), ("late", "dead", "update")]
    assert {"topic", "level", "figure", "against", "text"} <= set(lines[0])
    assert (lines[1]["topic"], lines[1]["level"]) == ("storm", "alert")
    assert set(lines[1]["figure"]) >= KEYS
    assert [against["surface"] for against in lines[1]["against"]] == ["24"]
    assert "at least 61" in lines[1]["text"]


def test_replay_takes_another_order(articles: Path, topic: Path) -> None:
    lines = told("replay", "--topic", topic, articles, "--order", "late, early,none")

    assert kinds(lines)[0] == ("late", "dead", "first")


def test_replay_may_start_from_the_figures_on_record(articles: Path, topic: Path) -> None:
    """Whatever was said before is then no first figure."""
    lines = told("replay", "--topic", topic, articles, "--from-record")

    assert kinds(lines) == [("early", "dead", "conflict"), ("late", "dead", "update")]
    assert [against["surface"] for against in lines[0]["against"]] == ["30"]


def test_replay_shows_a_person_the_posts(articles: Path, topic: Path) -> None:
    shown = run("replay", "--topic", topic, articles).stdout

    assert shown.index("24") < shown.index("at least 61")
    assert "Storm dead" in shown


def test_a_replay_is_the_same_every_time(articles: Path, topic: Path) -> None:
    assert told("replay", "--topic", topic, articles) == told("replay", "--topic", topic, articles)


@pytest.mark.parametrize(
    ("words", "error", "told_why"),
    [
        (["replay", "articles.jsonl"], Misuse, "name the topic the articles are about: --topic"),
        (["read", "none.jsonl"], ArticlesError, "none.jsonl: no such file; check the spelling of its name"),
        (["read", "--topic", "none.yaml", "articles.jsonl"], TopicError, "none.yaml"),
        (
            ["replay", "--topic", "storm.yaml", "articles.jsonl", "--order", "erly"],
            ArticlesError,
            "--order names 'erly'",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    articles: Path,
    topic: Path,
    words: list[str],
    error: type[Misuse],
    told_why: str,
) -> None:
    assert articles.parent == topic.parent == tmp_path
    monkeypatch.chdir(tmp_path)

    result = run(*words)

    assert isinstance(result.exception, error)
    assert told_why in str(result.exception)
