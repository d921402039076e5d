"""`tallywire evaluate`."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.errors import ArticlesError, Misuse

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


def test_a_person_gets_tables(folder: Path) -> None:
    shown = run(folder, *RIGHT).stdout

    assert all(words in shown for words in ("statements by claim", "dead", "statements, micro", "(macro)"))
    assert "confusions" not in shown


def test_show_lists_what_went_wrong_and_what_decided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")

    shown = run(folder, label("24", 25, "dead"), RIGHT[1], flags=("--show",)).stdout

    assert all(words in shown for words in ("confusions", "wrong value", "false statement", "killed 24 people", "noun"))


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


ALERTS = (
    {"article": "a1", "claim": "dead", "kind": "first", "surface": "24"},
    {"article": "a1", "claim": "hurt", "kind": "update", "surface": "about 300"},
)


def write(path: Path, lines: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_wanted_alerts_are_scored_too(folder: Path) -> None:
    write(folder / "alerts.jsonl", ALERTS)

    alerts = json.loads(run(folder, *RIGHT, flags=("--alerts", "alerts.jsonl", "--json")).stdout)["alerts"]

    assert [alerts[key] for key in ("right", "false", "missed")] == [1, 1, 1]


def test_without_wanted_alerts_none_is_scored(folder: Path) -> None:
    assert scores(folder, *RIGHT)["alerts"]["precision"] is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"article": "a1", "claim": "dead"}, "alerts.jsonl:1: is no wanted alert: kind is no text"),
        ({"article": "a1", "claim": "dead", "kind": "alarm"}, "alarm is no kind of alert"),
    ],
)
def test_a_line_that_is_no_wanted_alert_is_named(folder: Path, line: dict[str, Any], why: str) -> None:
    write(folder / "alerts.jsonl", [line])

    error = run(folder, *RIGHT, flags=("--alerts", "alerts.jsonl")).exception

    assert isinstance(error, ArticlesError)
    assert why in str(error)


def test_every_rate_comes_with_what_chance_makes_of_it(folder: Path) -> None:
    found = scores(folder, *RIGHT)["intervals"]

    assert found["statements"]["precision"] == found["sources"]["accuracy"] == [1.0, 1.0]
    assert "95 % intervals over articles" in run(folder, *RIGHT).stdout


def test_faults_are_counted_by_kind(folder: Path) -> None:
    found = scores(folder, label("24", 24, "hurt"), RIGHT[1] | {"source": None, "modality": "estimate"})

    assert {fault: count for fault, count in found["confusions"].items() if count} == {
        "wrong-claim": 1,
        "wrong-source": 1,
        "wrong-modality": 1,
    }


def test_only_the_kinds_asked_for_are_listed(folder: Path) -> None:
    labels = (label("24", 24, "hurt"), RIGHT[1] | {"source": None})

    shown = json.loads(run(folder, *labels, flags=("--kind", "wrong-source", "--json")).stdout)["shown"]

    assert [(each["fault"], each["figure"], each["wanted"], each["got"]) for each in shown] == [
        ("wrong-source", "about 300", None, "ministry")
    ]
    assert (shown[0]["step"], shown[0]["quote"]) == ("attribution", TEXT)
    told = run(folder, *labels, flags=("--kind", "wrong-source")).stdout
    assert "wrong source: about 300 (a1)" in told
    assert "wrong claim: 24" not in told


@pytest.fixture
def events(folder: Path) -> Path:
    """Lay two events out as folders: one with wanted alerts, one without."""
    for name in ("storm-2026", "storm-with-a-rather-long-name-of-its-own-2026"):
        event = folder / "events" / name
        event.mkdir(parents=True)
        (event / "topic.yaml").write_text(TOPIC, encoding="utf-8")
        shutil.copy(folder / "articles.jsonl", event / "reports.jsonl")
        write(event / "labels.jsonl", RIGHT if name == "storm-2026" else (label("24", 24, "hurt"), RIGHT[1]))
    write(folder / "events" / "storm-2026" / "alerts.jsonl", ALERTS)
    (folder / "events" / "notes").mkdir()
    return folder / "events"


def evaluate_events(folder: Path, *flags: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", "--events", str(folder), *flags])


def test_a_folder_of_events_has_a_row_an_event_and_their_mean(events: Path) -> None:
    found = json.loads(evaluate_events(events, "--json").stdout)

    right, wrong = found["events"].values()
    assert right["statements"]["micro"]["precision"] == 1.0
    assert wrong["statements"]["micro"]["precision"] == 0.5
    assert found["macro"]["statements"]["precision"] == 0.75
    assert (found["macro"]["alerts"]["precision"], wrong["alerts"]["precision"]) == (0.5, None)
    assert found["intervals"]["statements"]["precision"] == [0.75, 0.75]


def test_one_event_is_a_folder_of_one(events: Path) -> None:
    assert list(json.loads(evaluate_events(events / "storm-2026", "--json").stdout)["events"]) == ["storm-2026"]


def test_tables_fit_a_terminal_of_80_columns(events: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    several = evaluate_events(events, "--show").stdout
    one = run(folder, label("24", 24, "hurt"), RIGHT[1] | {"source": None}, flags=("--show",)).stdout

    assert max(map(len, (several + one).splitlines())) <= 80
    assert "mean of events (macro)" in several
    assert "…" not in several + one


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--topic", "storm.yaml", "articles.jsonl"], "name --topic FILE, --labels FILE and the articles"),
        (["--topic", "storm.yaml", "--labels", "labels.jsonl"], "or --events FOLDER"),
        (["--events", "events", "articles.jsonl"], "--events names topics, articles and labels by itself"),
        (["--events", "events", "--topic", "storm.yaml"], "leave the others out"),
        (["--events", "events", "--events", "events/storm-2026"], "storm-2026: two events of this name"),
        (["--events", "nowhere"], "nowhere: holds no event"),
        (["--events", "events/notes"], "holds no event; each wants a folder with topic.yaml"),
    ],
)
@pytest.mark.usefixtures("events")
def test_what_is_missing_or_too_much_is_told(words: list[str], why: str) -> None:
    error = CliRunner().invoke(app, ["evaluate", *words]).exception

    assert isinstance(error, Misuse)
    assert why in str(error)
