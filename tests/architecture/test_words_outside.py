"""What people read says the same as the program: README, Makefile, CI."""

import os
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from bot.cli.app import app
from bot.commands import COMMANDS, Request, understood
from tests.architecture.tree import ROOT


def readme() -> str:
    """Return the front page."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def recipes() -> set[str]:
    """Return the recipes that the Makefile explains."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def cli_commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command of the command line by its words; typer brings its own click, so groups go by their look."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(words)
        return
    for name, below in inner.items():
        yield from cli_commands(below, (*words, name))


COMMAND_LINE = typer.main.get_command(app)


@pytest.mark.parametrize("command", list(cli_commands(COMMAND_LINE)))
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"`tallywire {command}\b", readme()), f"README.md does not explain `tallywire {command}`"


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    told = set(re.findall(r"\btallywire ([a-z]+)\b(?=[^\n]*`)", readme()))
    assert told <= {command.split()[0] for command in cli_commands(COMMAND_LINE)}


def test_the_readme_names_recipes_that_exist() -> None:
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme())) <= recipes()


def test_make_test_is_the_command_that_the_readme_gives() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^test:.*\n\t\.venv/bin/(.*)$", makefile, re.MULTILINE)
    assert recipe in readme()


def test_make_alone_lists_every_recipe() -> None:
    # The tests may run under make themselves, which would then print where it goes.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    told = subprocess.run(["make"], cwd=ROOT, env=alone, capture_output=True, text=True, check=True)  # noqa: S607 - make on the path is what people run
    listed = told.stdout
    assert {line.split()[0] for line in listed.splitlines()[1:]} == recipes()


def test_ci_runs_what_make_check_runs_and_that_ends_with_the_tests() -> None:
    assert "make check" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^check: format lint types imports test\b", makefile, re.MULTILINE)


def test_every_command_of_a_channel_may_be_asked_on_the_command_line() -> None:
    asked = {
        command.name: understood(Request(platform="console", channel="desk", person="ana", words=words))
        for command, words in (
            (command, f"{command.name} {' '.join('x' for argument in command.arguments if argument.required)}")
            for command in COMMANDS
        )
    }
    assert {name: command.name for name, (command, _, _) in asked.items()} == {name: name for name in asked}
    assert {"ask", "shell"} <= set(cli_commands(COMMAND_LINE))
