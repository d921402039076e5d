"""`tallywire topic suggest`: drafts a topic from a pile of articles."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.files.articles import load_articles, order
from adapters.files.topic_draft import draft_text, write_new
from bot.cli.reading import Articles, followed, language_of
from bot.drafting.languages import find_drafting
from bot.drafting.places import place_id
from bot.drafting.suggest import MOST, Draft, suggest
from bot.errors import Failure
from bot.reading.read import read

Title = Annotated[str, typer.Option("--title", help="What the event is called.")]
Name = Annotated[str, typer.Option("--topic", help="The topic's id; from the title without.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write, which must not be there; printed without.")]
Most = Annotated[int, typer.Option("--most", min=1, max=100, help="How many claims to propose at most.")]
UNTITLED = "new-topic"


def register(group: typer.Typer) -> None:
    """Add `topic suggest`."""
    group.command("suggest")(suggest_command)


def suggest_command(
    articles: Articles, title: Title = "", topic: Name = "", out: Out = None, most: Most = MOST
) -> None:
    """Draft a topic from articles on one event: claims from the figures that recur or disagree, with quotes."""
    draft = drafted(articles, topic or (place_id(title) if title else UNTITLED), title, most)
    if not draft.topic.claims:
        raise Failure("topic suggest: no figure recurs in these articles; give more of them, on one event.")
    text = draft_text(draft.topic, draft.seen)
    if out is None:
        typer.echo(text, nl=False)
        return
    write_new(out, text)
    typer.echo(
        f"{out}: {len(draft.topic.claims)} claims drafted. Strike what you do not follow, then try it:", err=True
    )
    typer.echo(f"  tallywire topic check {out} {' '.join(str(path) for path in articles)}", err=True)


def drafted(articles: list[Path], name: str, title: str, most: int) -> Draft:
    """Read the articles and draft a topic in English, the one language that drafting knows."""
    language = language_of(None)
    drafting = find_drafting(language.code)
    if drafting is None:
        raise Failure(f"topic suggest: topics in {language.code!r} cannot be drafted yet.")
    readings = [read(article, language) for article in followed(order(load_articles(*articles)), "reading")]
    return suggest(readings, name, title, drafting, language, most)
