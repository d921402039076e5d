"""What a topic's claims catch in articles, for an editor's terminal and for programs."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from adapters.files.articles import load_articles, order
from adapters.files.topics import load_topic
from bot.analysis import watch
from bot.cli.lines import as_json
from bot.cli.reading import followed, language_of, screen
from bot.drafting.languages import find_drafting
from bot.drafting.trial import Catch, ClaimTrial, NearMiss, Trial, try_topic
from bot.errors import Misuse
from bot.reading.read import read
from bot.views.wording import clean

WIDEST = 100
"""Columns of a line, on a wide terminal too."""
SHOWN = 4
"""Near misses, speakers and contended figures that are printed of a claim; `--json` has all."""
_AROUND = 45
"""Characters of a sentence on either side of a figure."""


def print_trial(path: Path, articles: Sequence[Path], *, json: bool) -> None:
    """Read the articles with the topic and print what became of each claim."""
    trial = tried(path, articles)
    if json:
        for line in trial_lines(trial):
            typer.echo(as_json(line))
        return
    console = screen()
    for text in trial_text(trial):
        print_wrapped(console, text)


def tried(path: Path, articles: Sequence[Path]) -> Trial:
    """Try a topic file on articles in order of publication."""
    topic = load_topic(path)
    language = language_of(topic)
    drafting = find_drafting(topic.language)
    if drafting is None:
        raise Misuse(f"{path}: topics in {topic.language!r} cannot be tried yet")
    readings = [read(article, language) for article in followed(order(load_articles(*articles)), "reading")]
    return try_topic(readings, watch(topic, language), drafting)


def print_wrapped(console: Console, text: str) -> None:
    """Print a line within the terminal's width; what goes on stands under its beginning."""
    indent = " " * (len(text) - len(text.lstrip()))
    width = min(console.width, WIDEST)
    lines = textwrap.wrap(text.strip(), width, initial_indent=indent, subsequent_indent=indent + "  ") or [""]
    for line in lines:
        console.print(line, soft_wrap=True)


def trial_text(trial: Trial) -> Iterator[str]:
    """Yield the lines a person reads: each claim, those without a figure, pairs that contend, refused articles."""
    yield ""
    yield f"{count(trial.articles, 'article')}, {count(trial.figures, 'number')} that could answer a claim"
    for claim in trial.claims:
        if claim.caught or claim.near:
            yield from claim_text(claim)
    silent = [claim.claim for claim in trial.claims if not claim.caught]
    if silent:
        yield ""
        yield f"Claims that catch nothing: {', '.join(silent)}"
    if trial.contended:
        yield ""
        yield "Claims that contend for figures (the one that got them, or came nearer, first):"
        yield from (
            f"  {first} and {second}: {count(number, 'figure')}"
            for (first, second), number in trial.contended.most_common()
        )
    if trial.gate_misses:
        yield ""
        yield "Articles that `about` refuses although claims catch figures in them:"
        for miss in trial.gate_misses:
            lists = " and ".join(str(number) for number in miss.lacking)
            title = f" {clean(miss.title)}" if miss.title else ""
            yield f"  {miss.article}:{title} ({count(miss.figures, 'figure')}; no word of list {lists})"


def claim_text(claim: ClaimTrial) -> Iterator[str]:
    """Yield a claim's lines."""
    yield ""
    yield f"{claim.claim}{' (sink)' if claim.sink else ''}: {caught_text(claim.caught)}"
    for source, surfaces in by_source(claim.caught)[:SHOWN]:
        yield f"    {source}: {', '.join(surfaces)}"
    if claim.near:
        yield f"  near misses: {len(claim.near)}"
        yield from (f"    {near_text(near)}" for near in claim.near[:SHOWN])
    helpful = [
        f"{key}: {', '.join(words)}" for key, words in (("counts", claim.nouns), ("event", claim.events)) if words
    ]
    if helpful:
        yield f"  words that may help: {'; '.join(helpful)}"


def caught_text(caught: Sequence[Catch]) -> str:
    """Say how many figures were caught, and between which numbers."""
    if not caught:
        return "nothing caught"
    numbers = sorted({value for each in caught if (value := each.mention.figure.value) is not None})
    told = f"{count(len(caught), 'figure')} in {count(len({each.article for each in caught}), 'article')}"
    return told + (f", {numbers[0]:,} to {numbers[-1]:,}" if len(numbers) > 1 else "")


def by_source(caught: Sequence[Catch]) -> list[tuple[str, list[str]]]:
    """Return who says which figures, those who say most first."""
    said: dict[str, list[str]] = {}
    for each in caught:
        said.setdefault(clean(each.source or "own voice"), []).append(clean(each.mention.figure.surface))
    ranked = sorted(said.items(), key=lambda item: -len(item[1]))
    return [(source, list(dict.fromkeys(surfaces))) for source, surfaces in ranked]


def near_text(near: NearMiss) -> str:
    """Say where a near miss stands and why it was none."""
    sentence, figure = near.mention.sentence, near.mention.figure
    start = figure.start - sentence.start
    first, last = max(0, start - _AROUND), start + len(figure.surface) + _AROUND
    around = sentence.text[first:last]
    dots = ("..." if first else "", "..." if last < len(sentence.text) else "")
    return f'{near.article}: "{dots[0]}{clean(around)}{dots[1]}": {near.why}'


def count(number: int, noun: str) -> str:
    """Return `1 figure`, `2 figures`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def trial_lines(trial: Trial) -> Iterator[dict[str, Any]]:
    """Yield a line a claim, then a line an article that the gate refuses."""
    for claim in trial.claims:
        yield {
            "claim": claim.claim,
            "sink": claim.sink,
            "caught": [caught_line(each) for each in claim.caught],
            "near_misses": [
                {
                    "article": near.article,
                    "surface": near.mention.figure.surface,
                    "why": near.why,
                    "contended_by": near.rival,
                    **quoted(near),
                }
                for near in claim.near
            ],
            "may_help": {"counts": list(claim.nouns), "event": list(claim.events)},
        }
    for miss in trial.gate_misses:
        yield {
            "refused": miss.article,
            "title": miss.title,
            "figures": miss.figures,
            "lists_without_a_word": list(miss.lacking),
        }


def caught_line(catch: Catch) -> dict[str, Any]:
    """Return one caught figure."""
    figure = catch.mention.figure
    return {
        "article": catch.article,
        "outlet": catch.outlet,
        "surface": figure.surface,
        "value": figure.value,
        "source": catch.source,
        "contended_by": catch.rival,
        **quoted(catch),
    }


def quoted(told: Catch | NearMiss) -> dict[str, Any]:
    """Return where a figure stands and its sentence."""
    sentence, figure = told.mention.sentence, told.mention.figure
    return {"field": sentence.field.value, "start": figure.start, "end": figure.end, "quote": sentence.text}
