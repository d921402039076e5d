"""`tallywire evaluate`."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.cli.evaluate import macro
from bot.errors import ArticlesError
from bot.evaluation import Tally

TOPIC = """
topic: storm
about: [[storm]]
sources: {ministry: {name: Health ministry, aliases: [health ministry]}}
claims:
  - {id: dead, question: How many died?, counts: [person], event: [kill, die], series: cumulative}
  - {id: hurt, question: How many were hurt?, counts: [person], event: [injure], series: cumulative}
"""
TEXT = "The storm killed 24 people and injured about 300, the health ministry said."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a topic and an article into the working folder."""
    (tmp_path / "storm.yaml").write_text(TOPIC, encoding="utf-8")
    article = {"id": "a1", "url": "https://e.example/1", "outlet": "Herald", "published": "2026-01-20"}
    line = json.dumps(article | {"title": "A storm", "text": TEXT})
    (tmp_path / "articles.jsonl").write_text(line, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def label(surface: str, value: int, claim: str | None, **keys: Any) -> dict[str, Any]:
    """Label a figure of the article."""
    start = TEXT.index(surface)
    usual = {"article": "a1", "field": "text", "hedge": "exact", "source": "ministry", "kind": "figure"}
    place = {"start": start, "end": start + len(surface), "surface": surface, "value": value, "low": None, "high": None}
    return usual | place | {"claim": claim} | keys


RIGHT = (label("24", 24, "dead"), label("about 300", 300, "hurt", hedge="about"))


def run(folder: Path, *labels: dict[str, Any] | str, flags: tuple[str, ...] = ()) -> Result:
    """Evaluate the article against these labels, or lines."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in labels]
    (folder / "labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    words = ["evaluate", "--topic", "storm.yaml", "--labels", "labels.jsonl", "articles.jsonl", *flags]
    return CliRunner().invoke(app, words)


def scores(folder: Path, *labels: dict[str, Any]) -> dict[str, Any]:
    result = run(folder, *labels, flags=("--json",))
    assert result.exit_code == 0, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_an_article_read_as_labelled_scores_full(folder: Path) -> None:
    found = scores(folder, *RIGHT)

    assert found["statements"]["micro"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "right": 2,
        "false": 0,
        "missed": 0,
    }
    assert found["figures"]["f1"] == found["hedges"]["accuracy"] == found["sources"]["accuracy"] == 1.0
    assert set(found["claims"]) == {"dead", "hurt"}


def test_what_was_read_otherwise_is_counted(folder: Path) -> None:
    found = scores(folder, label("24", 24, "hurt", source=None), label("about 300", 300, "hurt", hedge="exact"))

    assert found["figures"]["f1"] == 1.0
    assert (found["hedges"]["right"], found["hedges"]["false"]) == (1, 1)
    assert [found["claims"]["dead"][key] for key in ("right", "false", "missed")] == [0, 1, 0]
    assert [found["claims"]["hurt"][key] for key in ("right", "false", "missed")] == [1, 0, 1]


def test_micro_counts_statements_and_macro_counts_claims() -> None:
    often, seldom, unsaid = Tally(right=9, false=1), Tally(right=0, missed=1, false=1), Tally(missed=1)

    assert macro([often, seldom, unsaid]) == {"precision": pytest.approx(0.45), "recall": pytest.approx(1 / 3)}
    assert macro([]) == {"precision": None, "recall": None}


def test_a_person_gets_tables(folder: Path) -> None:
    shown = run(folder, *RIGHT).stdout

    assert all(words in shown for words in ("statements by claim", "dead", "statements, micro", "statements, macro"))
    assert "confusions" not in shown


def test_show_lists_what_went_wrong_and_what_decided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")

    shown = run(folder, label("24", 25, "dead"), RIGHT[1], flags=("--show",)).stdout

    assert all(words in shown for words in ("confusions", "value", "false statement", "killed 24 people", "noun"))


def test_labels_of_other_articles_are_left_out_and_told_of(folder: Path) -> None:
    result = run(folder, *RIGHT, RIGHT[0] | {"article": "a2"}, flags=("--json",))

    assert json.loads(result.stdout)["statements"]["micro"]["missed"] == 0
    assert "labels.jsonl: 1 labels of other articles are left out." in result.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "labels.jsonl:2: is no JSON"),
        ("[1]", "labels.jsonl:2: is no JSON object; write one labelled figure a line"),
        ('{"article": "a1"}', "labels.jsonl:2: is no label: field is no text"),
        (json.dumps(RIGHT[0] | {"start": "3"}), "labels.jsonl:2: is no label: start is no number"),
        ("[" * 5000, "labels.jsonl:2: is no JSON"),
    ],
)
def test_a_line_that_is_no_label_is_named(folder: Path, line: str, why: str) -> None:
    error = run(folder, RIGHT[0], line).exception

    assert isinstance(error, ArticlesError)
    assert why in str(error)


def test_labels_that_do_not_belong_to_the_articles_are_told(folder: Path) -> None:
    error = run(folder, RIGHT[0] | {"article": "a2"}).exception

    assert isinstance(error, ArticlesError)
    assert "labels.jsonl: labels none of the articles given" in str(error)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe", None])
def test_a_file_without_labels_is_named_with_what_to_do(folder: Path, content: bytes | None) -> None:
    path = folder / "empty.jsonl"
    if content is not None:
        path.write_bytes(content)

    words = ["evaluate", "--topic", "storm.yaml", "--labels", "empty.jsonl", "articles.jsonl"]
    error = CliRunner().invoke(app, words).exception

    assert isinstance(error, ArticlesError)
    assert str(error).startswith("empty.jsonl")
    assert "label" in str(error)
