"""The `tallywire` command: one module a command, registered here."""

import errno
import os
import sys
from io import TextIOWrapper

import typer
from rich.console import Console

from bot.cli import (
    answers,
    database,
    demo,
    discord,
    evaluate,
    feeds,
    ledger,
    reading,
    run,
    shell,
    slack,
    status,
    topics,
)
from bot.cli.log import without_secrets
from bot.errors import Failure, Misuse, TallywireError

MISUSE, FAILURE = 2, 1
"""Exit codes: the person can mend it; the world failed."""

app = typer.Typer(
    name="tallywire",
    help="Every tracked figure, who said it, in their own words, and an alert only when the sources stop agreeing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    *(demo, run, feeds, status, reading, evaluate, answers, shell, topics),
    *(ledger, database, discord, slack),
):
    command.register(app)


OUTPUT_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What writing to standard output can fail with, besides a reader that has gone."""


def main() -> None:
    """Run the command line; an error that Tallywire can explain is one sentence, last on the screen."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter is no reason to stop
    try:
        app()
    except (Misuse, Failure) as error:
        tell(error)
        sys.exit(MISUSE if isinstance(error, Misuse) else FAILURE)
    except OSError as error:
        if error.errno not in OUTPUT_FAULTS or error.filename is not None:
            raise
        tell(Failure(f"The output takes no more ({error.strerror}): free some disk space, or send it elsewhere."))
        drop_output()
        sys.exit(FAILURE)


def tell(error: TallywireError) -> None:
    """Print an error to standard error, as plain text."""
    Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True).print(
        f"tallywire: {without_secrets(str(error))}"
    )


def drop_output() -> None:
    """Let what could not be written go, so that the interpreter does not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
