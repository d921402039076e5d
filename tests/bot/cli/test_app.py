"""The `tallywire` command: its exit codes, and one sentence for every error."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app as command_line
from bot.cli.app import app, main
from bot.errors import ArticlesError, Fault, Misuse, PlatformError, StoreLocked, TopicError
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[3]
MODULE = (sys.executable, "-m", "bot")
ARTICLES = "seeds/articles"
COMMANDS = {"demo", "run", "read", "replay", "evaluate", "figures", "history", "why", "topic", "db"}
Start = Callable[[BaseException], tuple[int, str]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    """Return a function that runs the command line with a command that raises, for exit code and standard error."""

    def started(error: BaseException) -> tuple[int, str]:
        failing = typer.Typer(pretty_exceptions_enable=False)

        @failing.command()
        def fail() -> None:
            raise error

        monkeypatch.setattr(command_line, "app", failing)
        monkeypatch.setattr(sys, "argv", ["tallywire"])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
        assert isinstance(code, int)
        return code, capsys.readouterr().err

    return started


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Misuse("no such claim"), 2),
        (ArticlesError("a.jsonl: holds no article"), 2),
        (StoreLocked("The database is locked"), 1),
        (PlatformError("The terminal is gone"), 1),
    ],
)
def test_what_a_person_can_mend_ends_with_2_and_what_the_world_did_with_1(
    start: Start, error: Exception, code: int
) -> None:
    assert start(error) == (code, f"tallywire: {error}\n")


def test_faults_are_told_together_a_line_each(start: Start) -> None:
    faults = [Fault("storm.yaml:3", "claims.0.series", "is unknown"), Fault("storm.yaml", "", "has no topic")]

    assert start(TopicError(faults))[1].splitlines() == [
        "tallywire: storm.yaml:3: claims.0.series: is unknown",
        "storm.yaml: has no topic",
    ]


def test_what_an_error_names_is_text_and_never_markup(start: Start) -> None:
    message = "[/red] :skull: " + "long " * 60

    assert start(Misuse(message))[1] == f"tallywire: {message}\n"


def test_an_unforeseen_error_is_not_swallowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = typer.Typer(pretty_exceptions_enable=False)

    @failing.command()
    def fail() -> None:
        raise FileNotFoundError(2, "No such file", "lost.txt")

    monkeypatch.setattr(command_line, "app", failing)
    monkeypatch.setattr(sys, "argv", ["tallywire"])
    with pytest.raises(FileNotFoundError):
        main()
    assert capsys.readouterr().err == ""


def test_every_command_is_offered_and_explains_itself() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout

    assert set(re.findall(r"^\W*(\w+)  +[A-Z`]", shown, re.MULTILINE)) >= COMMANDS
    for name in sorted(COMMANDS):
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize("words", [["reed"], ["read"], ["read", "--jason", "a.jsonl"], ["replay", "--order"]])
def test_a_slip_of_the_keyboard_is_misuse(words: list[str]) -> None:
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def process(*words: str, output: int | TextIO = subprocess.PIPE) -> subprocess.Popen[str]:
    """Start a program in the checkout."""
    return subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own program


@pytest.mark.parametrize("words", [MODULE, (str(Path(sys.executable).with_name("tallywire")),)])
def test_it_starts_as_a_module_and_as_a_console_script(words: tuple[str, ...]) -> None:
    with process(*words, "read", "nowhere.jsonl") as started:
        shown, heard = started.communicate(timeout=PATIENCE)

    assert (started.returncode, shown) == (2, "")
    assert heard == "tallywire: nowhere.jsonl: no such file; check the spelling of its name.\n"


def test_output_that_finds_no_room_is_told_in_one_sentence() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with full.open("w") as output, process(*MODULE, "read", ARTICLES, "--json", output=output) as started:
        _, heard = started.communicate(timeout=PATIENCE)

    assert started.returncode == 1
    assert heard.strip() == (
        "tallywire: The output takes no more (No space left on device): free some disk space, or send it elsewhere."
    )


def test_a_reader_that_goes_away_is_no_error_worth_a_word() -> None:
    with process(*MODULE, "read", ARTICLES, "--json") as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.readline()
        started.stdout.close()
        heard = started.stderr.read()

    assert started.returncode in {0, 1}
    assert "Traceback" not in heard


def test_a_process_that_reads_does_not_load_what_only_the_command_needs() -> None:
    """Each worker imports the module that the program was started from."""
    with process(sys.executable, "-c", "import sys, bot.__main__; print(*sys.modules)") as looking:
        loaded = looking.communicate()[0].split()
    assert "bot.__main__" in loaded
    assert not {"typer", "sqlalchemy", "aiohttp", "bot.cli"} & set(loaded)
