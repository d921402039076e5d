"""`make accuracy`: the protocol from end to end, on two small events."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tools.accuracy import Report, as_json, main, measured, parsed, show, show_errors
from tools.folds import OWN_EVENTS, Group, Part
from tools.sections import section_table
from tools.targets import Row, Section, Target

TWO = tuple(Part(Group.OWN, OWN_EVENTS / name) for name in ("boat-askra-2026", "quake-zerdan-2026"))


def paper() -> Console:
    return Console(file=StringIO(), width=80, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


OPTIONS = parsed(["--only", "folds", "--full"])


@pytest.fixture(scope="module")
def report() -> Report:
    """Measure the folds of two events, in two processes."""
    progress = paper()
    found = measured(OPTIONS, TWO, progress)
    assert "training and scoring: " in printed(progress)
    return found


def test_two_events_are_told_and_kept(report: Report) -> None:
    screen = paper()

    show(screen, report, with_classes=True)

    told = printed(screen)
    assert all(part.name in told for part in TWO)
    assert all(
        words in told for words in ("own events left out, mean of 2 events", "statements P", "tuned minus left out")
    )
    assert "errors on what was left out, by class" in told
    kept = json.loads(json.dumps(as_json(report, OPTIONS)))
    assert set(kept["left_out"]) == set(kept["tuned"]) == {part.name for part in TWO}
    rates = {row["what"]: row["rate"] for section in kept["sections"] for row in section["rows"]}
    assert 0 < rates["statements P"] < 1
    assert max(map(len, told.splitlines())) <= 80


def test_text_is_shown_of_the_events_that_are_named_alone(report: Report) -> None:
    nothing, one = paper(), paper()

    show_errors(nothing, report, frozenset())
    show_errors(one, report, frozenset({TWO[0].name}))

    assert printed(nothing) == ""
    assert "boat-askra-2026-0" in printed(one)
    assert "quake-zerdan" not in printed(one)


def test_a_section_shows_counts_targets_and_verdicts_in_80_columns() -> None:
    rows = (
        Row(what="statements P", rate=0.5, target=Target(0.85, 0.95), interval=(0.4, 0.6)),
        Row(what="events with both most disputed", rate=6, target=Target(14), of=14),
        Row(what="alerts P", rate=None),
    )
    screen = paper()

    screen.print(section_table(Section("events", rows)))

    told = printed(screen)
    assert all(words in told for words in (".40-.60", "0.85", "0.95", "not reached", "6 of 14"))
    assert max(map(len, told.splitlines())) <= 80


def test_without_shared_reports_it_says_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--shared", str(tmp_path / "nowhere"), "--only", "suggest", "--json", str(tmp_path / "rows.json")])

    assert code == 0
    assert "the project's own events are all there is" in " ".join(capsys.readouterr().err.split())
    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["sections"] == []


def test_a_measure_that_does_not_exist_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["--only", "folds,speed"])

    assert "nothing is called speed; there are folds, figures, suggest" in capsys.readouterr().err
