"""The `tallywire` command: one module a command, registered here."""

import sys

import typer
from rich.console import Console

from bot.cli import answers, database, demo, evaluate, reading, run, topic
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
for command in (demo, run, reading, evaluate, answers, topic, database):
    command.register(app)


def main() -> None:
    """Run the command line; an error that Tallywire can explain is one sentence, last on the screen."""
    try:
        app()
    except (Misuse, Failure) as error:
        tell(error)
        sys.exit(MISUSE if isinstance(error, Misuse) else FAILURE)


def tell(error: TallywireError) -> None:
    """Print an error to standard error, as plain text."""
    Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"tallywire: {error}")
