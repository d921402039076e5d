"""`read` and `replay`: what articles say in numbers, and the alerts they would have made."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from adapters.files.articles import load_articles, order
from adapters.files.topics import load_topic
from bot.alerts import post
from bot.analysis import Found, Watch, analyse, watch
from bot.cli.lines import alert_line, as_json, found_line, mention_line
from bot.errors import Misuse
from bot.ledger import opening_entries
from bot.model import Alert, Article, Entry, Place, Reading, Topic
from bot.reading.language import Language
from bot.reading.languages import find_language, language_codes
from bot.reading.read import read
from bot.views import as_text, post_view
from bot.views.wording import clean

Articles = Annotated[
    list[Path], typer.Argument(help="Article lines (.jsonl), a folder with index.json, or .txt files.")
]
TopicFile = Annotated[Path | None, typer.Option("--topic", help="Topic file to match the figures with.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
FromRecord = Annotated[bool, typer.Option("--from-record", help="Start from the topic's figures on record.")]
DEFAULT_LANGUAGE = "en"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("read")(read_articles)
    app.command("replay")(replay)


def read_articles(articles: Articles, topic: TopicFile = None, json: Json = False) -> None:  # noqa: FBT002 - typer's flags
    """Print every figure of the articles: number, hedge, claim, source and quote."""
    lines = figure_lines(order(load_articles(*articles)), topic)
    if json:
        for line in lines:
            typer.echo(as_json(line))
    else:
        screen().print(figures_table(lines))


def figure_lines(articles: Sequence[Article], topic: Path | None) -> Iterator[dict[str, Any]]:
    """Yield the figures of the articles, with the claims of a topic file when there is one."""
    if topic is not None:
        for reading, found in match_all(articles, watched(topic)):
            yield from (found_line(reading, each) for each in found)
        return
    language = language_of(None)
    for article in followed(articles, "reading"):
        yield from (mention_line(article.id, mention) for mention in read(article, language).mentions)


def figures_table(lines: Iterable[dict[str, Any]]) -> Table:
    """Return a row a figure; what came from an article is text, never markup."""
    table = Table("article", "figure", "claim", "source", "quote", expand=True)
    for line in lines:
        cells = (line["article"], line["surface"], line["claim"] or "-", line["source"] or "own voice", line["quote"])
        table.add_row(*map(clean, cells))
    return table


def screen() -> Console:
    """Return standard output as a place where text stands as it is."""
    return Console(markup=False, emoji=False, highlight=False)


def followed(articles: Sequence[Article], doing: str) -> Iterable[Article]:
    """Return the articles; a bar on standard error shows how far they are read."""
    console = Console(stderr=True)
    return track(articles, description=doing, console=console, transient=True, disable=not console.is_terminal)


def replay(
    articles: Articles,
    topic: TopicFile = None,
    json: Json = False,  # noqa: FBT002 - typer's flags
    order_: Annotated[str, typer.Option("--order", help="Article ids in order of arrival, comma separated.")] = "",
    from_record: FromRecord = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Let the articles arrive one after the other into an empty ledger, and print the alerts."""
    if topic is None:
        raise Misuse("replay: name the topic the articles are about: --topic seeds/topics/NAME.yaml")
    watching = watched(topic)
    arriving = order(load_articles(*articles), [name.strip() for name in order_.split(",") if name.strip()])
    for article, alerts in replayed(arriving, watching, from_record=from_record):
        if json:
            for alert in alerts:
                typer.echo(as_json(alert_line(alert, as_posted(article, (alert,), watching.topic))))
        elif alerts:
            typer.echo(as_posted(article, alerts, watching.topic) + "\n")


def as_posted(article: Article, alerts: tuple[Alert, ...], topic: Topic) -> str:
    """Return alerts as a channel would have shown them when the article was printed."""
    told = post(alerts, article, Place(platform="replay", channel="replay"), article.published)
    return as_text(post_view(told, {topic.id: topic}, article.published))


def replayed(
    arriving: Sequence[Article], watching: Watch, *, from_record: bool
) -> Iterator[tuple[Article, tuple[Alert, ...]]]:
    """Yield the alerts of each article in the order given."""
    history: list[Entry] = list(opening_entries(watching.topic, start_of(arriving))) if from_record else []
    for article in followed(arriving, "replaying"):
        news = analyse(read(article, watching.language), watching, history, article.published)
        history.extend(news.entries)
        yield article, news.alerts


def start_of(arriving: Sequence[Article]) -> datetime:
    """Return when the first article was printed: what is on record came before."""
    return min((article.published for article in arriving), default=datetime(1970, 1, 1, tzinfo=UTC))


def match_all(articles: Sequence[Article], watching: Watch) -> Iterator[tuple[Reading, tuple[Found, ...]]]:
    """Match articles one after the other, each in the light of what those before it said, as the road does."""
    history: list[Entry] = []
    for article in followed(articles, "reading"):
        reading = read(article, watching.language)
        news = analyse(reading, watching, history, article.published)
        history.extend(news.entries)
        yield reading, news.found


def watched(path: Path) -> Watch:
    """Load a topic file and make it ready."""
    topic = load_topic(path)
    return watch(topic, language_of(topic))


def language_of(topic: Topic | None) -> Language:
    """Return the language data of a topic, English without one."""
    code = topic.language if topic else DEFAULT_LANGUAGE
    language = find_language(code)
    if language is None:
        raise Misuse(
            f"topic {topic.id if topic else ''}: language {code!r} cannot be read; known: {', '.join(language_codes())}"
        )
    return language
