"""`tallywire topic ...`: check a topic file, try it on articles, write a new one, draft one from articles."""

import typer

from bot.cli.topics import check, new, suggest


def register(app: typer.Typer) -> None:
    """Add the `topic` commands to the command line."""
    group = typer.Typer(help="Topic files.", no_args_is_help=True)

    @group.callback()
    def topic() -> None:
        """Topic files: what an event is about, and which figures count."""

    for command in (check, new, suggest):
        command.register(group)
    app.add_typer(group, name="topic")
