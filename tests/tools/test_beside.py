"""The figure pass beside libraries, and suggested topics, are told with their targets."""

import sys
from pathlib import Path

import pytest

from tools.beside import figure_pass, figure_rows, suggested_topics
from tools.folds import Group, Part
from tools.score_suggest import Found

MEASURED = {
    "tallywire: sentences of labelled reports": 9000.0,
    "figure pass against slow": 20.0,
    "figure pass against quantulum3": 9.0,
    "tallywire: F1 of 1,403 labelled figures, value": 0.9,
    "tallywire: F1 of 1,403 labelled figures, value and hedge": 0.8,
    "quantulum3: F1 of 1,403 labelled figures, value": 0.7,
    "quantulum3: F1 of 1,403 labelled figures, value and hedge": 0.5,
    "slow: F1 of 1,403 labelled figures, value": 0.6,
    "slow: F1 of 1,403 labelled figures, value and hedge": 0.65,
}


def test_the_figure_pass_has_to_lead_the_best_library() -> None:
    rows = {row.what: row for row in figure_rows(MEASURED)}

    assert rows["tallywire: value, F1"].verdict == "reached"
    assert rows["tallywire: value and hedge, F1"].target is not None
    assert rows["tallywire: value and hedge, F1"].target.floor == pytest.approx(0.85)
    assert rows["tallywire: value and hedge, F1"].verdict == "not reached"
    assert rows["times as fast as quantulum3"].verdict == "not reached"
    assert rows["times as fast as slow"].target is None
    assert len(rows) == 8


def test_without_the_libraries_a_sentence_says_so(tmp_path: Path) -> None:
    section = figure_pass(tmp_path / "python")

    assert section.rows == ()
    assert "`make bench` installs them" in section.notes[0]


def test_a_library_that_cannot_be_imported_is_told_of(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text(f"#!{sys.executable}\nraise ImportError('No module named quantulum3')\n", encoding="utf-8")
    broken.chmod(0o755)

    section = figure_pass(broken)

    assert section.rows == ()
    assert "ImportError: No module named quantulum3" in section.notes[0]


DRAFTED = Found(claims=6, suggested=9, found={"dead": "d"}, first=("dead", "hurt"), tied=())


def test_suggested_claims_are_counted_on_seeds_and_events() -> None:
    parts = [Part(Group.SEEDS, Path("s")), Part(Group.EVENTS, Path("e")), Part(Group.OWN, Path("o"))]

    section = suggested_topics(parts, lambda _work, things, _doing: (DRAFTED for _ in things))

    assert section is not None
    assert [(row.rate, row.of, row.verdict) for row in section.rows] == [
        (1, 6, "not reached"),
        (0, 1, "not reached"),
        (1, 6, ""),
    ]
    assert suggested_topics(parts[2:], lambda _work, things, _doing: (DRAFTED for _ in things)) is None
