"""`tallywire topic new`: asks what happened, where and which questions, and writes a topic file."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.files.topic_draft import draft_text, write_new
from bot.cli.reading import language_of
from bot.cli.setup import read_settings
from bot.drafting.asked import Answers, make_topic, named_families
from bot.drafting.en import DRAFTING
from bot.drafting.places import place_id
from bot.errors import Misuse

Title = Annotated[str | None, typer.Option("--title", help="What the event is called; asked for without.")]
Name = Annotated[str | None, typer.Option("--topic", help="The topic's id, a word for chat; from the title without.")]
What = Annotated[
    str | None, typer.Option("--what", help="Words for what happened, comma separated: earthquake, quake.")
]
Where = Annotated[str | None, typer.Option("--where", help="Places, comma separated; spellings of one divided by =.")]
Who = Annotated[
    str | None, typer.Option("--who", help="Who gives figures, comma separated; names of one divided by =.")
]
Ask = Annotated[
    list[str] | None, typer.Option("--ask", help="A built-in kind (killed) or a question; can be given many times.")
]
Out = Annotated[Path | None, typer.Option("--out", help="File to write; in the folder of topics without.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file, for the folder of topics.")]
_TITLE = "What is the event called? (Sinking of the ferry Lissa, May 2026)"
_WHAT = "What happened, in words? (ferry, boat, sinking)"
_WHERE = "Where? (Lissa, Port Amal=Puerto Amal)"
_WHO = "Who gives figures? (coast guard=Captain Mora, Lissa Lines)"
_COLUMNS = 3
_WIDTH = 26


def register(group: typer.Typer) -> None:
    """Add `topic new`."""
    group.command("new")(new_command)


def new_command(
    title: Title = None,
    topic: Name = None,
    what: What = None,
    where: Where = None,
    who: Who = None,
    ask: Ask = None,
    out: Out = None,
    config: Config = None,
) -> None:
    """Write a new topic file; what is not given by an option is asked for, nothing when --title and --ask are given."""
    asks = title is None or not ask
    title = title if title is not None else ask_for(_TITLE)
    if not title.strip():
        raise Misuse("topic new: an event needs a title")
    answers = Answers(
        topic=topic or place_id(title),
        title=title.strip(),
        what=divided(told(what, _WHAT, asks=asks)),
        where=tuple(spellings(each) for each in divided(told(where, _WHERE, asks=asks))),
        who=tuple(spellings(each) for each in divided(told(who, _WHO, asks=asks))),
        questions=named_families(ask or ask_questions(), DRAFTING),
    )
    path = out or Path(read_settings(config).topics.dir) / f"{answers.topic}.yaml"
    written = write_new(path, text_of(answers))
    typer.echo(f"{path}: {len(written.claims)} claim{'s' * (len(written.claims) != 1)}. Try it on articles:")
    typer.echo(f"  tallywire topic check {path} ARTICLES")


def text_of(answers: Answers) -> str:
    """Return the YAML, or raise Misuse for a question that says nothing."""
    made, unclear = make_topic(answers, DRAFTING, language_of(None).matching.inflection)
    if unclear:
        told = "; ".join(repr(question) for question in unclear)
        raise Misuse(f"topic new: cannot tell what is counted: {told}; ask as in 'How many people were injured?'")
    return draft_text(made)


def told(given: str | None, prompt: str, *, asks: bool) -> str:
    """Return an option, else the answer to a prompt, else nothing."""
    if given is not None:
        return given
    return ask_for(prompt) if asks else ""


def ask_for(prompt: str) -> str:
    """Ask one thing; an empty answer is one."""
    return str(typer.prompt(prompt, default="", show_default=False))


def ask_questions() -> list[str]:
    """Show the built-in kinds and ask for questions until an empty answer."""
    typer.echo("Which questions? A kind from this list, or your own words (How many people were injured?).")
    names = [family.id for family in DRAFTING.families]
    for first in range(0, len(names), _COLUMNS):
        typer.echo("  " + "".join(name.ljust(_WIDTH) for name in names[first : first + _COLUMNS]).rstrip())
    asked: list[str] = []
    while True:
        answer = ask_for(f"Question {len(asked) + 1} (empty when done)").strip()
        if answer:
            asked.extend(divided(answer) if "?" not in answer else [answer])
        elif asked:
            return asked
        else:
            typer.echo("One question is needed at least.")


def divided(text: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated answer."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def spellings(text: str) -> tuple[str, ...]:
    """Return the names of one place or source: `Port Amal=Puerto Amal`."""
    return tuple(part.strip() for part in text.split("=") if part.strip())
