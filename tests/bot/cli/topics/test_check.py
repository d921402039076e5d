"""`tallywire topic check`."""

import io
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from adapters.files.topics import load_topic
from bot.cli.topics import register
from bot.cli.topics.check import check, summary

SEEDS = Path(__file__).parents[4] / "seeds/topics"
GOOD = """
topic: storm
about: [storm]
sources: {agency: Disaster agency}
claims:
  - id: dead
    question: How many died?
    counts: person
    key: true
    figures: [{value: 3, outlet: Daily, as_of: 2026-05-01}]
  - {id: other, question: What else?, counts: person, sink: true}
"""
NOTHING_COUNTED = "needs counts (the noun that is counted), event (what was done), or a question that says so"
BROKEN = "topic: gale\nclaims:\n  - {id: dead, question: How many?, count: person}\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(*files: Path) -> tuple[int, list[str]]:
    stream = io.StringIO()
    code = check(files, Console(file=stream, width=40, soft_wrap=True, highlight=False))
    return code, stream.getvalue().splitlines()


def test_a_good_file_is_told_by_what_it_holds(tmp_path: Path) -> None:
    path = write(tmp_path, "storm.yaml", GOOD)

    assert run(path) == (0, [f"{path}: ok: 1 claim, 1 sink, 1 source, 1 figure on record"])


def test_every_file_is_checked_and_one_fault_makes_the_exit_code_2(tmp_path: Path) -> None:
    broken, good = write(tmp_path, "gale.yaml", BROKEN), write(tmp_path, "storm.yaml", GOOD)

    code, lines = run(broken, good)

    assert code == 2
    assert lines == [
        f"{broken}:3: claims.0.count: unknown key (did you mean 'counts'?)",
        f"{broken}:3: claims.0: {NOTHING_COUNTED}",
        f"{good}: ok: 1 claim, 1 sink, 1 source, 1 figure on record",
    ]


def test_a_folder_stands_for_its_topic_files(tmp_path: Path) -> None:
    write(tmp_path, "storm.yaml", GOOD)

    assert run(tmp_path)[0] == 0
    assert run(tmp_path / "none")[0] == 2


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    code, lines = run(tmp_path)

    assert (code, lines[0].startswith(f"{tmp_path}: holds no topic file")) == (2, True)


def test_two_files_with_one_id_are_a_fault(tmp_path: Path) -> None:
    code, lines = run(write(tmp_path, "a.yaml", GOOD), write(tmp_path, "b.yaml", GOOD))

    assert code == 2
    assert lines[-1] == f"{tmp_path / 'b.yaml'}: topic: 'storm' is the id of a.yaml too; give each topic its own"


def test_what_an_editor_may_have_forgotten_is_a_note_and_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "calm.yaml", "topic: calm\nclaims:\n  - {id: a, question: How?, counts: x}\n")

    code, lines = run(path)

    assert code == 0
    assert [line.removeprefix(f"{path}: ").split(":")[0] for line in lines] == ["ok", "note", "note", "note"]


def test_words_of_a_file_are_printed_as_they_stand_and_never_as_markup(tmp_path: Path) -> None:
    path = write(tmp_path, "x.yaml", "topic: x\nclaims:\n  - {id: a, question: q, counts: x, series: '[red]one[/]'}\n")

    assert "'[red]one[/]' should be one of" in run(path)[1][0]


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BROKEN, 2)])
def test_the_command_line_knows_the_command(tmp_path: Path, text: str, code: int) -> None:
    app = typer.Typer()
    register(app)

    result = CliRunner().invoke(app, ["topic", "check", str(write(tmp_path, "storm.yaml", text))])

    assert result.exit_code == code
    assert "storm.yaml" in result.output


def test_the_seeded_topic_holds_the_claims_of_the_desk() -> None:
    topic = load_topic(SEEDS / "isis-detainees-syria-iraq.yaml")

    assert summary(topic).startswith("45 claims, 6 sinks, 27 sources, 7 places, ")
